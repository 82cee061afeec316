package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.transport.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is wrong with the frame that is being read, until it is known whom to tell: one frame can hold a
 * million members that are wrong, of which the first are enough.
 *
 * <p>Not safe for use by several threads at once.
 */
final class FrameProblems {
  private static final int MOST = 16;

  private final List<Problem> problems = new ArrayList<>();

  void add(Problem problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    }
  }

  /** Tells them, once. */
  void tell(Consumer<Problem> listener) {
    if (!problems.isEmpty()) {
      List<Problem> told = List.copyOf(problems);
      problems.clear();
      told.forEach(listener);
    }
  }

  void clear() {
    problems.clear();
  }
}
