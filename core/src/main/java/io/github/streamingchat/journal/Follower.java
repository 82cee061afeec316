package io.github.streamingchat.journal;

import io.github.streamingchat.Change;
import io.github.streamingchat.ChangeListener;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.TextChange;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.stream.Scheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a conversation's changes are written: text that grows when a while has passed or much
 * has come, everything else at once, and forced. After an error of the store nothing is written for a
 * while; then, or when somebody asks for it, all that was missed is written as one step.
 *
 * <p>Everything happens on the journal's executor, one call at a time; the volatile fields are for
 * readers elsewhere.
 */
final class Follower implements ChangeListener {
  private final Writer writer;
  private final JournalSettings settings;
  private final Executor serial;
  private final List<Waiter> waiters = new ArrayList<>();
  private Scheduler.@Nullable Task timer;
  private long pendingCharacters;
  private boolean closed;
  private volatile long acknowledged;
  private volatile @Nullable JournalException failure;

  private record Waiter(long version, CompletableFuture<Void> forced) {}

  /** What is to be done with the store. */
  private interface Work {
    void run() throws IOException;
  }

  Follower(Writer writer, JournalSettings settings, Executor serial) {
    this.writer = writer;
    this.settings = settings;
    this.serial = serial;
    this.acknowledged = writer.forcedVersion();
  }

  long acknowledged() {
    return acknowledged;
  }

  @Nullable
  JournalException failure() {
    return failure;
  }

  @Override
  public void onChange(Change change) {
    if (closed) {
      return;
    }
    boolean mayWait = mayWait(change);
    writer.note(change);
    if (isAwaited() || (failure == null && !mayWait)) {
      attempt(writer::force);
    } else if (failure == null && pendingCharacters >= settings.pieceCharacters()) {
      attempt(writer::write);
    } else if (timer == null) {
      timer =
          settings.scheduler().schedule(settings.pieceDelay(), () -> serial.execute(this::ring));
    }
  }

  private boolean isAwaited() {
    long version = writer.known().version();
    return waiters.stream().anyMatch(waiter -> waiter.version() <= version);
  }

  /** Whether nothing happened but that texts grew, and messages that still grow. */
  private boolean mayWait(Change change) {
    boolean grew = !change.cleared();
    for (MessageChange message : change.messages()) {
      grew &= message.kind() == MessageChange.Kind.UPDATED && mayWait(change, message);
      for (TextChange text : message.texts()) {
        pendingCharacters += text.content().length() - text.from();
      }
    }
    return grew;
  }

  private boolean mayWait(Change change, MessageChange message) {
    ChatMessage after = change.snapshot().find(message.id()).orElseThrow();
    if (!after.status().isTerminal()) {
      return true;
    }
    boolean hadEnded = writer
        .known()
        .find(message.id())
        .map(before -> before.status().isTerminal())
        .orElse(false);
    return hadEnded
        && !message.texts().isEmpty()
        && message.texts().stream().noneMatch(TextChange::replaced);
  }

  /** The time of pieces that waited, or of another attempt, has come. */
  private void ring() {
    timer = null;
    if (!closed) {
      attempt(failure == null ? writer::write : writer::force);
    }
  }

  /** Completes when a version is forced, or with the error that keeps it from that. */
  CompletableFuture<Void> whenForced(long version) {
    CompletableFuture<Void> forced = new CompletableFuture<>();
    serial.execute(() -> await(new Waiter(version, forced)));
    return forced;
  }

  private void await(Waiter waiter) {
    waiters.add(waiter);
    if (!closed && isAwaited()) {
      attempt(writer::force);
    } else {
      tellWaiters();
    }
  }

  CompletableFuture<Void> restated() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    serial.execute(() -> {
      if (closed) {
        finish(done, closedEarly());
      } else {
        attempt(() -> writer.restate(false));
        finish(done, failure);
      }
    });
    return done;
  }

  /** Ends the following; what was not forced by then stays unforced. */
  void close() {
    closed = true;
    cancelTimer();
    tellWaiters();
  }

  private void attempt(Work work) {
    cancelTimer();
    try {
      work.run();
      pendingCharacters = 0;
      if (failure != null) {
        writer.force(); // what could not be written is acknowledged as soon as it can
        failure = null;
      }
    } catch (Throwable failed) { // a store is the application's own code
      fail(failed);
    }
    acknowledged = writer.forcedVersion();
    tellWaiters();
  }

  private void fail(Throwable failed) {
    JournalException before = failure;
    JournalException now =
        failed instanceof JournalException own ? own : StoreErrors.of("write the journal", failed);
    failure = now;
    timer = settings.scheduler().schedule(settings.retryDelay(), () -> serial.execute(this::ring));
    if (before == null) {
      CallbackErrors.report(settings.onError(), now);
    }
  }

  private void cancelTimer() {
    Scheduler.Task pending = timer;
    timer = null;
    if (pending != null) {
      pending.cancel();
    }
  }

  private void tellWaiters() {
    JournalException error = failure;
    for (Waiter waiter : List.copyOf(waiters)) {
      if (waiter.version() <= acknowledged) {
        waiters.remove(waiter);
        waiter.forced().complete(null);
      } else if (closed || (error != null && waiter.version() <= writer.known().version())) {
        waiters.remove(waiter);
        finish(waiter.forced(), error == null ? closedEarly() : error);
      }
    }
  }

  private static JournalException closedEarly() {
    return new JournalException(
        JournalException.Kind.IO, "the journal was closed before this was written", null);
  }

  private static void finish(CompletableFuture<Void> future, @Nullable JournalException error) {
    if (error == null) {
      future.complete(null);
    } else {
      future.completeExceptionally(error);
    }
  }
}
