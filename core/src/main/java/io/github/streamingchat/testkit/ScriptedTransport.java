package io.github.streamingchat.testkit;

import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transport without a network: each attempt follows the next script, and the last script again when
 * there are no more. Without scripts nothing happens by itself; the test drives the {@link
 * Attempt#sink()} by hand.
 *
 * <p>A script runs on the scheduler's timers, so with a {@link VirtualTime} on the thread that lets
 * time pass. A cancelled attempt's script stops. Thread-safe.
 */
public final class ScriptedTransport implements ChatTransport {
  private final Scheduler scheduler;
  private final List<Script> scripts;
  private final List<Attempt> attempts = new ArrayList<>();
  private boolean closed;

  /**
   * Makes a transport.
   *
   * @param scheduler where the pauses of the scripts come from
   * @param scripts what to do in the first attempt, the second, and so on
   */
  public ScriptedTransport(Scheduler scheduler, Script... scripts) {
    this.scheduler = scheduler;
    this.scripts = List.of(scripts);
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    Attempt attempt;
    synchronized (this) {
      attempt = new Attempt(request, sink, scriptOf(attempts.size()).steps());
      attempts.add(attempt);
    }
    attempt.scheduleNext();
    return attempt;
  }

  private Script scriptOf(int index) {
    return scripts.isEmpty()
        ? new Script(List.of())
        : scripts.get(Math.min(index, scripts.size() - 1));
  }

  /**
   * Gives the attempts opened so far, over all answers.
   *
   * @return a copy, in the order in which they were opened
   */
  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * Tells whether the transport was closed.
   *
   * @return true after {@link #close()}
   */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  /** One opened attempt. Thread-safe. */
  public final class Attempt implements Connection {
    private final AnswerRequest request;
    private final EventSink sink;
    private final List<Script.Step> steps;
    private int next;
    private boolean cancelled;
    private Scheduler.@Nullable Task timer;

    private Attempt(AnswerRequest request, EventSink sink, List<Script.Step> steps) {
      this.request = request;
      this.sink = sink;
      this.steps = steps;
    }

    private void scheduleNext() {
      Script.Step step;
      synchronized (this) {
        if (cancelled || next == steps.size()) {
          return;
        }
        step = steps.get(next++);
      }
      Scheduler.Task set = scheduler.schedule(step.pause(), () -> play(step));
      synchronized (this) {
        timer = set;
        if (!cancelled) {
          return;
        }
      }
      set.cancel();
    }

    private void play(Script.Step step) {
      if (!isCancelled()) {
        step.event().deliverTo(sink);
        scheduleNext();
      }
    }

    /**
     * Gives what was asked.
     *
     * @return the request
     */
    public AnswerRequest request() {
      return request;
    }

    /**
     * Gives the answer's side, to be driven by hand.
     *
     * @return the sink
     */
    public EventSink sink() {
      return sink;
    }

    @Override
    public void cancel() {
      Scheduler.Task set;
      synchronized (this) {
        cancelled = true;
        set = timer;
      }
      if (set != null) {
        set.cancel();
      }
    }

    /**
     * Tells whether the answer stopped this attempt.
     *
     * @return true after {@link #cancel()}
     */
    public synchronized boolean isCancelled() {
      return cancelled;
    }
  }
}
