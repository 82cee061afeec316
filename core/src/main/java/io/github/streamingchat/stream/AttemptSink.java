package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transport sees of an answer during one attempt, and the fence around it: an event counts
 * while the answer runs and this attempt is its latest, and is late otherwise.
 *
 * <p>The events' side is confined to the transport's thread, as {@link EventSink} demands; {@link
 * #attach} and {@link #disconnect} may come from any thread and meet in one atomic reference.
 */
final class AttemptSink implements EventSink {
  private static final Connection DISCONNECTED = () -> {};

  final int number;
  final Watchdog watchdog;
  private final AnswerRun run;
  private final Reservation reservation;
  private final MessageWriter primary;
  private final Map<String, MessageWriter> others = new HashMap<>();
  private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
  private boolean connected;
  private boolean committed;

  AttemptSink(AnswerRun run, Reservation reservation, int number) {
    this.run = run;
    this.reservation = reservation;
    this.number = number;
    this.primary = new MessageWriter(this, reservation, reservation.primary());
    this.watchdog = new Watchdog(run.scheduler(), run.timeouts(), this::expired, run::report);
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
  }

  @Override
  public boolean event(String id) {
    watchdog.life();
    return isOpen();
  }

  @Override
  public void lastEventId(String id) {
    watchdog.life();
  }

  @Override
  public void reconnectionTime(Duration base) {
    watchdog.life();
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
    return key.isEmpty()
        ? primary
        : others.computeIfAbsent(key, unknown -> new MessageWriter(this, reservation, null));
  }

  /** Runs a write that adds content: the first one commits the attempt. */
  void content(BooleanSupplier write) {
    guarded(() -> (committed || commit()) && write.getAsBoolean());
  }

  private boolean commit() {
    committed = run.commit(this);
    return committed;
  }

  Limits limits() {
    return run.limits();
  }

  /** Runs a write that adds no content and commits to nothing. */
  void annotation(BooleanSupplier write) {
    guarded(write);
  }

  /** Runs a write, and with it the readers and subscribers that asked for this thread. */
  private void guarded(BooleanSupplier write) {
    if (!isOpen()) {
      run.late(this);
      return;
    }
    watchdog.enterCallback();
    CallbackThread.enter();
    try {
      if (write.getAsBoolean()) {
        run.signalReaders();
      } else {
        run.late(this);
      }
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

  private boolean fail(ChatError.Builder error) {
    return run.fail(this, error.attempt(number).build());
  }

  void offsetGap(long offset, long known) {
    fail(ChatError.builder(
            ChatError.Kind.PROTOCOL,
            "The server sent text for place %d of a part that has %d characters; some of it is missing."
                .formatted(offset, known))
        .code("offset_gap"));
  }

  void piece(int characters) {
    run.tally().piece(characters);
  }

  void noPiece(int characters) {
    run.tally().noPiece(characters);
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
      run.tally().problem(problem);
    } else {
      run.late(this);
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
    if (!fail(error.toBuilder())) {
      run.late(this);
    }
  }
}
