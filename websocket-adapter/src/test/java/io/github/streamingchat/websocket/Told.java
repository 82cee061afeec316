package io.github.streamingchat.websocket;

import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.websocket.protocol.Frame;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a socket tells its listener. */
final class Told implements SocketListener {
  private static final int PATIENCE_SECONDS = 20;

  private final List<SocketChange> changes = new CopyOnWriteArrayList<>();
  private final BlockingQueue<SocketChange> news = new LinkedBlockingQueue<>();
  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final List<Problem> problems = new CopyOnWriteArrayList<>();
  private final List<Boolean> resumed = new CopyOnWriteArrayList<>();

  @Override
  public void onStateChange(SocketChange change) {
    changes.add(change);
    news.add(change);
  }

  @Override
  public void onFrame(Frame frame) {
    frames.add(frame);
  }

  @Override
  public void onProblem(Problem problem) {
    problems.add(problem);
  }

  @Override
  public void onResumed(MessageId answer, boolean recovered) {
    resumed.add(recovered);
  }

  List<SocketChange> changes() {
    return changes;
  }

  List<SocketState> states() {
    return changes.stream().map(SocketChange::to).toList();
  }

  List<Frame> frames() {
    return frames;
  }

  List<String> problems() {
    return problems.stream().map(Problem::code).toList();
  }

  List<Boolean> resumed() {
    return resumed;
  }

  /** Waits for the next move to a state. */
  SocketChange await(SocketState state) throws InterruptedException {
    while (true) {
      SocketChange change = news.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (change == null) {
        throw new AssertionError("not " + state + " within 20 s; it moved " + states());
      }
      if (change.to() == state) {
        return change;
      }
    }
  }
}
