package io.github.streamingchat.examples.console;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the show reads from: everything comes piece by piece, and each piece takes its time.
 *
 * <p>Immutable and thread-safe.
 *
 * @param perItem how long an item takes; none where nobody watches
 */
record Sources(Duration perItem) {
  /** Gives items one by one, and blocks before each. */
  <T> Iterator<T> iterator(List<? extends T> items) {
    Iterator<? extends T> all = items.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public T next() {
        pause();
        return all.next();
      }
    };
  }

  /** Gives the words of a text, each with the space behind it. */
  List<String> words(String text) {
    return List.of(text.split("(?<=\\s)"));
  }

  Stream<String> lines(String text) {
    return text.lines().peek(line -> pause()).map(line -> line + "\n");
  }

  /** Gives items from a thread of its own, as a client that calls back does. */
  <T> Flow.Publisher<T> publisher(List<? extends T> items) {
    return subscriber -> {
      Executor own = task -> {
        Thread thread = new Thread(task, "console-source");
        thread.setDaemon(true);
        thread.start();
      };
      SubmissionPublisher<T> publisher = new SubmissionPublisher<>(Runnable::run, items.size() + 1);
      publisher.subscribe(subscriber);
      own.execute(() -> {
        try (publisher) {
          iterator(items).forEachRemaining(publisher::submit);
        }
      });
    };
  }

  CompletionStage<String> later(String text) {
    Executor later =
        CompletableFuture.delayedExecutor(perItem.multipliedBy(20).toNanos(), TimeUnit.NANOSECONDS);
    return CompletableFuture.supplyAsync(() -> text, later);
  }

  /** Gives items, and breaks behind them. */
  Stream<String> broken(List<String> items, Function<String, ? extends RuntimeException> error) {
    return Stream.concat(items.stream(), Stream.of("")).peek(item -> {
      pause();
      if (item.isEmpty()) {
        throw error.apply("the source broke");
      }
    });
  }

  /** Waits as long as one item takes. A thread that is to stop is not kept. */
  void pause() {
    try {
      pause(1);
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
    }
  }

  void pause(int items) throws InterruptedException {
    Thread.sleep(perItem.toMillis() * items);
  }
}
