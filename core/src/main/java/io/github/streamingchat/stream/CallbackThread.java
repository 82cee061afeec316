package io.github.streamingchat.stream;

/**
 * Knows which threads are inside a transport's call to a sink. One that blocks there for another
 * answer may wait for itself: the same thread may carry that answer too.
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

  static void requireElsewhere(String call) {
    if (DEPTH.get()[0] > 0) {
      throw new IllegalStateException(call
          + " was called on a thread that delivers answers, where it could wait for itself;"
          + " call it on another thread, or subscribe with an executor of your own");
    }
  }
}
