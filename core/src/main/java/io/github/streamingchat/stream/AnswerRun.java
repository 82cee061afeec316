package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One running answer: its attempts, its clocks and its one end. Where it stands is the {@link
 * StateMachine}'s business.
 *
 * <p>The thread that gets the right to end the answer settles the reservation, which is where text
 * and end meet in one order, and then publishes the terminal state. A canceller that comes second
 * seals the reservation before it returns, so that its promise holds too.
 *
 * <p>Thread-safe.
 */
final class AnswerRun {
  static final MessageDraft PLACEHOLDER =
      MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build();

  private final ChatTransport transport;
  private final Conversation conversation;
  private final Timeouts timeouts;
  private final Scheduler scheduler;
  private final Executor executor;
  private final Tally tally;
  private final StateMachine state;
  private final long startedNanos;
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
  private final CompletableFuture<Outcome> published = new CompletableFuture<>();
  private final CompletionStage<Outcome> publishedStage = published.minimalCompletionStage();

  private volatile @Nullable Reservation reservation;
  private volatile boolean revoked;
  private volatile Scheduler.@Nullable Task totalTimer;

  AnswerRun(
      ChatTransport transport,
      Conversation conversation,
      Timeouts timeouts,
      Scheduler scheduler,
      Executor executor) {
    this.transport = transport;
    this.conversation = conversation;
    this.timeouts = timeouts;
    this.scheduler = scheduler;
    this.executor = executor;
    this.startedNanos = scheduler.nanoTime();
    this.tally = new Tally(scheduler.now(), conversation.limits().maxProblems());
    this.state = new StateMachine(this, scheduler, this::report);
  }

  /** Reserves the conversation and starts the first attempt. */
  void begin(@Nullable MessageDraft userTurn) {
    Reservation held = conversation.begin(userTurn, PLACEHOLDER, this::revoked);
    reservation = held;
    if (revoked) { // cleared by another thread before the line above
      revoked();
      return;
    }
    startTotalClock();
    try {
      executor.execute(this::attempt);
    } catch (RuntimeException | Error rejected) {
      end(MessageStatus.FAILED, applicationError(rejected).build(), LateCause.ENDED, false);
    }
  }

  private void startTotalClock() {
    Scheduler.Task timer = scheduler.schedule(timeouts.total(), this::totalExpired);
    totalTimer = timer;
    if (!state.isRunning()) {
      timer.cancel(); // ended by another thread before it could see the timer
    }
  }

  private void attempt() {
    AttemptSink sink = new AttemptSink(this, reservation(), 1);
    if (!state.begin(sink)) {
      return;
    }
    signalReaders();
    sink.watchdog.start();
    if (!accepts(sink)) { // stopped by a reader that was told of the move
      return;
    }
    tally.attempt();
    Connection opened;
    try {
      opened = transport.open(request(sink.number), sink);
    } catch (Throwable thrown) { // also what other languages throw undeclared
      fail(sink, applicationError(thrown).attempt(sink.number).build());
      return;
    }
    sink.attach(opened);
  }

  private AnswerRequest request(int number) {
    List<ChatMessage> before = conversation.snapshot().messages().stream()
        .takeWhile(message -> !message.id().equals(reservation().primary()))
        .toList();
    return new AnswerRequest(
        conversation.id(), reservation().primary(), before, number, null, conversation.limits());
  }

  static ChatError.Builder applicationError(Throwable thrown) {
    return ChatError.builder(
            ChatError.Kind.APPLICATION, "The application's own code failed: " + said(thrown))
        .cause(thrown);
  }

  /** The exception's own words; its class is for the log. */
  private static String said(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }

  boolean accepts(AttemptSink sink) {
    return state.accepts(sink);
  }

  /** The first piece of an attempt is about to enter; false if the attempt no longer counts. */
  boolean commit(AttemptSink sink) {
    if (!state.commit(sink)) {
      return false;
    }
    tally.firstText(elapsed());
    signalReaders();
    return true;
  }

  void late(AttemptSink sink) {
    tally.late(state.lateCause(sink));
  }

  /** Returns whether it was this that ended the answer. */
  boolean complete(AttemptSink sink, boolean endMarkSeen) {
    return accepts(sink) && end(MessageStatus.COMPLETED, null, LateCause.ENDED, endMarkSeen);
  }

  /** Returns whether it was this that ended the answer. */
  boolean fail(AttemptSink sink, ChatError error) {
    return accepts(sink) && end(MessageStatus.FAILED, error, LateCause.ENDED, false);
  }

  void timedOut(AttemptSink sink, Watchdog.Expired clock) {
    String what = switch (clock) {
      case CONNECT ->
        "No response within %s; the server may be down, slow or overloaded. Try again, or raise Timeouts.connect."
            .formatted(InWords.of(timeouts.connect()));
      case IDLE ->
        "The server went silent for %s in the middle of the answer; what arrived was kept. Ask again, or raise Timeouts.idle."
            .formatted(InWords.of(timeouts.idle()));
    };
    fail(sink, timeout(what, clock.name().toLowerCase(Locale.ROOT), sink.number));
  }

  private void totalExpired() {
    String what =
        "The answer was not complete within %s; what arrived was kept. Ask again, or raise Timeouts.total."
            .formatted(InWords.of(timeouts.total()));
    int number = state.attempt().map(attempt -> attempt.number).orElse(0);
    end(MessageStatus.FAILED, timeout(what, "total", number), LateCause.ENDED, false);
  }

  private static ChatError timeout(String message, String clock, int attempt) {
    return ChatError.builder(ChatError.Kind.TIMEOUT, message)
        .code(clock)
        .attempt(attempt)
        .retryable(true)
        .build();
  }

  void cancel() {
    if (!end(MessageStatus.CANCELLED, null, LateCause.CANCELLED, false)) {
      reservation().seal();
    }
  }

  /** The conversation was cleared, or one of the messages removed. */
  private void revoked() {
    revoked = true;
    if (reservation != null) {
      end(MessageStatus.CANCELLED, null, LateCause.CLEARED, false);
    }
  }

  /** Ends the answer, if nobody has. */
  private boolean end(
      MessageStatus status, @Nullable ChatError error, LateCause cause, boolean endMarkSeen) {
    if (!state.beginEnd(cause)) {
      return false;
    }
    CallbackThread.enter();
    try {
      settle(status, error, endMarkSeen);
    } finally {
      CallbackThread.leave();
    }
    return true;
  }

  private void settle(MessageStatus status, @Nullable ChatError error, boolean endMarkSeen) {
    Optional<AttemptSink> last = state.attempt();
    stopClocks(last);
    List<ChatMessage> messages = reservation().settle(status, error).orElseThrow();
    if (status != MessageStatus.COMPLETED) {
      last.ifPresent(AttemptSink::disconnect);
    }
    Outcome outcome = new Outcome(messages, tally.evidence(endMarkSeen, elapsed()));
    state.end(terminal(status), error, outcome);
    ended.complete(outcome);
    state.readers().signal();
    publishOutcome(outcome);
  }

  private void stopClocks(Optional<AttemptSink> last) {
    Scheduler.Task total = totalTimer;
    if (total != null) {
      total.cancel();
    }
    last.ifPresent(attempt -> attempt.watchdog.stop());
  }

  private void publishOutcome(Outcome outcome) {
    try {
      executor.execute(() -> published.complete(outcome));
    } catch (RuntimeException | Error rejected) {
      SharedPool.executor().execute(() -> published.complete(outcome));
    }
  }

  private static StreamState terminal(MessageStatus status) {
    return switch (status) {
      case COMPLETED -> StreamState.COMPLETED;
      case CANCELLED -> StreamState.CANCELLED;
      case FAILED -> StreamState.FAILED;
      case PENDING, STREAMING -> throw new IllegalStateException("not an end: " + status);
    };
  }

  StateMachine state() {
    return state;
  }

  /** Completed by the thread that ends the answer; nothing may be hung on it. */
  CompletableFuture<Outcome> ended() {
    return ended;
  }

  /** Completed on the chat's executor. */
  CompletionStage<Outcome> published() {
    return publishedStage;
  }

  Reservation reservation() {
    return Objects.requireNonNull(reservation, "the answer has not begun");
  }

  /** Wakes the readers; those that asked for this thread must not wait for the answer on it. */
  void signalReaders() {
    CallbackThread.enter();
    try {
      state.readers().signal();
    } finally {
      CallbackThread.leave();
    }
  }

  /** Tells the application's hook; one that throws itself has nobody left to tell. */
  void report(Throwable thrown) {
    try {
      conversation.callbackErrors().accept(thrown);
    } catch (RuntimeException | Error ignored) {
      // the answer goes on
    }
  }

  Tally tally() {
    return tally;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  Duration elapsed() {
    return Duration.ofNanos(scheduler.nanoTime() - startedNanos);
  }
}
