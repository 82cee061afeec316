package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.internal.delivery.DrainLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One reader of an answer: the moves it has yet to be told, and how far it has read the text. The
 * text itself waits in the store, so a slow reader costs nothing and gets it joined.
 *
 * <p>{@code moves} is guarded by the answer's lock. {@code read} belongs to the drain, of which there
 * is one at a time.
 */
final class Reader implements Subscription {
  private final AnswerRun run;
  private final Object lock;
  private final AnswerListener listener;
  private final DrainLoop loop;
  private final Consumer<? super Throwable> report;
  private final Consumer<Reader> onClose;
  private final Queue<StateChange> moves = new ArrayDeque<>();
  private final List<Integer> read = new ArrayList<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private volatile boolean closed;

  Reader(
      AnswerRun run,
      Object lock,
      AnswerListener listener,
      Executor executor,
      Consumer<? super Throwable> report,
      Consumer<Reader> onClose) {
    this.run = run;
    this.lock = lock;
    this.listener = listener;
    this.report = report;
    this.onClose = onClose;
    this.loop = new DrainLoop(executor, this::drain, report);
  }

  /** Under the lock. */
  void offer(StateChange move) {
    moves.add(move);
  }

  void signal() {
    if (!closed) {
      loop.signal();
    }
  }

  boolean isFinished() {
    return finished.isDone();
  }

  /**
   * Waits until this reader has been told everything. Gives up after a while: the outcome is known,
   * and a reader that blocks keeps nobody.
   */
  void awaitFinished(long nanos) throws InterruptedException, ExecutionException {
    try {
      finished.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException blocked) {
      return;
    }
  }

  private void drain() {
    if (closed) {
      return;
    }
    // The text first: every move that came before it is then among the moves.
    ChatMessage message = run.reservation().message(run.reservation().primary());
    List<StateChange> arrived = new ArrayList<>();
    Outcome outcome;
    synchronized (lock) {
      arrived.addAll(moves);
      moves.clear();
      outcome = run.state().outcome().orElse(null);
    }
    for (StateChange move : arrived) {
      if (!move.to().isTerminal()) {
        tell(() -> listener.onStateChange(move));
      }
    }
    tellText(outcome == null ? message : outcome.message());
    if (outcome != null) {
      finish(arrived, outcome);
    }
  }

  private void tellText(ChatMessage message) {
    int textPart = 0;
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        tellText(textPart++, text.content());
      }
    }
  }

  private void tellText(int textPart, ChatText content) {
    if (textPart == read.size()) {
      read.add(0);
    }
    int from = read.get(textPart);
    if (content.length() > from) {
      read.set(textPart, content.length());
      tell(() -> listener.onText(content.since(from)));
    }
  }

  private void finish(List<StateChange> arrived, Outcome outcome) {
    for (StateChange move : arrived) {
      if (move.to().isTerminal()) {
        tell(() -> listener.onStateChange(move));
      }
    }
    tell(() -> listener.onOutcome(outcome));
    close();
  }

  /** One call that throws takes nothing from the next. */
  private void tell(Runnable call) {
    if (closed) {
      return;
    }
    try {
      call.run();
    } catch (Throwable thrown) { // also what other languages throw undeclared
      report.accept(thrown);
    }
  }

  @Override
  public void close() {
    closed = true;
    onClose.accept(this);
    finished.complete(null);
  }
}
