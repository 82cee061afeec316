package io.github.streamingchat.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Starts the answer whose turn it is after the one before has told its end, where both happen on the
 * same thread. The step that ends an answer gives the next one its turn before anyone was told of the
 * end; were the next one started right there, an executor that runs it at once would keep the first
 * one's outcome waiting for the second one's connection, and a long line of answers that cannot start
 * would end each inside the other.
 *
 * <p>Thread-safe: each thread has its own queue, which lives as long as the outermost call.
 */
final class TurnStarts {
  private static final ThreadLocal<@Nullable Queue<Runnable>> WAITING = new ThreadLocal<>();

  private TurnStarts() {}

  /** Runs the end of an answer, and after it, unless this is inside another call, what was put off. */
  static void after(Runnable end) {
    if (WAITING.get() != null) {
      end.run();
      return;
    }
    Queue<Runnable> waiting = new ArrayDeque<>();
    WAITING.set(waiting);
    try {
      end.run();
    } finally {
      startAll(waiting);
    }
  }

  /** Runs the start of an answer, which must not throw: now, or after what this is inside of. */
  static void start(Runnable start) {
    Queue<Runnable> waiting = WAITING.get();
    if (waiting != null) {
      waiting.add(start);
    } else {
      after(start);
    }
  }

  private static void startAll(Queue<Runnable> waiting) {
    try {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    } finally {
      WAITING.remove();
    }
  }
}
