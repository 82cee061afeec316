package io.github.streamingchat.stream;

import java.util.ArrayList;
import java.util.List;

/** A listener that writes down what it is told: {@link StateChange}s, Strings, {@link Outcome}s. */
class Told implements AnswerListener {
  private final List<Object> calls = new ArrayList<>();

  @Override
  public synchronized void onStateChange(StateChange change) {
    calls.add(change);
  }

  @Override
  public synchronized void onText(String text) {
    calls.add(text);
  }

  @Override
  public synchronized void onOutcome(Outcome outcome) {
    calls.add(outcome);
  }

  synchronized List<Object> calls() {
    return List.copyOf(calls);
  }

  <T> List<T> all(Class<T> kind) {
    return calls().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<StreamState> states() {
    return all(StateChange.class).stream().map(StateChange::to).toList();
  }

  List<String> pieces() {
    return all(String.class);
  }

  String text() {
    return String.join("", pieces());
  }

  List<Outcome> outcomes() {
    return all(Outcome.class);
  }
}
