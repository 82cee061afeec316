package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A peer that ends without a word, right after a frame: the JDK's socket then tells of the end, throws,
 * or says nothing at all, as it happens.
 */
@Timeout(
    240) // a guard against hanging; nothing here waits for time, but for a lost end's heartbeat
class AbruptEndTest {
  private static final int RUNS = 500;
  private static final int AT_ONCE = 25;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Heartbeat QUICK =
      new Heartbeat(Duration.ofMillis(300), Duration.ofMillis(300));

  /** Everything in one write, and then the end, so that the JDK finds both at once. */
  private static void answerAndEnd(RawPeer.Wire wire) throws InterruptedException, IOException {
    Frame.Message turn = AgentPeer.turn(wire);
    StringBuilder frames = new StringBuilder();
    StreamEncoder answer = StreamEncoder.stream("s-" + turn.envelope().id())
        .session(String.valueOf(turn.envelope().sessionId()))
        .replyTo(String.valueOf(turn.envelope().id()))
        .to(text -> frames.append(text).append('\n'));
    answer.chunk("some of it");
    for (String frame : frames.toString().split("\n", -1)) {
      if (!frame.isEmpty()) {
        wire.send(frame);
      }
    }
    wire.fin();
    wire.awaitEnd();
  }

  @Test
  void everyOneOfFiveHundredAnswersEndsOnceAndSoDoesEveryConnection() throws Exception {
    Map<ChatError.Kind, Integer> kinds = new EnumMap<>(ChatError.Kind.class);
    int lost = 0;
    try (RawPeer peer = new RawPeer(AbruptEndTest::answerAndEnd)) {
      for (int done = 0; done < RUNS; done += AT_ONCE) {
        List<ChatSocket> sockets = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          Told listener = new Told();
          ChatSocket socket = ChatSocket.at(peer.url())
              .heartbeat(QUICK)
              .reconnect(RetryPolicy.NONE)
              .listener(listener)
              .build();
          sockets.add(socket);
          told.add(listener);
          answers.add(Chat.builder(socket)
              .conversation(Conversation.builder("c" + (done + i)).build())
              .retry(RetryPolicy.NONE)
              .build()
              .send("?"));
        }
        for (int i = 0; i < AT_ONCE; i++) {
          Outcome outcome = answers.get(i).join(PATIENCE);
          assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
          kinds.merge(outcome.error().orElseThrow().kind(), 1, Integer::sum);
          assertThat(outcome.message().text()).isIn("", "some of it");
          lost += outcome.message().text().isEmpty() ? 1 : 0;
          told.get(i).await(SocketState.FAILED);
          assertThat(told.get(i).states())
              .containsExactly(SocketState.CONNECTING, SocketState.OPEN, SocketState.FAILED);
          sockets.get(i).close();
        }
      }
      assertThat(peer.failures()).isEmpty();
    }
    System.out.printf(
        "abrupt ends: %d runs, all ended once, as %s; in %d the JDK lost the last text%n",
        RUNS, kinds, lost);
    assertThat(kinds.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(RUNS);
  }
}
