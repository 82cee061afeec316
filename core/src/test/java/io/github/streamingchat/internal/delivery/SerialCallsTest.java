package io.github.streamingchat.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialCallsTest {
  private final List<Throwable> reported = new ArrayList<>();
  private final SerialCalls calls = new SerialCalls(reported::add);

  @Test
  void aCallFromInsideACallComesAfterIt() {
    List<String> made = new ArrayList<>();

    calls.run(() -> {
      calls.run(() -> made.add("inner"));
      made.add("outer");
    });

    assertThat(made).containsExactly("outer", "inner");
  }

  @Test
  void aCallThatIsInTheLineComesBeforeOneThatIsMadeAtOnce() {
    List<String> made = new ArrayList<>();

    calls.queue(() -> made.add("queued"));
    assertThat(made).isEmpty();
    calls.run(() -> made.add("at once"));

    assertThat(made).containsExactly("queued", "at once");
  }

  @Test
  void aCallThatIsMadeAtOnceAndThrowsIsReported() {
    IllegalStateException thrown = new IllegalStateException("boom");
    List<String> made = new ArrayList<>();

    calls.run(() -> {
      throw thrown;
    });
    calls.run(() -> made.add("next"));

    assertThat(made).containsExactly("next");
    assertThat(reported).containsExactly(thrown);
  }

  @Test
  void aCallThatThrowsIsReportedAndTakesNothingFromTheNext() {
    IllegalStateException thrown = new IllegalStateException("boom");
    List<String> made = new ArrayList<>();

    calls.run(() -> {
      calls.run(() -> made.add("next"));
      throw thrown;
    });

    assertThat(made).containsExactly("next");
    assertThat(reported).containsExactly(thrown);
  }

  @Test
  void callsOfManyThreadsAreMadeOneAtATimeAndEachThreadsInItsOrder() throws Exception {
    int threads = 4;
    int each = 20_000;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    int[] last = new int[threads];
    AtomicInteger disorder = new AtomicInteger();
    CountDownLatch made = new CountDownLatch(threads * each);
    List<Thread> callers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      Thread caller = new Thread(() -> {
        for (int i = 1; i <= each; i++) {
          int number = i;
          Runnable call = () -> {
            if (inside.getAndIncrement() != 0) {
              overlaps.incrementAndGet();
            }
            if (last[thread] != number - 1) {
              disorder.incrementAndGet();
            }
            last[thread] = number;
            inside.decrementAndGet();
            made.countDown();
          };
          if (number % 3 == 0) {
            calls.queue(call);
            calls.make();
          } else {
            calls.run(call);
          }
        }
      });
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    made.await();

    assertThat(overlaps).hasValue(0);
    assertThat(disorder).hasValue(0);
    assertThat(last).containsOnly(each);
  }

  @Test
  void onAnExecutorCallsAreMadeThereInTheirOrder() {
    List<Runnable> handed = new ArrayList<>();
    List<Integer> made = new ArrayList<>();
    SerialCalls calls = new SerialCalls(handed::add, thrown -> {});
    calls.run(() -> made.add(1));
    calls.run(() -> made.add(2));
    assertThat(made).isEmpty();
    assertThat(handed).hasSize(1);
    handed.get(0).run();

    assertThat(made).containsExactly(1, 2);
  }
}
