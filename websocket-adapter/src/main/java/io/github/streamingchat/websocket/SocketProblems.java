package io.github.streamingchat.websocket;

import io.github.streamingchat.transport.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What the peer did wrong, the first of it in full and all of it counted.
 *
 * <p>Thread-safe: guarded by its monitor.
 */
final class SocketProblems {
  private final int most;
  private final List<Problem> first = new ArrayList<>();
  private long count;

  SocketProblems(int most) {
    this.most = most;
  }

  synchronized void add(Problem problem) {
    count++;
    if (first.size() < most) {
      first.add(problem);
    }
  }

  synchronized List<Problem> first() {
    return List.copyOf(first);
  }

  synchronized long count() {
    return count;
  }
}
