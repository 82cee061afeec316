package io.github.streamingchat.examples.console;

import io.github.streamingchat.stream.Outcome;
import java.util.List;

/**
 * What a stream wrote.
 *
 * <p>Immutable and thread-safe, as far as the items are.
 *
 * @param items what came, in order, with the pieces of text between two other items joined to one
 * @param outcome how it ended
 */
record Written(List<Object> items, Outcome outcome) {
  Written {
    items = List.copyOf(items);
  }

  boolean isText() {
    return items.stream().allMatch(String.class::isInstance);
  }

  /** Gives the text if nothing else came, and otherwise the list of all that came. */
  Object value() {
    return isText() ? text() : items;
  }

  /** Gives all that can be read, also of what is no text. */
  String text() {
    return outcome.text();
  }
}
