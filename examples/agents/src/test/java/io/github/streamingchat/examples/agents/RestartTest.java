package io.github.streamingchat.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import io.github.streamingchat.stream.TextIterator;
import io.github.streamingchat.websocket.ChatSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The library's client and a server that goes and comes back. */
@Timeout(60)
class RestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Backoff QUICK =
      new Backoff(Duration.ofMillis(20), 1, Duration.ofMillis(20), Backoff.Jitter.NONE);

  private static Chat chat(ChatSocket socket, AfterText afterText) {
    RetryPolicy policy = RetryPolicy.builder()
        .maxAttempts(1000)
        .backoff(QUICK)
        .afterText(afterText)
        .build();
    return Chat.builder(socket)
        .conversation(Conversation.builder("s").build())
        .retry(policy)
        .build();
  }

  private static ChatSocket socket(URI url) {
    RetryPolicy policy = RetryPolicy.builder().maxAttempts(1000).backoff(QUICK).build();
    return ChatSocket.at(url).reconnect(policy).build();
  }

  private static AgentServer server(int port) throws Exception {
    return AgentServer.start(port, Mind.simulated(10, Duration.ofMillis(5)), NEVER);
  }

  private static String firstOf(Answer answer) {
    try (TextIterator texts = answer.textIterator()) {
      return texts.next();
    }
  }

  @Test
  void anAnswerThatTheServerHasForgottenStaysTornAndTheNextOneIsWhole() throws Exception {
    AgentServer first = server(0);
    URI url = first.url();
    try (ChatSocket socket = socket(url)) {
      Chat chat = chat(socket, AfterText.RESUME);
      Answer answer = chat.send("a long story");
      String begun = firstOf(answer);
      first.close();
      try (AgentServer second = server(url.getPort())) {
        Outcome torn = answer.join(PATIENCE);

        assertThat(torn.status()).isEqualTo(MessageStatus.FAILED);
        assertThat(torn.error().map(ChatError::code)).contains("cannot_resume");
        assertThat(torn.text()).startsWith(begun);
        assertThat(chat.send("the sky").join(PATIENCE).text())
            .isEqualTo(AgentTexts.of(Agent.GUIDE, "sky"));
        assertThat(second.url()).isEqualTo(url);
      }
    } finally {
      first.close();
    }
  }

  @Test
  void anAnswerThatMayBeReplacedIsAskedForAgainAndNeverDoubled() throws Exception {
    AgentServer first = server(0);
    URI url = first.url();
    try (ChatSocket socket = socket(url)) {
      Answer answer = chat(socket, AfterText.REPLACE_TEXT).send("a long story");
      answer.outcome(); // its text may be taken back, so it is read from the message
      while (answer.message().text().isEmpty()) {
        Thread.onSpinWait();
      }
      first.close();
      try (AgentServer second = server(url.getPort())) {
        Outcome again = answer.join(PATIENCE);

        assertThat(again.status()).isEqualTo(MessageStatus.COMPLETED);
        assertThat(again.text()).isEqualTo(AgentTexts.of(Agent.GUIDE, "long"));
        assertThat(second.url()).isEqualTo(url);
      }
    } finally {
      first.close();
    }
  }

  @Test
  void anAgentThatNobodyAskedSpeaksBesideTheAnswer() throws Exception {
    try (AgentServer server = server(0)) {
      CompletableFuture<Answer> unasked = new CompletableFuture<>();
      AtomicReference<Chat> room = new AtomicReference<>();
      try (ChatSocket socket = ChatSocket.at(server.url())
          .onIncoming(stream -> unasked.complete(stream.into(room.get())))
          .build()) {
        room.set(chat(socket, AfterText.FAIL));
        Outcome answer = room.get().send("the sky, agents").join(PATIENCE);
        Outcome second = unasked.get(20, TimeUnit.SECONDS).join(PATIENCE);

        assertThat(answer.text()).isEqualTo(AgentTexts.of(Agent.GUIDE, "sky"));
        assertThat(second.text()).isEqualTo(AgentTexts.of(Agent.CRITIC, ""));
        assertThat(second.message().author().orElseThrow().name()).isEqualTo("Critic");
      }
    }
  }
}
