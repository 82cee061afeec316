package io.github.streamingchat.testkit;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that goes wrong in an attempt, for a {@link ChaosTransport}. Most are edits of the
 * script that the peer follows. An event is named by its place in the script, counted from 0; a place
 * behind the last event is the end of the script.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public sealed interface Fault {
  /**
   * How long a peer stalls in {@link #everyOneOf}: longer than people wait, shorter than the
   * default clocks.
   */
  Duration STALL = Duration.ofMinutes(1);

  /**
   * Edits what the peer does.
   *
   * @param script what it would do
   * @return what it does with this fault; the same if the fault is not one of the script
   */
  default Script applyTo(Script script) {
    return script;
  }

  /**
   * The peer is silent for a while before an event.
   *
   * @param event the event's place, at least 0
   * @param duration for how long, in addition to the script's own pause
   */
  record Stall(int event, Duration duration) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.replacing(
          script,
          event,
          step -> List.of(new Script.Step(step.pause().plus(duration), step.event())));
    }
  }

  /**
   * The peer is silent for good from an event on, and its connection stays open. At 0 it never
   * answers.
   *
   * @param event the event's place, at least 0
   */
  record Silence(int event) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.upTo(script, event);
    }
  }

  /**
   * The connection ends before an event.
   *
   * @param event the event's place, at least 0
   * @param clean true if the peer closes it, false if it breaks
   */
  record Cut(int event, boolean clean) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.upTo(script, event, clean ? new StreamEvent.Truncated(null) : broken());
    }

    private static StreamEvent broken() {
      return new StreamEvent.Failed(
          ChatError.builder(ChatError.Kind.CONNECTION, "The connection broke in the middle.")
              .cause(new IOException("connection reset"))
              .retryable(true)
              .build());
    }
  }

  /**
   * The peer reports an error instead of an event, and ends.
   *
   * @param event the event's place, at least 0
   * @param error the error
   */
  record Failure(int event, ChatError error) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.upTo(script, event, new StreamEvent.Failed(error));
    }
  }

  /**
   * An event comes twice.
   *
   * @param event the event's place, at least 0
   */
  record Duplicate(int event) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.replacing(
          script, event, step -> List.of(step, new Script.Step(Duration.ZERO, step.event())));
    }
  }

  /**
   * An event comes after the one that should follow it.
   *
   * @param event the event's place, at least 0
   */
  record Swap(int event) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.swapping(script, event);
    }
  }

  /** Text comes in pieces of one UTF-16 unit, so that pairs of surrogates come in halves. */
  record Split() implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.splitting(script);
    }
  }

  /**
   * The peer goes on after the end of the script.
   *
   * @param event what it says then
   */
  record AfterEnd(StreamEvent event) implements Fault {
    @Override
    public Script applyTo(Script script) {
      return ScriptEdit.upTo(script, script.steps().size(), event);
    }
  }

  /** The peer takes no notice of a cancel: what it has still to say comes nevertheless, too late. */
  record Deafness() implements Fault {}

  /**
   * The transport throws instead of opening an attempt.
   *
   * @param thrown what it throws
   */
  record OpenFailure(RuntimeException thrown) implements Fault {}

  /**
   * Gives every fault that a script can have, one at a time: each kind at each event.
   *
   * @param script what the peer would do
   * @return the faults, in the order of the script
   */
  static List<Fault> everyOneOf(Script script) {
    List<Fault> faults = new ArrayList<>();
    faults.add(new OpenFailure(new IllegalStateException("the transport cannot be opened")));
    faults.add(new Split());
    faults.add(new Deafness());
    faults.add(new AfterEnd(StreamEvent.text("late")));
    for (int event = 0; event <= script.steps().size(); event++) {
      faults.addAll(at(event));
    }
    return faults.stream()
        .filter(fault -> fault instanceof OpenFailure
            || fault instanceof Deafness
            || !fault.applyTo(script).equals(script))
        .toList();
  }

  private static List<Fault> at(int event) {
    ChatError overloaded = ChatError.builder(ChatError.Kind.SERVER, "The peer is overloaded.")
        .retryable(true)
        .build();
    return Stream.of(
            new Stall(event, STALL),
            new Silence(event),
            new Cut(event, true),
            new Cut(event, false),
            new Failure(event, overloaded),
            new Duplicate(event),
            new Swap(event))
        .<Fault>map(fault -> fault)
        .toList();
  }
}
