package io.github.streamingchat.examples.web.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryEventLogTest {
  private final EventLog log = new MemoryEventLogs(1_000).create("s");
  private final AtomicInteger woken = new AtomicInteger();

  @Test
  void aReaderTakesWhatStandsBehindItsPlace() {
    assertThat(log.append("message", "a")).isEqualTo(1);
    assertThat(log.append("message", "b")).isEqualTo(2);

    assertThat(log.after(0, 100).events()).extracting(LogEvent::data).containsExactly("a", "b");
    assertThat(log.after(1, 100).events()).containsExactly(new LogEvent(2, "message", "b"));
    assertThat(log.after(2, 100)).isEqualTo(new LogBatch(List.of(), false, false));
  }

  @Test
  void aBatchIsBoundedButNeverEmpty() {
    log.append("message", "aaaa");
    log.append("message", "bbbb");
    log.append("message", "cccc");

    assertThat(log.after(0, 8).events()).hasSize(2);
    assertThat(log.after(0, 1).events()).hasSize(1);
  }

  @Test
  void theEndIsToldWithTheLastEvents() {
    log.append("message", "aaaa");
    log.append("complete", "bbbb");
    log.end();

    assertThat(log.after(0, 4).ended()).isFalse();
    assertThat(log.after(0, 8).ended()).isTrue();
    assertThat(log.after(0, 8).isOver()).isFalse();
    assertThat(log.after(2, 8).isOver()).isTrue();
    assertThatThrownBy(() -> log.append("message", "c")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFullLogDropsItsOldestEventsAndSaysSo() {
    for (int i = 0; i < 100; i++) {
      log.append("message", "x".repeat(36));
    }

    assertThat(log.after(0, 100).gone()).isTrue();
    assertThat(log.after(89, 100).gone()).isTrue();
    assertThat(log.after(90, 10_000).events()).hasSize(10);
  }

  @Test
  void oneEventThatIsLargerThanTheLogIsKept() {
    log.append("message", "x".repeat(5_000));

    assertThat(log.after(0, 100).events()).hasSize(1);
  }

  @Test
  void aPlaceThatNeverWasIsGone() {
    log.append("message", "a");

    assertThat(log.after(2, 100).gone()).isTrue();
    assertThat(log.after(Long.MAX_VALUE, 100).gone()).isTrue();
  }

  @Test
  void aReaderThatWaitsIsWokenOnce() {
    log.append("message", "a");
    log.onMore(1, woken::incrementAndGet);
    assertThat(woken).hasValue(0);
    log.append("message", "b");
    log.append("message", "c");
    assertThat(woken).hasValue(1);
  }

  @Test
  void aReaderThatIsBehindIsWokenAtOnce() {
    log.append("message", "a");
    log.onMore(0, woken::incrementAndGet);
    assertThat(woken).hasValue(1);
  }

  @Test
  void aReaderIsWokenByTheEnd() {
    log.onMore(0, woken::incrementAndGet);
    log.end();
    assertThat(woken).hasValue(1);
    log.onMore(0, woken::incrementAndGet);
    assertThat(woken).hasValue(2);
  }

  @Test
  void aReaderThatLeftIsNotWoken() {
    Subscription waiting = log.onMore(0, woken::incrementAndGet);
    waiting.close();
    log.append("message", "a");
    assertThat(woken).hasValue(0);
  }
}
