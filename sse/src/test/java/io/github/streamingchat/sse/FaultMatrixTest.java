package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerObserver;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every byte of a recorded answer in every format, over real sockets. Each answer must
 * end once, as its fault says, with all the text of the events that were whole and no other, and leave
 * nothing behind.
 */
class FaultMatrixTest {
  /**
   * Few enough for the peer's backlog: a connection that it refuses would be asked for a second
   * later.
   */
  private static final int AT_ONCE = 24;

  private static final FaultTotals TOTALS = new FaultTotals();

  private final VirtualTime time = new VirtualTime();

  static Stream<Arguments> columns() {
    return Arrays.stream(RecordedAnswer.values())
        .flatMap(
            answer -> Arrays.stream(WireFault.values()).map(fault -> Arguments.of(answer, fault)));
  }

  @AfterAll
  static void print() {
    System.out.println(TOTALS);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void everyByte(RecordedAnswer recorded, WireFault fault) throws Exception {
    int cells = recorded.bytes(fault == WireFault.RESUMED).length + 1;
    Set<Integer> asked = ConcurrentHashMap.newKeySet();
    LoopbackPeer serving = new LoopbackPeer(
        connection -> fault.serve(recorded, connection, asked.add(WireFault.cut(connection))));
    try (LoopbackPeer peer = serving;
        ChatTransport transport = HttpTransport.builder(recorded.at(peer.url()).protocol())
            .scheduler(time)
            .build()) {
      for (int from = 0; from < cells; from += AT_ONCE) {
        List<Cell> batch = new ArrayList<>();
        for (int cut = from; cut < Math.min(cells, from + AT_ONCE); cut++) {
          batch.add(new Cell(recorded, fault, cut, transport));
        }
        if (fault == WireFault.SILENT) {
          for (Cell cell : batch) {
            cell.awaitSilence();
          }
        }
        for (Cell cell : batch) {
          cell.check();
        }
      }
      assertThat(LibraryThreads.ofSingleStreams()).isEmpty();
      assertThat(LibraryThreads.all().size() - LibraryThreads.ofClients().size())
          .isLessThanOrEqualTo(LibraryThreads.MOST_BESIDES_CLIENTS);
      // What follows the end mark is awaited for a second, and here it never comes.
      Eventually.await(
          "all sockets were closed",
          () -> peer.open() == 0,
          () -> time.advance(HttpTransport.DISCARD_TIME));
      Eventually.await("no timer was left", () -> time.timers() == 0);
    }
  }

  /** One fault at one byte. */
  private final class Cell {
    private final RecordedAnswer recorded;
    private final WireFault fault;
    private final int cut;
    private final Chat chat;
    private final Answer answer;
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final StringBuffer read = new StringBuffer();

    Cell(RecordedAnswer recorded, WireFault fault, int cut, ChatTransport transport) {
      this.recorded = recorded;
      this.fault = fault;
      this.cut = cut;
      chat = Chat.builder(transport)
          .retry(fault.retry())
          .scheduler(time)
          .timeouts(Timeouts.DEFAULTS.withTotal(Duration.ofDays(1)))
          .observer(answering -> new AnswerObserver() {
            @Override
            public void onConnected(int attempt, int status, Duration toFirstByte) {
              connections.incrementAndGet();
            }

            @Override
            public void onEnd(Outcome outcome) {
              ends.incrementAndGet();
            }
          })
          .build();
      answer = chat.send(WireFault.question(cut));
      if (fault != WireFault.REPLACED) { // a text that only grows is no reader for that
        answer.onText(read::append, Runnable::run);
      }
    }

    /** All that will be understood was: what is left is silence. */
    void awaitSilence() {
      Eventually.await("the response began: " + this, () -> connections.get() > 0);
      Eventually.await(
          "the whole events arrived: " + this,
          () -> answer.message().text().equals(recorded.text(cut, false)));
      if (recorded.whole(cut, false) == recorded.frames()) {
        Eventually.await("the end mark arrived: " + this, () -> answer.state().isTerminal());
      }
    }

    void check() {
      Duration step = fault == WireFault.SILENT ? Timeouts.DEFAULTS.idle() : Duration.ofMillis(1);
      boolean passes = fault == WireFault.SILENT || fault.repeats();
      Outcome outcome = passes
          ? Eventually.outcome(answer, () -> time.advance(step))
          : answer.join(Dialogue.LIMIT);
      Eventually.await("the end was told: " + this, () -> ends.get() > 0);

      new FaultVerdict(recorded, fault, cut).accept(outcome);
      assertThat(ends).as("%s", this).hasValue(1);
      if (fault != WireFault.REPLACED) {
        assertThat(read.toString()).as("%s", this).isEqualTo(outcome.text());
      }
      assertThat(chat.conversation().isBusy()).as("%s", this).isFalse();
      assertThat(chat.conversation().waiting()).as("%s", this).isEmpty();
      assertThat(chat.conversation().snapshot().size()).as("%s", this).isEqualTo(2);
      assertThat(chat.conversation().snapshot().messages().get(1)).isEqualTo(outcome.message());
      if (outcome.status() == MessageStatus.FAILED) {
        Dialogue.assertReadable(outcome.error().orElseThrow().message());
      }
      chat.close();
      TOTALS.add(recorded, fault, outcome);
    }

    @Override
    public String toString() {
      return "%s %s at %d".formatted(recorded, fault, cut);
    }
  }
}
