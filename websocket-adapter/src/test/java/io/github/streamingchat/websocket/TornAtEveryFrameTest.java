package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that goes behind each frame of an answer, once: no text is lost and none is doubled. */
@Timeout(120) // a guard against hanging; waits are of milliseconds
class TornAtEveryFrameTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TEXT = "ab 😀 cde";
  private static final Backoff AT_ONCE =
      new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE);

  /** All frames of the answer, from an offset on. */
  private static List<String> frames(Frame asked) {
    List<String> frames = new ArrayList<>();
    StreamEncoder.Builder stream;
    int from = 0;
    if (asked instanceof Frame.Resume resume) {
      from = (int) resume.offset();
      stream = StreamEncoder.stream(String.valueOf(resume.envelope().id())).resumedAt(from);
    } else {
      stream = StreamEncoder.stream("s-" + System.nanoTime())
          .replyTo(String.valueOf(asked.envelope().id()));
    }
    StreamEncoder answer =
        stream.session(String.valueOf(asked.envelope().sessionId())).to(frames::add);
    for (char unit : TEXT.substring(from).toCharArray()) {
      answer.chunk(String.valueOf(unit));
    }
    answer.end();
    return frames;
  }

  @ParameterizedTest
  @EnumSource(AfterText.class)
  void theTextIsWholeOrIsSaidToBeTorn(AfterText afterText) throws Exception {
    int all = frames(new Frame.Message(
            io.github.streamingchat.websocket.protocol.Envelope.of("q", "c"), "?"))
        .size();
    for (int tornBehind = 0; tornBehind <= all; tornBehind++) {
      int after = tornBehind;
      AtomicInteger connections = new AtomicInteger();
      RawPeer.Behaviour behaviour = wire -> {
        List<String> frames = frames(Frame.parse(wire.text()));
        boolean tears = connections.incrementAndGet() == 1;
        for (String frame : tears ? frames.subList(0, after) : frames) {
          wire.send(frame);
        }
        if (tears) {
          wire.close(1001, "");
        }
        wire.awaitEnd();
      };
      try (RawPeer peer = new RawPeer(behaviour);
          ChatSocket socket = ChatSocket.at(peer.url())
              .reconnect(RetryPolicy.builder().maxAttempts(9).backoff(AT_ONCE).build())
              .build()) {
        Outcome outcome = Chat.builder(socket)
            .conversation(Conversation.builder("c").build())
            .retry(RetryPolicy.builder()
                .maxAttempts(9)
                .backoff(AT_ONCE)
                .afterText(afterText)
                .build())
            .build()
            .send("?")
            .join(PATIENCE);

        boolean hadText = tornBehind >= 2; // the start, and the first chunk
        boolean fails = afterText == AfterText.FAIL && hadText && tornBehind < all;
        assertThat(outcome.status())
            .as("torn behind frame " + tornBehind)
            .isEqualTo(fails ? MessageStatus.FAILED : MessageStatus.COMPLETED);
        if (fails) {
          assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
          assertThat(TEXT).startsWith(outcome.message().text());
        } else {
          assertThat(outcome.message().text())
              .as("torn behind frame " + tornBehind)
              .isEqualTo(TEXT);
        }
        assertThat(peer.failures()).isEmpty();
      }
    }
  }
}
