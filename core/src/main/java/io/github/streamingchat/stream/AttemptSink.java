package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.MisplacedTextException;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transport sees of an answer during one attempt, and the fence around it: an event counts
 * while the answer runs and this attempt is its latest, and is late otherwise.
 *
 * <p>The events' side is confined to the transport's thread, as {@link EventSink} demands; {@link
 * #attach} and {@link #disconnect} may come from any thread and meet in one atomic reference. So do,
 * in one atomic number, the writes and {@link #whenWritten}, which keeps the next attempt from writing
 * beside this one; it is called once.
 */
final class AttemptSink implements EventSink {
  private static final Connection DISCONNECTED = () -> {};

  // Whether a write is under way.
  private static final int IDLE = 0;
  private static final int WRITING = 1;

  /** A write is under way, and {@link #afterWrite} comes when it has ended. */
  private static final int AWAITED = 2;

  final int number;
  final Watchdog watchdog;
  private final AnswerRun run;
  private final AnswerContent content;
  private final long startedNanos;
  private final MessageWriter primary;
  private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

  private final AtomicInteger writing = new AtomicInteger(IDLE);

  /** Written before AWAITED is, and read after it was; null when nothing is awaited. */
  private @Nullable Runnable afterWrite;

  /** The writers of further messages; made with the first of them. */
  private Map<String, MessageWriter> others = Map.of();

  private int depth;
  private boolean connected;
  private boolean hasEvents;
  private long lastEventNanos;
  private boolean committed;
  private volatile boolean progressed;

  AttemptSink(AnswerRun run, AnswerContent content, int number) {
    this.run = run;
    this.content = content;
    this.number = number;
    this.primary = new MessageWriter(this, content, "");
    this.watchdog = new Watchdog(run.scheduler(), run.timeouts(), this::expired, run::report);
    this.startedNanos = run.scheduler().nanoTime();
    this.lastEventNanos = startedNanos;
  }

  /** The transport returned its handle: keeps it, or uses it at once if the attempt is over. */
  void attach(Connection opened) {
    if (!connection.compareAndSet(null, opened)) {
      cancel(opened);
    }
  }

  void disconnect() {
    Connection opened = connection.getAndSet(DISCONNECTED);
    if (opened != null) {
      cancel(opened);
    }
  }

  private void cancel(Connection opened) {
    try {
      opened.cancel();
    } catch (Throwable thrown) {
      run.report(thrown);
    }
  }

  private void expired(Watchdog.Expired clock) {
    run.timedOut(this, clock);
  }

  @Override
  public boolean isOpen() {
    return run.accepts(this);
  }

  @Override
  public void connected(int status) {
    watchdog.life();
    if (!connected && isOpen()) {
      connected = true;
      run.tally().connected(run.elapsed());
      Duration toFirstByte = since(startedNanos);
      run.observers().tell(observer -> observer.onConnected(number, status, toFirstByte));
    }
  }

  @Override
  public void received(int bytes) {
    watchdog.life();
    run.tally().received(bytes);
  }

  @Override
  public void heartbeat() {
    watchdog.life();
    if (isOpen()) {
      run.observers().tell(observer -> observer.onHeartbeat(number));
    }
  }

  @Override
  public boolean event(String id) {
    boolean[] isNew = {false};
    guarded(() -> {
      isNew[0] = content.event(id);
      if (!isNew[0]) {
        run.late(LateCause.DUPLICATE);
      }
      return true;
    });
    return isNew[0];
  }

  @Override
  public void lastEventId(String id) {
    guarded(() -> {
      content.lastEventId(id);
      return true;
    });
  }

  @Override
  public void reconnectionTime(Duration base) {
    watchdog.life();
    if (isOpen()) {
      run.reconnectionTime(base);
    }
  }

  @Override
  public void streamId(String id) {
    watchdog.life();
    if (isOpen()) {
      run.streamId(id);
    }
  }

  @Override
  public MessageSink primary() {
    return primary;
  }

  @Override
  public MessageSink message(String key) {
    if (key.isEmpty()) {
      return primary;
    }
    if (others.isEmpty()) {
      others = new HashMap<>();
    }
    return others.computeIfAbsent(key, unknown -> new MessageWriter(this, content, key));
  }

  /** Runs a write that adds content: the first one commits the attempt. */
  void content(BooleanSupplier write) {
    guarded(() -> (committed || commit()) && write.getAsBoolean());
  }

  /** Something came that was not there before. */
  void progressed() {
    if (!progressed) {
      progressed = true;
    }
  }

  boolean hasProgressed() {
    return progressed;
  }

  private boolean commit() {
    committed = run.commit(this);
    return committed;
  }

  /** Runs a write that adds no content and commits to nothing. */
  void annotation(BooleanSupplier write) {
    guarded(() -> {
      observe(0);
      return write.getAsBoolean();
    });
  }

  /** Has the observers told of an event that is about to be applied. */
  private void observe(int characters) {
    if (run.observers().isEmpty()) {
      return;
    }
    Duration gap = since(lastEventNanos);
    lastEventNanos = run.scheduler().nanoTime();
    if (!hasEvents) {
      hasEvents = true;
      run.observers().queue(observer -> observer.onFirstEvent(number, gap));
    }
    run.observers().tell(observer -> observer.onEvent(number, characters, gap));
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(run.scheduler().nanoTime() - nanos);
  }

  /** Runs a write, and with it the readers and subscribers that asked for this thread. */
  private void guarded(BooleanSupplier write) {
    enterWrite();
    try {
      if (isOpen()) {
        guardedNow(write);
      } else {
        run.late(this);
      }
    } finally {
      leaveWrite();
    }
  }

  /**
   * Told before it is asked whether the attempt still counts. The end of an attempt forbids first and
   * then looks whether somebody writes, so that one of the two sees the other. A write may come from
   * inside another one, by a reader on the transport's thread.
   */
  private void enterWrite() {
    if (depth++ == 0) {
      writing.set(WRITING);
    }
  }

  private void leaveWrite() {
    if (--depth == 0 && writing.getAndSet(IDLE) == AWAITED) {
      Runnable next = Objects.requireNonNull(afterWrite);
      afterWrite = null; // whoever keeps this attempt need not keep what followed it
      next.run();
    }
  }

  /** Has something done when the write that is under way, if there is one, has ended. */
  void whenWritten(Runnable next) {
    afterWrite = next;
    if (!writing.compareAndSet(WRITING, AWAITED)) {
      afterWrite = null;
      next.run();
    }
  }

  private void guardedNow(BooleanSupplier write) {
    watchdog.enterCallback();
    CallbackThread.enter();
    try {
      if (write.getAsBoolean()) {
        run.signalReaders();
      } else {
        run.late(this);
      }
    } catch (MisplacedTextException misplaced) {
      misplaced(misplaced.reason(), misplaced);
    } catch (LimitExceededException limit) {
      fail(ChatError.builder(ChatError.Kind.LIMIT, "Too large: " + limit.getMessage())
          .code(limit.limit())
          .cause(limit));
    } catch (Throwable thrown) {
      fail(AnswerRun.applicationError(thrown));
    } finally {
      CallbackThread.leave();
      watchdog.leaveCallback();
    }
  }

  /** The peer sent text for a place where it does not belong. */
  void misplaced(MisplacedTextException.Reason reason, @Nullable Throwable cause) {
    boolean isGap = reason == MisplacedTextException.Reason.GAP;
    String what = isGap ? "left out some of its text" : "changed text that it had sent";
    fail(ChatError.builder(
            ChatError.Kind.PROTOCOL, "The server %s; what arrived was kept.".formatted(what))
        .code(isGap ? "offset_gap" : "offset_conflict")
        .cause(cause));
  }

  /** The peer took back text that readers were told, and that may not be replaced. */
  void stepReset() {
    fail(ChatError.builder(
            ChatError.Kind.SERVER,
            "The server took back text that it had sent, to say it again; what arrived was kept.")
        .code("step_reset")
        .retryable(false));
  }

  private boolean fail(ChatError.Builder error) {
    return run.fail(this, error.attempt(number).build());
  }

  void notice(Part.Data data) {
    run.notice(data);
  }

  /** A part is about to come, go or change as a whole. */
  void part() {
    observe(0);
  }

  void piece(int characters) {
    observe(characters);
    run.tally().piece(characters);
  }

  /** Corrects the count of a piece of which less was new than it is long. */
  void notNew(int characters, int fresh) {
    run.tally().notNew(characters, fresh);
  }

  void finishSeen() {
    if (isOpen()) {
      run.tally().finishSeen();
    }
  }

  @Override
  public void problem(Problem problem) {
    watchdog.life();
    if (isOpen()) {
      run.problem(problem);
    } else {
      run.late(this);
    }
  }

  /** The answer is whole with this attempt. If that comes late it is counted by who asks next. */
  void completing() {
    enterWrite();
    try {
      if (isOpen() && content.isVoid()) {
        guardedNow(() -> {
          content.completed();
          return true;
        });
      }
    } finally {
      leaveWrite();
    }
  }

  @Override
  public void completed(boolean endMarkSeen) {
    if (!run.complete(this, endMarkSeen)) {
      run.late(this);
    }
  }

  @Override
  public void truncated(@Nullable Throwable cause) {
    String message = committed
        ? "The connection ended before the answer was complete; what arrived was kept."
        : "The connection ended before any of the answer arrived.";
    failed(ChatError.builder(ChatError.Kind.TRUNCATED, message + " Ask again for a whole answer.")
        .cause(cause)
        .retryable(true)
        .build());
  }

  @Override
  public void failed(ChatError error) {
    enterWrite();
    try {
      if (isOpen()) {
        content.eventArrived();
      }
    } finally {
      leaveWrite();
    }
    if (!fail(error.toBuilder())) {
      run.late(this);
    }
  }
}
