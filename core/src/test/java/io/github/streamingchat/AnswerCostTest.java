package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a streaming answer allocates, counted in bytes, which bounds what thousands of open ones hold.
 * The bounds are some 30 % above what was measured on JDK 17 with compressed references.
 */
class AnswerCostTest {
  private static final int ANSWERS = 1000;

  /** Measured: 10 950, with its conversation, question, clocks and first piece. */
  private static final int MOST_BYTES_AN_OPEN_ANSWER = 14_200;

  /** Measured: 575 to 581, of which 160 are the store's. */
  private static final int MOST_BYTES_A_PIECE_THAT_IS_TOLD = 750;

  /** Begins an answer at once, and leaves it open. */
  private static final class Begun implements ChatTransport {
    final List<EventSink> sinks = new ArrayList<>(2 * ANSWERS);

    @Override
    public Connection open(AnswerRequest request, EventSink sink) {
      sinks.add(sink);
      sink.connected(200);
      sink.primary().started("id", "model");
      sink.primary().text("text", "Hello");
      return () -> {};
    }

    @Override
    public void close() {}
  }

  private final Begun transport = new Begun();
  private final VirtualTime time = new VirtualTime();
  private final List<Answer> answers = new ArrayList<>(2 * ANSWERS);
  private long told;

  private void open() {
    answers.add(Chat.builder(transport)
        .scheduler(time)
        .executor(Runnable::run)
        .build()
        .send("Why?")
        .onText(text -> told += text.length(), Runnable::run));
  }

  @BeforeEach
  void loadWhatIsLoadedOnce() {
    open();
  }

  @Test
  void anOpenAnswerCostsLittle() {
    long bytes = AllocatedBytes.by(() -> {
      for (int i = 0; i < ANSWERS; i++) {
        open();
      }
    });

    assertThat(told).isEqualTo((1 + ANSWERS) * 5L);
    assertThat(bytes / ANSWERS).isBetween(1L, (long) MOST_BYTES_AN_OPEN_ANSWER);
  }

  @Test
  void aPieceThatIsToldOnTheTransportsThreadCostsTheSameHoweverManyCameBefore() {
    EventSink sink = transport.sinks.get(0);
    for (int pieces : new int[] {1000, 100_000}) {
      long bytes = AllocatedBytes.by(() -> {
        for (int i = 0; i < pieces; i++) {
          sink.primary().text("text", "word ");
        }
      });

      assertThat(bytes / pieces).isBetween(1L, (long) MOST_BYTES_A_PIECE_THAT_IS_TOLD);
    }
    assertThat(told).isEqualTo(5 + 101_000 * 5L);
  }
}
