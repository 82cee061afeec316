package io.github.streamingchat.stream;

import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.stream.CancelReply.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one call of an answer's {@link CancelHook}, and what comes of it: the hook's own completion and
 * the timer of its limit race for one future, and only the winner is reported.
 *
 * <p>Thread-safe.
 */
final class CancelCall {
  /** The application's hook and what bounds it. */
  record Settings(@Nullable CancelHook hook, Duration limit) {
    static final Settings NONE = new Settings(null, CancelHook.DEFAULT_LIMIT);
  }

  private final Settings settings;
  private final Scheduler scheduler;
  private final Executor executor;
  private final Consumer<? super Throwable> report;
  private final CompletableFuture<CancelReply> reply = new CompletableFuture<>();

  CancelCall(
      Settings settings,
      Scheduler scheduler,
      Executor executor,
      Consumer<? super Throwable> report) {
    this.settings = settings;
    this.scheduler = scheduler;
    this.executor = executor;
    this.report = report;
  }

  CompletionStage<CancelReply> reply() {
    return reply.minimalCompletionStage();
  }

  /** Nobody is to be told. */
  void skip() {
    reply.complete(CancelReply.NOBODY_TOLD);
  }

  /** Has the hook called, on another thread; does not block. */
  void make(CancelledAnswer answer) {
    CancelHook hook = settings.hook();
    if (hook == null) {
      skip();
      return;
    }
    try {
      Scheduler.Task timer = scheduler.schedule(settings.limit(), this::timedOut);
      CompletableFuture<?> unused = reply.whenComplete((known, never) -> timer.cancel());
      elsewhere(() -> call(hook, answer));
    } catch (RuntimeException | Error thrown) { // the scheduler or the executor, the application's
      failed(thrown);
    }
  }

  /** An executor that runs its tasks at once would keep the canceller waiting for the hook. */
  private void elsewhere(Runnable task) {
    Submission submission = new Submission(Thread.currentThread(), task);
    executor.execute(submission);
    submission.over = true;
  }

  private static final class Submission implements Runnable {
    private final Thread caller;
    private final Runnable task;

    /** Written and read by the caller's thread only. */
    private boolean over;

    Submission(Thread caller, Runnable task) {
      this.caller = caller;
      this.task = task;
    }

    @Override
    public void run() {
      if (Thread.currentThread().equals(caller) && !over) {
        SharedPool.attempts().execute(task);
      } else {
        task.run();
      }
    }
  }

  private void call(CancelHook hook, CancelledAnswer answer) {
    try {
      CompletionStage<? extends @Nullable String> stage = hook.cancel(answer);
      if (stage == null) {
        skip();
      } else {
        stage.whenComplete(this::replied);
      }
    } catch (Throwable thrown) { // also what other languages throw undeclared
      failed(thrown);
    }
  }

  private void replied(@Nullable String word, @Nullable Throwable thrown) {
    if (thrown != null) {
      failed(thrown);
    } else {
      reply.complete(
          new CancelReply(Status.CONFIRMED, Optional.ofNullable(word), Optional.empty()));
    }
  }

  private void failed(Throwable thrown) {
    Throwable own = thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
    end(Status.FAILED, own);
  }

  private void timedOut() {
    end(
        Status.TIMED_OUT,
        new TimeoutException(
            "the cancel hook did not complete within %s; the answer has ended all the same"
                .formatted(InWords.of(settings.limit()))));
  }

  private void end(Status status, Throwable error) {
    if (reply.complete(new CancelReply(status, Optional.empty(), Optional.of(error)))) {
      report.accept(error);
    }
  }
}
