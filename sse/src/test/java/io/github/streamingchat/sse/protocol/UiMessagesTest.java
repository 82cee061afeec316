package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The UI message stream over a real socket. */
class UiMessagesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String NOTHING = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

  /** The frames of a recording, and how many of them arrive before the connection breaks. */
  private static String broken(String recording, int frames) {
    String[] all = UiMessagesStream.recording(recording).split("(?<=\n\n)");
    return LoopbackPeer.streamHead() + String.join("", List.of(all).subList(0, frames));
  }

  private static String whole(String recording) {
    return LoopbackPeer.streamHead() + UiMessagesStream.recording(recording);
  }

  private static Chat chat(LoopbackPeer peer) {
    RetryPolicy retry = RetryPolicy.builder()
        .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
        .afterText(AfterText.RESUME)
        .build();
    return Chat.builder(UiMessages.at(peer.url() + "/chat").resumable(true))
        .retry(retry)
        .build();
  }

  @Test
  void aToolLoopOverHttpSpeaksOfOneMessage() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection ->
            connection.send(whole(asked.getAndIncrement() == 0 ? "reasoning-and-tool" : "plain")));
        Chat chat = Chat.over(UiMessages.at(peer.url()))) {
      Outcome first = chat.send("How is the weather?").join(LIMIT);
      chat.conversation()
          .add(MessageDraft.builder(Role.TOOL)
              .part(new Part.ToolResult("call_1", "3 C", false))
              .build());
      Outcome second = chat.answer().join(LIMIT);

      assertThat(first.evidence().endMarkSeen()).isTrue();
      assertThat(second.text()).isEqualTo("Hello");
      assertThat(peer.connections().get(1).body())
          .contains("{\"id\":\"m2\",\"role\":\"assistant\"")
          .contains(
              "\"state\":\"output-available\",\"input\":{\"city\":\"Oslo\"},\"output\":\"3 C\"")
          .endsWith("\"messageId\":\"m2\"}");
    }
  }

  /** Wherever it broke: the stream comes again from its first chunk, and nothing counts twice. */
  @Test
  void aStreamThatBrokeIsAskedForAgainAndNothingOfItIsDoubled() throws Exception {
    for (String recording : List.of("reasoning-and-tool", "steps")) {
      Outcome undisturbed = answered(recording, Integer.MAX_VALUE);
      int frames = UiMessagesStream.recording(recording).split("\n\n").length;
      for (int arrived = 4; arrived < frames - 1; arrived++) {
        Outcome outcome = answered(recording, arrived);

        assertThat(outcome.status())
            .as("%s cut at %d", recording, arrived)
            .isEqualTo(MessageStatus.COMPLETED);
        assertThat(outcome.message().parts())
            .as("%s cut at %d", recording, arrived)
            .isEqualTo(undisturbed.message().parts());
        assertThat(outcome.message().metadata()).isEqualTo(undisturbed.message().metadata());
        assertThat(outcome.evidence().problems()).isEmpty();
      }
    }
  }

  private static Outcome answered(String recording, int arrived) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(
            asked.getAndIncrement() == 0 && arrived < Integer.MAX_VALUE
                ? broken(recording, arrived)
                : whole(recording)));
        Chat chat = chat(peer)) {
      Outcome outcome = chat.send("Hi").join(LIMIT);
      if (arrived < Integer.MAX_VALUE) {
        assertThat(asked).hasValue(2);
        assertThat(peer.connections().get(1).head())
            .startsWith("GET ")
            .contains("/chat/" + chat.conversation().id() + "/stream HTTP/1.1");
      }
      return outcome;
    }
  }

  @Test
  void aServerThatHasNothingToResumeEndsTheAnswerWithTheTextKept() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = new LoopbackPeer(connection ->
            connection.send(asked.getAndIncrement() == 0 ? broken("plain", 5) : NOTHING));
        Chat chat = chat(peer)) {
      Outcome outcome = chat.send("Hi").join(LIMIT);
      ChatError error = outcome.error().orElseThrow();

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(error.kind()).isEqualTo(ChatError.Kind.PROTOCOL);
      assertThat(error.code()).isEqualTo("http_204");
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void aServerThatKeepsNoStreamsIsNotAskedForOne() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(broken("plain", 5));
        Chat chat = Chat.builder(UiMessages.at(peer.url()))
            .retry(RetryPolicy.builder().afterText(AfterText.RESUME).build())
            .build()) {
      Outcome outcome = chat.send("Hi").join(LIMIT);

      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.TRUNCATED);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(peer.accepted()).isOne();
    }
  }
}
