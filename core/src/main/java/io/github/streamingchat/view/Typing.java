package io.github.streamingchat.view;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.DrainLoop;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.PartChange;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.stream.StateChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer that is told at a pace. What the answer says, and the ringing of the timer, come from any
 * thread and wait in {@code news}; the drain, which runs on the listener's executor and never twice at
 * once, takes them, counts the time and tells what is due. All other fields belong to the drain, but
 * for the volatile ones.
 */
final class Typing implements AnswerListener, Subscription {
  /** Nobody sees steps that are shorter than the frame of a screen. */
  private static final Duration FRAME = Duration.ofMillis(16);

  private final PacedText text;
  private final Scheduler scheduler;
  private final AnswerListener listener;
  private final Consumer<? super Throwable> report = CallbackErrors.logging();
  private final DrainLoop loop;
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

  /** What happened to the parts, behind the text after which it did. */
  private final Deque<Held> held = new ArrayDeque<>();

  private long countedTo;
  private int arrived;
  private int shown;
  private @Nullable StateChange lastMove;
  private @Nullable Outcome outcome;

  /** Written by the drain; a close takes it back if it sees it, and a ring after the close says nothing. */
  private volatile Scheduler.@Nullable Task timer;

  private volatile boolean closed;
  private volatile @Nullable Subscription source;

  private record Held(int behind, PartChange change) {}

  Typing(PacedText text, Scheduler scheduler, AnswerListener listener, Executor executor) {
    this.text = text;
    this.scheduler = scheduler;
    this.listener = listener;
    this.loop = new DrainLoop(executor, this::drain, report);
    this.countedTo = scheduler.nanoTime();
  }

  Subscription follow(Answer answer) {
    Subscription subscribed = answer.subscribe(this, Runnable::run);
    source = subscribed;
    if (closed) {
      subscribed.close();
    }
    return this;
  }

  private void take(Runnable change) {
    news.add(change);
    loop.signal();
  }

  /** The last move waits until all text was told, as the outcome does. */
  @Override
  public void onStateChange(StateChange change) {
    if (change.to().isTerminal()) {
      take(() -> lastMove = change);
    } else {
      take(() -> tell(() -> listener.onStateChange(change)));
    }
  }

  @Override
  public void onText(String piece) {
    take(() -> {
      arrived += piece.length();
      text.add(piece);
    });
  }

  /** What was shown is void: as much of the other text takes its place at once. */
  @Override
  public void onTextReplaced(String whole) {
    take(() -> {
      text.clear();
      arrived = whole.length();
      tellHeld(Integer.MAX_VALUE);
      text.add(whole);
      String again = text.takeAtLeast(shown);
      shown = again.length();
      tell(() -> listener.onTextReplaced(again));
    });
  }

  @Override
  public void onPart(PartChange change) {
    take(() -> {
      if (change.part() instanceof Part.Text) {
        tell(() -> listener.onPart(change)); // what it says is told by and by
      } else {
        text.settle();
        hold(change);
        tellHeld(shown);
      }
    });
  }

  @Override
  public void onNotice(Part.Data data) {
    take(() -> tell(() -> listener.onNotice(data)));
  }

  @Override
  public void onOverflow(LimitExceededException error) {
    take(() -> tell(() -> listener.onOverflow(error)));
  }

  @Override
  public void onOutcome(Outcome ended) {
    take(() -> {
      outcome = ended;
      text.end();
    });
  }

  private void drain() {
    if (closed) {
      return;
    }
    showWhatIsDue(); // by what was known until now
    for (Runnable change = news.poll(); change != null; change = news.poll()) {
      change.run();
    }
    showWhatIsDue();
    Outcome ended = outcome;
    if (ended != null && ended.status() == MessageStatus.CANCELLED) {
      show(text.takeAll());
    }
    if (ended != null && text.isDone()) {
      tellHeld(Integer.MAX_VALUE);
      StateChange move = lastMove;
      if (move != null) {
        tell(() -> listener.onStateChange(move));
      }
      tell(() -> listener.onOutcome(ended));
      close();
    } else if (!text.isDone() && timer == null && !closed) {
      Duration wait = text.untilNext();
      timer = scheduler.schedule(wait.compareTo(FRAME) < 0 ? FRAME : wait, this::ring);
    }
  }

  private void ring() {
    take(() -> timer = null);
  }

  private void showWhatIsDue() {
    long now = scheduler.nanoTime();
    Duration passed = Duration.ofNanos(now - countedTo);
    countedTo = now;
    show(text.take(passed));
  }

  /** What goes on at the same place is told as one. */
  private void hold(PartChange change) {
    Held last = held.peekLast();
    if (last != null && last.behind == arrived && isMoreOf(last.change, change)) {
      held.removeLast();
      PartChange first = last.change;
      held.add(new Held(
          arrived,
          new PartChange(
              change.message(), change.index(), first.kind(), change.part(), first.from())));
    } else {
      held.add(new Held(arrived, change));
    }
  }

  private static boolean isMoreOf(PartChange first, PartChange change) {
    return change.kind() == PartChange.Kind.UPDATED
        && first.kind() != PartChange.Kind.REMOVED
        && change.index() == first.index()
        && change.message().id().equals(first.message().id());
  }

  private void tellHeld(int upTo) {
    for (Held next = held.peek(); next != null && next.behind <= upTo; next = held.peek()) {
      PartChange change = held.remove().change;
      tell(() -> listener.onPart(change));
    }
  }

  private void show(String due) {
    int from = 0;
    while (from < due.length()) {
      Held next = held.peek();
      int most = due.length() - from;
      int length = next == null ? most : Math.min(most, next.behind - shown);
      String piece = due.substring(from, from + length);
      from += length;
      shown += length;
      tell(() -> listener.onText(piece));
      tellHeld(shown);
    }
  }

  private void tell(Runnable call) {
    if (closed) {
      return;
    }
    try {
      call.run();
    } catch (Throwable thrown) { // also what other languages throw undeclared
      CallbackErrors.report(report, thrown);
    }
  }

  @Override
  public void close() {
    closed = true;
    Subscription subscribed = source;
    if (subscribed != null) {
      subscribed.close();
    }
    Scheduler.Task ticking = timer;
    if (ticking != null) {
      ticking.cancel();
    }
  }
}
