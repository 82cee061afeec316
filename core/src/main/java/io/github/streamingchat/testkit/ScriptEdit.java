package io.github.streamingchat.testkit;

import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The ways in which faults change a script. */
final class ScriptEdit {
  private ScriptEdit() {}

  static Script replacing(Script script, int at, Function<Script.Step, List<Script.Step>> by) {
    if (at >= script.steps().size()) {
      return script;
    }
    List<Script.Step> steps = new ArrayList<>(script.steps());
    steps.addAll(at, by.apply(steps.remove(at)));
    return new Script(steps);
  }

  /** The events before a place, then others at once. */
  static Script upTo(Script script, int end, StreamEvent... then) {
    List<Script.Step> steps =
        new ArrayList<>(script.steps().subList(0, Math.min(end, script.steps().size())));
    for (StreamEvent event : then) {
      steps.add(new Script.Step(Duration.ZERO, event));
    }
    return new Script(steps);
  }

  /** The times stay; the events change places. */
  static Script swapping(Script script, int at) {
    if (at + 1 >= script.steps().size()) {
      return script;
    }
    List<Script.Step> steps = new ArrayList<>(script.steps());
    Script.Step first = steps.get(at);
    Script.Step second = steps.get(at + 1);
    steps.set(at, new Script.Step(first.pause(), second.event()));
    steps.set(at + 1, new Script.Step(second.pause(), first.event()));
    return new Script(steps);
  }

  static Script splitting(Script script) {
    List<Script.Step> steps = new ArrayList<>();
    for (Script.Step step : script.steps()) {
      Duration pause = step.pause();
      for (StreamEvent event : split(step.event())) {
        steps.add(new Script.Step(pause, event));
        pause = Duration.ZERO;
      }
    }
    return new Script(steps);
  }

  private static List<? extends StreamEvent> split(StreamEvent event) {
    if (event instanceof StreamEvent.Text text && text.piece().length() > 1) {
      return units(text.piece()).stream()
          .map(unit -> new StreamEvent.Text(text.message(), text.part(), unit))
          .toList();
    }
    if (event instanceof StreamEvent.Reasoning text && text.piece().length() > 1) {
      return units(text.piece()).stream()
          .map(unit -> new StreamEvent.Reasoning(text.message(), text.part(), unit))
          .toList();
    }
    if (event instanceof StreamEvent.Refusal text && text.piece().length() > 1) {
      return units(text.piece()).stream()
          .map(unit -> new StreamEvent.Refusal(text.message(), text.part(), unit))
          .toList();
    }
    return List.of(event);
  }

  private static List<String> units(String text) {
    return text.chars().mapToObj(unit -> String.valueOf((char) unit)).toList();
  }
}
