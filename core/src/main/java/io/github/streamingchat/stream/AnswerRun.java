package io.github.streamingchat.stream;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.ReservationOwner;
import io.github.streamingchat.Revocation;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.stream.Retries.Decision;
import io.github.streamingchat.stream.StateMachine.Ending;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One running answer: its attempts, its clocks and its one end. Where it stands is the {@link
 * StateMachine}'s business.
 *
 * <p>The thread that gets the right to end the answer settles the reservation, which is where text
 * and end meet in one order, and then publishes the terminal state. A canceller that comes second
 * settles it in the same way if that is not done yet, so that its promise holds too. An answer that
 * interrupts this one settles it before either: then the end that was about to come is CANCELLED.
 *
 * <p>The reservation is set by whoever learns of it first: the thread that asks, or the one that ends
 * the answer before this one, or clears the conversation, while the first is still on its way.
 *
 * <p>Thread-safe.
 */
final class AnswerRun implements ReservationOwner {
  static final MessageDraft PLACEHOLDER =
      MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build();

  private final ChatTransport transport;
  private final Conversation conversation;
  private final Timeouts timeouts;
  private final Scheduler scheduler;
  private final Executor executor;
  private final Tally tally;
  private final Answer handle;
  private final Observers observers;
  private final StateMachine state;
  private final Retries retries;
  private final long startedNanos;
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
  private final CompletableFuture<Outcome> published = new CompletableFuture<>();
  private final CompletionStage<Outcome> publishedStage = published.minimalCompletionStage();
  private final CancelCall cancelCall;
  private final AtomicReference<@Nullable CancelReceipt> receipt = new AtomicReference<>();

  /** When its turn came, from where the total timeout counts. */
  private volatile long turnNanos;

  private volatile @Nullable Reservation reservation;
  private volatile @Nullable AnswerContent content;
  private volatile Scheduler.@Nullable Task totalTimer;
  private volatile @Nullable String streamId;

  /** Whether a transport was asked to open an attempt, which a peer may know of then. */
  private volatile boolean sent;

  AnswerRun(
      ChatTransport transport,
      Conversation conversation,
      AnswerSettings settings,
      Consumer<Answer> onDetach) {
    this.transport = transport;
    this.conversation = conversation;
    this.timeouts = settings.timeouts();
    this.scheduler = settings.scheduler();
    this.executor = settings.executor();
    this.startedNanos = scheduler.nanoTime();
    this.tally = new Tally(scheduler.now(), conversation.limits().maxProblems());
    this.handle = new Answer(this, onDetach);
    this.observers = new Observers(settings.observers(), handle, this::report);
    this.state = new StateMachine(this, scheduler, observers);
    this.cancelCall = new CancelCall(settings.onCancel(), scheduler, executor, this::report);
    this.retries = new Retries(settings.retry(), this::report);
  }

  /** What the application holds. */
  Answer handle() {
    return handle;
  }

  /** Reserves the conversation, or a place in its queue; the first attempt starts at its turn. */
  void begin(@Nullable MessageDraft userTurn, BusyPolicy whenBusy) {
    reservation = conversation.begin(userTurn, PLACEHOLDER, whenBusy, this);
  }

  /** Reserves the conversation, without the answer that is to be given anew. */
  void beginInsteadOf(MessageId answer, BusyPolicy whenBusy) {
    reservation = conversation.beginInsteadOf(answer, PLACEHOLDER, whenBusy, this);
  }

  /** Begins beside whatever runs, and opens the first attempt before this returns. */
  void beginBeside() {
    reservation = conversation.beginBeside(PLACEHOLDER, new ReservationOwner() {
      @Override
      public void onTurn(Reservation held) {
        hold(held);
      }

      @Override
      public void onRevoked(Reservation held, Revocation why) {
        AnswerRun.this.onRevoked(held, why);
      }
    });
    start(Runnable::run);
  }

  @Override
  public void onTurn(Reservation held) {
    hold(held);
    TurnStarts.start(() -> start(executor));
  }

  private void hold(Reservation held) {
    reservation = held;
    content = new AnswerContent(held, conversation.limits(), retries, this::problem);
  }

  private void start(Executor on) {
    if (!state.isRunning()) {
      return; // ended by another thread between its turn and here
    }
    turnNanos = scheduler.nanoTime();
    try {
      startTotalClock();
      on.execute(() -> attempt(1, Retries.Start.AFRESH, null));
    } catch (RuntimeException | Error rejected) {
      end(failed(applicationError(rejected).build()));
    }
  }

  private void startTotalClock() {
    Scheduler.Task timer = scheduler.schedule(timeouts.total(), this::totalExpired);
    totalTimer = timer;
    if (!state.isRunning()) {
      timer.cancel(); // ended by another thread before it could see the timer
    }
  }

  /** Its number makes sure that of those who end a wait only one begins the attempt after it. */
  private void attempt(int number, Retries.Start start, @Nullable ChatError previousFailure) {
    AttemptSink sink = new AttemptSink(this, content(), number);
    if (!state.begin(sink)) {
      return;
    }
    signalReaders();
    try {
      sink.watchdog.start();
      content().nextAttempt(start);
      AnswerRequest request = request(number, start, previousFailure);
      sent = true;
      if (accepts(sink)) { // not stopped by a reader that was told of the move
        tally.attempt(start);
        observers.tell(observer -> observer.onAttempt(number));
        sink.attach(opened(request, sink));
      }
    } catch (Throwable thrown) { // also what other languages throw undeclared
      fail(sink, applicationError(thrown).attempt(sink.number).build());
    }
  }

  private Connection opened(AnswerRequest request, AttemptSink sink) {
    Connection connection = transport.open(request, sink);
    if (connection == null) {
      throw new ChatException("the transport's open gave null instead of a connection");
    }
    return connection;
  }

  private AnswerRequest request(
      int number, Retries.Start start, @Nullable ChatError previousFailure) {
    boolean resumed = start == Retries.Start.RESUMED;
    return new AnswerRequest(
        conversation.id(),
        reservation().primary(),
        reservation().before(),
        number,
        previousFailure,
        resumed,
        resumed ? content().lastEventId() : "",
        conversation.limits());
  }

  /** The words of a foreign exception may hold what nobody should see: they stay in the cause. */
  static ChatError.Builder applicationError(Throwable thrown) {
    String what = thrown instanceof ChatException && thrown.getMessage() != null
        ? thrown.getMessage()
        : "see the cause of this error in the application's log";
    return ChatError.builder(
            ChatError.Kind.APPLICATION, "The application's own code failed: " + what)
        .cause(thrown);
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
    late(state.lateCause(sink));
  }

  void late(LateCause cause) {
    tally.late(cause);
    observers.tell(observer -> observer.onLateEvent(cause));
  }

  void problem(Problem problem) {
    tally.problem(problem);
    int attempt = state.latest().attempt();
    observers.tell(observer -> observer.onProblem(attempt, problem));
  }

  /** Returns whether it was this that ended the answer. */
  boolean complete(AttemptSink sink, boolean endMarkSeen) {
    Ending completed = new Ending(MessageStatus.COMPLETED, null, LateCause.ENDED, endMarkSeen);
    sink.completing();
    boolean ends = accepts(sink) && end(completed, sink);
    if (ends) {
      retries.completed();
    }
    return ends;
  }

  /** Ends the attempt, and the answer unless another one may mend it; returns whether it did. */
  boolean fail(AttemptSink sink, ChatError error) {
    while (accepts(sink)) {
      boolean begun = state.hasBegun();
      Decision decision = decide(error, sink, begun);
      if (decision instanceof Decision.GiveUp giveUp) {
        return end(failed(giveUp.error()), sink);
      }
      Decision.Again again = (Decision.Again) decision;
      Pause pause = new Pause(() -> next(sink, again, error), () -> retries.discarded(again));
      if (state.backOff(sink, error, again.delay(), pause, begun)) {
        wait(sink, pause, again.delay());
        return true;
      }
      retries.discarded(again); // another thread was quicker: it ended, failed or began the answer
    }
    return false;
  }

  private Decision decide(ChatError error, AttemptSink sink, boolean begun) {
    Duration left = timeouts.total().minusNanos(scheduler.nanoTime() - turnNanos);
    try {
      return retries.decide(
          error, new Retries.Reached(begun, sink.hasProgressed(), content().isResumable()), left);
    } catch (RuntimeException | Error thrown) { // the random source may be the application's
      return new Decision.GiveUp(applicationError(thrown).attempt(sink.number).build());
    }
  }

  private void wait(AttemptSink failed, Pause pause, Duration delay) {
    failed.disconnect();
    try {
      failed.watchdog.stop();
      pause.attach(scheduler.schedule(delay, pause::end));
    } catch (RuntimeException | Error rejected) {
      end(failed(applicationError(rejected).build()));
    }
    signalReaders();
  }

  /** The wait is over. What the failed attempt's thread is in the middle of comes first. */
  private void next(AttemptSink failed, Decision.Again again, ChatError error) {
    retries.again(again);
    failed.disconnect(); // there are never two connections at once
    failed.whenWritten(() -> begin(failed.number + 1, again.start(), error));
  }

  private void begin(int number, Retries.Start start, ChatError previousFailure) {
    try {
      executor.execute(() -> attempt(number, start, previousFailure));
    } catch (RuntimeException | Error rejected) {
      end(failed(applicationError(rejected).build()));
    }
  }

  /** Ends the wait for the next attempt; false if nobody waits. */
  boolean retryNow() {
    return state.isRunning() && state.pause().map(Pause::end).orElse(false);
  }

  /** Whether text that has arrived may be replaced by another. */
  boolean replacesText() {
    return retries.replaces();
  }

  void reconnectionTime(Duration base) {
    retries.base(base);
  }

  void timedOut(AttemptSink sink, Watchdog.Expired clock) {
    String what = switch (clock) {
      case CONNECT ->
        "No response within %s; the server may be down, slow or overloaded. Try again, or raise Timeouts.connect."
            .formatted(InWords.of(timeouts.connect()));
      case IDLE ->
        (state.latest().to() == StreamState.STREAMING
                ? "The server went silent for %s in the middle of the answer; what arrived was kept. Ask again, or raise Timeouts.idle."
                : "The server took the request and then went silent for %s; none of the answer arrived. Ask again, or raise Timeouts.idle.")
            .formatted(InWords.of(timeouts.idle()));
    };
    fail(sink, timeout(what, clock.name().toLowerCase(Locale.ROOT), sink.number));
  }

  private void totalExpired() {
    String what =
        "The answer was not complete within %s; what arrived was kept. Ask again, or raise Timeouts.total."
            .formatted(InWords.of(timeouts.total()));
    int number = state.attempt().map(attempt -> attempt.number).orElse(0);
    end(failed(timeout(what, "total", number)));
  }

  private static ChatError timeout(String message, String clock, int attempt) {
    return ChatError.builder(ChatError.Kind.TIMEOUT, message)
        .code(clock)
        .attempt(attempt)
        .retryable(true)
        .build();
  }

  CancelReceipt cancel() {
    if (!end(cancelled(LateCause.CANCELLED))) {
      state.ending().ifPresent(this::settle);
    }
    CancelReceipt known = receipt.get();
    if (known == null) {
      receipt.compareAndSet(null, newReceipt());
      known = Objects.requireNonNull(receipt.get());
    }
    return known;
  }

  /** Nothing moves the answer any more but to its end, so that every canceller finds the same. */
  private CancelReceipt newReceipt() {
    boolean cancelled =
        state.ending().filter(ending -> ending.cause() == LateCause.CANCELLED).isPresent();
    StateChange latest = state.latest();
    boolean before = cancelled && latest.to().isTerminal();
    long kept = reservation().messages().stream()
        .flatMap(id -> reservation().message(id).parts().stream())
        .mapToLong(Part::length)
        .sum();
    return new CancelReceipt(
        cancelled,
        before ? latest.from() : latest.to(),
        kept,
        tally.pieces(),
        scheduler.now(),
        cancelCall.reply());
  }

  @Override
  public void onRevoked(Reservation held, Revocation why) {
    reservation = held;
    end(cancelled(
        switch (why) {
          case CLEARED -> LateCause.CLEARED;
          case INTERRUPTED -> LateCause.INTERRUPTED;
        }));
  }

  private static Ending failed(ChatError error) {
    return new Ending(MessageStatus.FAILED, error, LateCause.ENDED, false);
  }

  private static Ending cancelled(LateCause cause) {
    return new Ending(MessageStatus.CANCELLED, null, cause, false);
  }

  /** Ends the answer, if nobody has. */
  private boolean end(Ending ending) {
    return end(ending, null);
  }

  /** Ends the answer, if nobody has, in the name of an attempt that counts or of the whole (null). */
  private boolean end(Ending ending, @Nullable AttemptSink sink) {
    if (!state.beginEnd(ending, sink)) {
      return false;
    }
    CallbackThread.enter();
    try {
      TurnStarts.after(() -> {
        settle(ending);
        publish(ending);
      });
    } finally {
      CallbackThread.leave();
    }
    return true;
  }

  /** The step after which no text enters and the conversation is free; of two, the first does it. */
  private void settle(Ending ending) {
    reservation().settle(ending.status(), ending.error());
  }

  private void publish(Ending ending) {
    Optional<AttemptSink> last = state.attempt();
    List<ChatMessage> messages =
        reservation().messages().stream().map(reservation()::message).toList();
    if (messages.get(0).status() != MessageStatus.COMPLETED) {
      last.ifPresent(AttemptSink::disconnect); // first of all that takes time
    }
    stopClocks(last);
    Outcome outcome = new Outcome(messages, tally.evidence(ending.endMarkSeen(), elapsed()));
    state.end(terminal(outcome.status()), outcome.error().orElse(null), outcome);
    observers.tell(observer -> observer.onEnd(outcome));
    ended.complete(outcome);
    state.readers().signal();
    publishOutcome(outcome);
    tellPeer(ending.cause(), outcome);
  }

  /** Only of an answer that the application ended; the peer knows of the others, or of none. */
  private void tellPeer(LateCause cause, Outcome outcome) {
    if (cause == LateCause.ENDED || !sent) {
      cancelCall.skip();
      return;
    }
    Set<String> peerIds = new LinkedHashSet<>();
    outcome.messages().forEach(message -> peerIds.addAll(message.aliases()));
    cancelCall.make(new CancelledAnswer(
        conversation.id(), reservation().primary(), streamId(), peerIds, cause));
  }

  /** A scheduler of the application that throws here must not keep the answer from its end. */
  private void stopClocks(Optional<AttemptSink> last) {
    try {
      Scheduler.Task total = totalTimer;
      if (total != null) {
        total.cancel();
      }
      last.ifPresent(attempt -> attempt.watchdog.stop());
      state.pause().ifPresent(Pause::cancel);
    } catch (RuntimeException | Error thrown) {
      report(thrown);
    }
  }

  private void publishOutcome(Outcome outcome) {
    try {
      executor.execute(() -> published.complete(outcome));
    } catch (RuntimeException | Error rejected) {
      SharedPool.attempts().execute(() -> published.complete(outcome));
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

  /** The first message as it is now, also when it is no longer in the conversation. */
  ChatMessage primaryMessage() {
    Reservation held = reservation();
    return held.message(held.primary());
  }

  /** All messages as they are now, the first one first, also when they are no longer there. */
  List<ChatMessage> messages() {
    return reservation().current();
  }

  Progress progress() {
    StateMachine.Standing standing = state.standing();
    StateChange move = standing.move();
    Outcome outcome = standing.outcome();
    if (outcome != null) {
      Evidence evidence = outcome.evidence();
      return new Progress(
          move.to(),
          evidence.timings().toEnd(),
          Duration.ZERO,
          evidence.pieces(),
          evidence.characters(),
          move.attempt());
    }
    long now = scheduler.nanoTime();
    return new Progress(
        move.to(),
        Duration.ofNanos(now - startedNanos),
        Duration.ofNanos(Math.max(0, now - standing.sinceNanos())),
        tally.pieces(),
        tally.characters(),
        move.attempt());
  }

  AnswerContent content() {
    return Objects.requireNonNull(content, "the answer has not begun");
  }

  /** Wakes the readers; those that asked for this thread must not wait for the answer on it. */
  void signalReaders() {
    observers.tell();
    CallbackThread.enter();
    try {
      state.readers().signal();
    } finally {
      CallbackThread.leave();
    }
  }

  void notice(Part.Data data) {
    state.readers().notice(data);
  }

  /** Tells the application's hook. */
  void report(Throwable thrown) {
    CallbackErrors.report(conversation.callbackErrors(), thrown);
  }

  void streamId(String id) {
    streamId = id;
  }

  /** The peer's own id of the stream, as far as it told one. */
  Optional<String> streamId() {
    return Optional.ofNullable(streamId);
  }

  Tally tally() {
    return tally;
  }

  Observers observers() {
    return observers;
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
