package io.github.streamingchat.testkit;

import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A transport that carries answers through another one and writes down what comes and when. Each
 * attempt becomes a {@link Script}, which a {@link ScriptedTransport} plays again and {@link
 * Recordings} keep in a file. Only events are written down: no question, no header, no key.
 *
 * <pre>{@code
 * RecordingTransport transport = new RecordingTransport(provider.newTransport(), Scheduler.system());
 * ...
 * Recordings.write(transport.recordings(), file);
 * }</pre>
 *
 * <p>Everything is kept in memory until the transport is let go. Thread-safe.
 */
public final class RecordingTransport implements ChatTransport {
  private final ChatTransport transport;
  private final Scheduler scheduler;
  private final List<Tape> tapes = new ArrayList<>();

  /**
   * Makes a transport around another.
   *
   * @param transport carries the answers; closed with this one
   * @param scheduler says when something comes
   */
  public RecordingTransport(ChatTransport transport, Scheduler scheduler) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    Tape tape = new Tape(sink);
    synchronized (this) {
      tapes.add(tape);
    }
    return transport.open(request, tape);
  }

  /**
   * Gives what was recorded so far, attempt by attempt, over all answers. What comes after the end of
   * an attempt is part of it.
   *
   * @return a copy, in the order in which the attempts were opened
   */
  public List<Script> recordings() {
    List<Tape> all;
    synchronized (this) {
      all = List.copyOf(tapes);
    }
    return all.stream().map(Tape::script).toList();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** One attempt's sink. The list is guarded by its monitor; the sink is called without it. */
  private final class Tape extends EventTap {
    private final EventSink sink;
    private final List<Script.Step> steps = new ArrayList<>();
    private long lastNanos = scheduler.nanoTime();

    Tape(EventSink sink) {
      this.sink = sink;
    }

    @Override
    void take(StreamEvent event) {
      record(event);
      event.deliverTo(sink);
    }

    @Override
    public boolean event(String id) {
      record(new StreamEvent.Identified(id, List.of()));
      return sink.event(id);
    }

    private synchronized void record(StreamEvent event) {
      long now = scheduler.nanoTime();
      steps.add(new Script.Step(Duration.ofNanos(now - lastNanos), event));
      lastNanos = now;
    }

    synchronized Script script() {
      return new Script(steps);
    }

    @Override
    public boolean isOpen() {
      return sink.isOpen();
    }
  }
}
