package io.github.streamingchat.source;

import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.transport.StreamEvent;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What a script says, as an iterator of the application: ends or throws where the script does, and
 * blocks where it goes silent, until it is closed or its thread interrupted.
 */
final class ScriptedItems<T> implements Iterator<T>, AutoCloseable {
  private final Iterator<T> items;
  private final Script script;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedItems(List<T> items, Script script) {
    this.items = items.iterator();
    this.script = script;
  }

  static ScriptedItems<String> texts(Script script) {
    return new ScriptedItems<>(textsOf(script), script);
  }

  static ScriptedItems<StreamEvent> events(Script script) {
    return new ScriptedItems<>(script.steps().stream().map(Script.Step::event).toList(), script);
  }

  static List<String> textsOf(Script script) {
    return script.steps().stream()
        .map(Script.Step::event)
        .filter(StreamEvent.Text.class::isInstance)
        .map(event -> ((StreamEvent.Text) event).piece())
        .toList();
  }

  static boolean completes(Script script) {
    return endsWith(script, StreamEvent.Completed.class);
  }

  static boolean fails(Script script) {
    return endsWith(script, StreamEvent.Failed.class);
  }

  private static boolean endsWith(Script script, Class<? extends StreamEvent> kind) {
    return !script.steps().isEmpty()
        && kind.isInstance(script.steps().get(script.steps().size() - 1).event());
  }

  @Override
  public boolean hasNext() {
    if (items.hasNext()) {
      return true;
    }
    if (fails(script)) {
      throw new IllegalStateException("scripted");
    }
    if (!completes(script)) {
      awaitClose();
    }
    return false;
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  @Override
  public T next() {
    return items.next();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
