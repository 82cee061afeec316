package io.github.streamingchat.stream;

/**
 * Knows which threads are inside a transport's call to a sink, or tell of a move or the end of an
 * answer. One that blocks there may wait for itself: what it waits for may be its own next step, or
 * come on the same thread.
 */
final class CallbackThread {
  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  private CallbackThread() {}

  static void enter() {
    DEPTH.get()[0]++;
  }

  static void leave() {
    DEPTH.get()[0]--;
  }

  static boolean isCurrent() {
    return DEPTH.get()[0] > 0;
  }

  static void requireElsewhere(String call) {
    if (isCurrent()) {
      throw new IllegalStateException(call
          + " was called on a thread that delivers answers, where it could wait for itself;"
          + " call it on another thread, or subscribe with an executor of your own");
    }
  }
}
