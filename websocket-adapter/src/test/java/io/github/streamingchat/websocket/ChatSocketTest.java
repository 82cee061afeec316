package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a guard against hanging; nothing here waits for time
class ChatSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Chat chat(ChatSocket socket, String conversation) {
    return Chat.builder(socket)
        .conversation(Conversation.builder(conversation).build())
        .retry(RetryPolicy.NONE)
        .build();
  }

  @Test
  void aQuestionIsAnsweredByTheStreamThatRepliesToIt() throws Exception {
    RawPeer.Behaviour echo = wire -> {
      Frame.Message turn = AgentPeer.turn(wire);
      StreamEncoder answer = AgentPeer.answer(wire, turn, "s-1");
      answer.chunk("You said: ");
      answer.chunk(turn.content());
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(echo);
        ChatSocket socket = ChatSocket.at(peer.url()).build()) {
      Outcome outcome = chat(socket, "c").send("Hello").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.message().text()).isEqualTo("You said: Hello");
      assertThat(outcome.message().aliases()).containsExactly("s-1");
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void twoConversationsShareOneConnectionAndTheirStreamsMayInterleave() throws Exception {
    RawPeer.Behaviour both = wire -> {
      Frame.Message first = AgentPeer.turn(wire);
      Frame.Message second = AgentPeer.turn(wire);
      StreamEncoder one = AgentPeer.answer(wire, first, "s-1");
      StreamEncoder two = AgentPeer.answer(wire, second, "s-2");
      for (int i = 0; i < 100; i++) {
        one.chunk(first.content());
        two.chunk(second.content());
      }
      two.end();
      one.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(both);
        ChatSocket socket = ChatSocket.at(peer.url()).build()) {
      Answer a = chat(socket, "a").send("x");
      Answer b = chat(socket, "b").send("y");

      assertThat(a.join(PATIENCE).message().text()).isEqualTo("x".repeat(100));
      assertThat(b.join(PATIENCE).message().text()).isEqualTo("y".repeat(100));
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerWhoseConnectionGoesFailsWithItsTextKept() throws Exception {
    RawPeer.Behaviour torn = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-1");
      answer.chunk("half of ");
      wire.close(1001, ""); // without a word the JDK may lose the last text
    };
    try (RawPeer peer = new RawPeer(torn);
        ChatSocket socket = ChatSocket.at(peer.url()).build()) {
      Outcome outcome = chat(socket, "c").send("Hello").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
      assertThat(outcome.message().text()).isEqualTo("half of ");
    }
  }

  @Test
  void cancellingOneAnswerTellsThePeerAndLeavesTheOther() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      Frame.Message first = AgentPeer.turn(wire);
      Frame.Message second = AgentPeer.turn(wire);
      boolean inOrder = first.content().equals("x"); // whichever was quicker
      StreamEncoder one = AgentPeer.answer(wire, inOrder ? first : second, "s-1");
      StreamEncoder two = AgentPeer.answer(wire, inOrder ? second : first, "s-2");
      one.chunk("one");
      two.chunk("two");
      Frame told = Frame.parse(wire.text());
      one.chunk(" too late");
      if (told instanceof Frame.Cancel cancel && "s-1".equals(cancel.envelope().id())) {
        two.chunk(" goes on");
      }
      one.end();
      two.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).build()) {
      Answer one = chat(socket, "a").send("x");
      Answer two = chat(socket, "b").send("y");
      var texts = one.textIterator();
      assertThat(texts.next()).isEqualTo("one");

      one.cancel();

      assertThat(one.join(PATIENCE).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(one.join(PATIENCE).message().text()).isEqualTo("one");
      assertThat(two.join(PATIENCE).message().text()).isEqualTo("two goes on");
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void aLostConnectionIsMadeAgainAndTheNextQuestionGoesOverIt() throws Exception {
    RawPeer.Behaviour oneAnswerEach = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-" + System.nanoTime());
      answer.chunk("whole");
      answer.end();
      wire.close(1001, "bye");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(oneAnswerEach);
        ChatSocket socket = ChatSocket.at(peer.url()).build()) {
      Chat chat = Chat.builder(socket).build();

      for (int i = 1; i <= 3; i++) {
        assertThat(chat.send("again").join(PATIENCE).status()).isEqualTo(MessageStatus.COMPLETED);
      }
      assertThat(peer.connections()).isGreaterThanOrEqualTo(3);
    }
  }
}
