package io.github.streamingchat.source;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where code of the application answers. The first of {@link #complete} and {@link #fail} ends the
 * attempt; further ends do nothing. Text and other events that come after the end, or after the answer
 * was cancelled, change nothing and are counted among the answer's late events.
 *
 * <p>Nothing here blocks and nothing throws on account of the answer. Subscribers that asked for the
 * thread of the answer run inside the calls. Calls of several threads enter one after the other in
 * the order in which they came; one that comes while another thread is inside waits in a queue, whose
 * characters are bounded by {@link Limits#maxMessageChars()}.
 *
 * <p>Arguments are never null unless said otherwise. Thread-safe.
 */
public final class AnswerEmitter {
  /** What a waiting call holds beside its text. */
  private static final int COST_OF_CALL = 32;

  private static final String PART = "0";

  private enum State {
    RUNNING,
    /** The source has ended by itself. */
    ENDED,
    /** The answer no longer wants the source. */
    CANCELLED
  }

  private final SerialSink sink;
  private final long mostWaiting;

  /** Guarded by this object's monitor. */
  private final List<Runnable> hooks = new ArrayList<>();

  /** Written under this object's monitor. */
  private volatile State state = State.RUNNING;

  /** Touched inside the serial calls only. */
  private boolean connected;

  AnswerEmitter(EventSink sink, Limits limits) {
    this.mostWaiting = limits.maxMessageChars();
    this.sink = new SerialSink(sink, mostWaiting);
  }

  /**
   * Tells whether what is emitted still counts.
   *
   * @return false once the attempt has ended, was cancelled or timed out; the source may stop then
   */
  public boolean isOpen() {
    return state == State.RUNNING && sink.isOpen();
  }

  /**
   * Sets what to do when the answer no longer wants the source: it was cancelled, timed out, or its
   * transport was closed. Runs once, on the thread that cancels, which it must not block; at once if
   * that has happened already; never if the source ends by itself. Several are run in the order in
   * which they were set.
   *
   * @param hook stops the source
   */
  public void onCancel(Runnable hook) {
    Objects.requireNonNull(hook, "hook");
    synchronized (this) {
      if (state == State.RUNNING) {
        hooks.add(hook);
      }
      if (state != State.CANCELLED) {
        return;
      }
    }
    hook.run();
  }

  /**
   * Says that the source has taken the question, so that from now on the idle clock counts and no
   * longer the one for connecting. The first event says so too, but for {@link #event}.
   */
  public void connected() {
    emit(0, to -> {});
  }

  /** Says that the source is alive although it has nothing to say yet. */
  public void heartbeat() {
    emit(0, EventSink::heartbeat);
  }

  /**
   * Emits more of the answer's text.
   *
   * @param piece the new text only; may end in half a surrogate pair; an empty one does nothing
   */
  public void text(CharSequence piece) {
    String text = piece.toString();
    emit(text.length(), to -> to.primary().text(PART, text));
  }

  /**
   * Emits more of the model's reasoning.
   *
   * @param piece the new text only, as in {@link #text}
   */
  public void reasoning(CharSequence piece) {
    String text = piece.toString();
    emit(text.length(), to -> to.primary().reasoning(PART, text));
  }

  /**
   * Emits more of a refusal.
   *
   * @param piece the new text only, as in {@link #text}
   */
  public void refusal(CharSequence piece) {
    String text = piece.toString();
    emit(text.length(), to -> to.primary().refusal(PART, text));
  }

  /**
   * Emits something to remember with the message.
   *
   * @param members JSON members; each replaces the one of its name
   */
  public void metadata(Map<String, ? extends @Nullable Object> members) {
    StreamEvent event = new StreamEvent.Metadata(StreamEvent.PRIMARY, members);
    emit(0, event::deliverTo);
  }

  /**
   * Emits what the answer cost so far.
   *
   * @param usage running totals: the last word on each count wins
   */
  public void usage(Usage usage) {
    Objects.requireNonNull(usage, "usage");
    emit(0, to -> to.primary().usage(usage));
  }

  /**
   * Tells why the model stopped. This is not the end of the answer.
   *
   * @param reason the reason; the last one wins
   */
  public void finish(FinishReason reason) {
    Objects.requireNonNull(reason, "reason");
    emit(0, to -> to.primary().finish(reason));
  }

  /**
   * Emits any event, exactly as it is: other messages and parts, problems, ends.
   *
   * @param event the event; one that ends the attempt counts as the source's end
   */
  public void event(StreamEvent event) {
    Objects.requireNonNull(event, "event");
    if (event instanceof StreamEvent.Completed
        || event instanceof StreamEvent.Truncated
        || event instanceof StreamEvent.Failed) {
      end(event::deliverTo);
    } else {
      raw(length(event), event::deliverTo);
    }
  }

  private static int length(StreamEvent event) {
    if (event instanceof StreamEvent.Text text) {
      return text.piece().length();
    }
    if (event instanceof StreamEvent.TextAt text) {
      return text.piece().length();
    }
    if (event instanceof StreamEvent.TextReplaced text) {
      return text.whole().length();
    }
    if (event instanceof StreamEvent.Reasoning reasoning) {
      return reasoning.piece().length();
    }
    if (event instanceof StreamEvent.Identified identified) {
      return identified.content().stream().mapToInt(AnswerEmitter::length).sum();
    }
    return event instanceof StreamEvent.Refusal refusal ? refusal.piece().length() : 0;
  }

  /** Ends the attempt: the answer is whole. */
  public void complete() {
    end(to -> {
      connect(to);
      to.completed(true);
    });
  }

  /**
   * Ends the attempt with an exception of the application: kind APPLICATION, not retryable. The words
   * of the exception are not shown to anybody, unless it is of this library.
   *
   * @param cause becomes the cause of the error as it is
   */
  public void fail(Throwable cause) {
    fail(SourceErrors.of(Objects.requireNonNull(cause, "cause")));
  }

  /**
   * Ends the attempt with an error of the application's choice.
   *
   * @param error why
   */
  public void fail(ChatError error) {
    Objects.requireNonNull(error, "error");
    end(to -> to.failed(error));
  }

  private void emit(int length, Consumer<EventSink> call) {
    raw(length, to -> {
      connect(to);
      call.accept(to);
    });
  }

  private void connect(EventSink to) {
    if (!connected) {
      connected = true;
      to.connected();
    }
  }

  private void raw(int length, Consumer<EventSink> call) {
    if (!sink.call(length + COST_OF_CALL, call)) {
      fail(SourceErrors.tooMuchWaits(mostWaiting));
    }
  }

  private void end(Consumer<EventSink> call) {
    if (leave(State.ENDED)) {
      sink.call(0, call);
    }
  }

  /** Leaves RUNNING; false if that was done before. */
  private synchronized boolean leave(State next) {
    boolean first = state == State.RUNNING;
    if (first) {
      state = next;
    }
    return first;
  }

  /** Whether the source has neither ended nor been stopped. */
  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Lets the source answer, on the calling thread. */
  void start(AnswerSource source, AnswerRequest request) {
    if (isOpen()) {
      try {
        source.start(request, this);
      } catch (Throwable thrown) { // also what other languages throw undeclared
        fail(thrown);
      }
    }
  }

  /** Stops the source, unless it has ended or was stopped before; returns whether it did. */
  boolean cancel() {
    List<Runnable> stops;
    synchronized (this) {
      if (!leave(State.CANCELLED)) {
        return false;
      }
      stops = List.copyOf(hooks);
      hooks.clear();
    }
    for (Runnable stop : stops) {
      try {
        stop.run();
      } catch (RuntimeException | Error thrown) { // must not keep the others from being stopped
        CallbackErrors.logging().accept(thrown);
      }
    }
    return true;
  }

  /** Stops the source and fails the attempt, unless it has ended or was stopped before. */
  void cut(ChatError error) {
    if (cancel()) {
      sink.call(0, to -> to.failed(error));
    }
  }
}
