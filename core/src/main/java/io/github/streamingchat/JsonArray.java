package io.github.streamingchat;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array as messages hold it, which knows how long it is, as a {@link JsonObject} does.
 *
 * <p>Immutable and thread-safe.
 */
final class JsonArray extends AbstractList<@Nullable Object> implements RandomAccess {
  private final List<@Nullable Object> elements;
  private final int length;

  /** Takes elements that nobody else has, which were made by {@link JsonValues}. */
  JsonArray(List<@Nullable Object> elements) {
    this.elements = elements;
    long sum = 0;
    for (Object element : elements) {
      sum += JsonValues.length(element) + 1L;
    }
    length = (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /** The length of its elements, and one for each of them. */
  int length() {
    return length;
  }

  @Override
  public @Nullable Object get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
