package io.github.streamingchat.testkit;

import io.github.streamingchat.transport.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The answer's side of an attempt under contract: writes down what is pushed and what is wrong with
 * the way in which it is pushed.
 *
 * <p>Thread-safe.
 */
final class ContractProbe extends EventTap {
  private static final long LOOK_MILLIS = 5;

  private final List<StreamEvent> events = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final AtomicBoolean inside = new AtomicBoolean();
  private final Consumer<StreamEvent> reaction;
  private boolean open = true;

  /** Makes a probe that reacts to each event, inside the call and without a lock. */
  ContractProbe(Consumer<StreamEvent> reaction) {
    this.reaction = reaction;
  }

  @Override
  void take(StreamEvent event) {
    boolean alone = inside.compareAndSet(false, true);
    note(event, alone);
    try {
      reaction.accept(event);
    } finally {
      if (alone) {
        inside.set(false);
      }
    }
  }

  private synchronized void note(StreamEvent event, boolean alone) {
    if (!alone) {
      violations.add(event + " came while another call was running");
    }
    if (events.stream().anyMatch(EventTap::isEnd)) {
      violations.add(event + " came after the end");
    }
    events.add(event);
    open &= !isEnd(event);
    notifyAll();
  }

  @Override
  public synchronized boolean isOpen() {
    return open;
  }

  /** The answer has ended for a reason of its own. */
  synchronized void close() {
    open = false;
  }

  synchronized boolean hasEnded() {
    return events.stream().anyMatch(EventTap::isEnd);
  }

  synchronized boolean hasText() {
    return !text().isEmpty();
  }

  synchronized String text() {
    StringBuilder text = new StringBuilder();
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.Text piece) {
        text.append(piece.piece());
      } else if (event instanceof StreamEvent.TextAt piece) {
        place(text, piece);
      }
    }
    return text.toString();
  }

  /** What was sent before may be sent again; a hole shows. */
  private static void place(StringBuilder text, StreamEvent.TextAt piece) {
    if (piece.offset() > text.length()) {
      text.append("(a hole)").append(piece.piece());
    } else {
      int known = (int) Math.min(piece.piece().length(), text.length() - piece.offset());
      text.append(piece.piece(), known, piece.piece().length());
    }
  }

  synchronized List<StreamEvent> ends() {
    return events.stream().filter(EventTap::isEnd).toList();
  }

  /** Waits until something holds, and gives up after a long while. */
  void await(String what, BooleanSupplier condition, Runnable pass) {
    long deadline =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(TransportContract.PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited in vain for " + what + "; what came: " + this);
      }
      pass.run();
      look(condition);
    }
  }

  private synchronized void look(BooleanSupplier condition) {
    try {
      if (!condition.getAsBoolean()) {
        TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted; what came: " + this, interrupted);
    }
  }

  /** Fails if a call broke the contract. */
  synchronized void verify() {
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join("; ", violations) + "; what came: " + this);
    }
  }

  @Override
  public synchronized String toString() {
    return events.toString();
  }
}
