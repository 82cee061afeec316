package io.github.streamingchat;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as messages hold it, which knows how long it is: a message counts its parts with every
 * edit, and must not walk through all of their JSON for that.
 *
 * <p>Immutable and thread-safe.
 */
final class JsonObject extends AbstractMap<String, @Nullable Object> {
  static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, @Nullable Object> members;
  private final int length;

  /** Takes members that nobody else has, of values that were made by {@link JsonValues}. */
  JsonObject(Map<String, @Nullable Object> members) {
    this.members = unmodifiable(members);
    long sum = 0;
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      sum += (long) member.getKey().length() + JsonValues.length(member.getValue()) + 1;
    }
    length = (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /** Many have one member, such as the model, for which there is a smaller map. */
  private static Map<String, @Nullable Object> unmodifiable(Map<String, @Nullable Object> members) {
    if (members.size() == 1) {
      Map.Entry<String, @Nullable Object> only = members.entrySet().iterator().next();
      return Collections.singletonMap(only.getKey(), only.getValue());
    }
    return Collections.unmodifiableMap(members);
  }

  /** The length of its names and values, and one for each member. */
  int length() {
    return length;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return members.entrySet();
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return members.containsKey(name);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return members.get(name);
  }

  @Override
  public Set<String> keySet() {
    return members.keySet();
  }
}
