package io.github.streamingchat.sse.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies a JSON Patch (RFC 6902) to a JSON value: all of its operations in their order, or none of
 * them. The value that it is applied to is left as it is.
 *
 * <p>A patch of a peer can make a document that is larger than the patch, by copying a value into
 * itself over and over: the values that are walked over and the depth of the result are bounded.
 *
 * <p>Not safe for use by several threads at once.
 */
final class JsonPatch {
  /** How deep a document may become, so that a part of a message can still hold it. */
  static final int MAX_DEPTH = 400;

  /** How many values a patch may walk over, those of the document included. */
  static final int MAX_WORK = 1 << 21;

  /** How many elements of a list can be moved aside in the time that one value takes. */
  private static final int MOVED_AT_ONCE = 64;

  /** How many values several patches of one peer may walk over together. */
  static final class Allowance {
    private int left;

    Allowance(int values) {
      left = values;
    }
  }

  private final Allowance allowance;
  private @Nullable Object document;
  private int work;

  private JsonPatch(@Nullable Object document, Allowance allowance) throws JsonPatchException {
    this.allowance = allowance;
    this.document = copied(document, 0);
  }

  /**
   * Applies a patch.
   *
   * @param operations the patch, a list of JSON objects
   * @param document a JSON value, which is not changed
   * @return the value that it becomes
   * @throws JsonPatchException if it does not apply, or the result is beyond the bounds
   */
  static @Nullable Object applied(List<?> operations, @Nullable Object document)
      throws JsonPatchException {
    return applied(operations, document, new Allowance(MAX_WORK));
  }

  /**
   * Applies one of several patches.
   *
   * @param allowance what it is taken from, also if the patch does not apply
   * @throws JsonPatchException as above, and if the allowance is used up
   */
  static @Nullable Object applied(
      List<?> operations, @Nullable Object document, Allowance allowance)
      throws JsonPatchException {
    JsonPatch patch = new JsonPatch(document, allowance);
    for (Object operation : operations) {
      if (!(operation instanceof Map<?, ?> members)) {
        throw new JsonPatchException("an operation is no object");
      }
      patch.apply(members);
    }
    return patch.document;
  }

  private void apply(Map<?, ?> operation) throws JsonPatchException {
    JsonPointer path = pointer(operation, "path");
    String name = text(operation, "op");
    switch (name) {
      case "add" -> add(path, copied(value(operation), path.depth()));
      case "remove" -> remove(path);
      case "replace" -> replace(path, copied(value(operation), path.depth()));
      case "move" -> move(pointer(operation, "from"), path);
      case "copy" -> add(path, copied(find(pointer(operation, "from")), path.depth()));
      case "test" -> test(path, value(operation));
      default -> throw new JsonPatchException("there is no such operation");
    }
  }

  private static JsonPointer pointer(Map<?, ?> operation, String name) throws JsonPatchException {
    return JsonPointer.of(text(operation, name));
  }

  private static String text(Map<?, ?> operation, String name) throws JsonPatchException {
    if (operation.get(name) instanceof String text) {
      return text;
    }
    throw new JsonPatchException("an operation lacks its member \"" + name + "\"");
  }

  /** The value of an operation, which may be null, but not absent. */
  private static @Nullable Object value(Map<?, ?> operation) throws JsonPatchException {
    if (!operation.containsKey("value")) {
      throw new JsonPatchException("an operation lacks its member \"value\"");
    }
    return operation.get("value");
  }

  private void add(JsonPointer path, @Nullable Object value) throws JsonPatchException {
    if (path.isWholeDocument()) {
      document = value;
      return;
    }
    Object parent = find(path.parents());
    if (parent instanceof Map<?, ?>) {
      members(parent).put(path.last(), value);
    } else {
      List<@Nullable Object> list = elements(parent);
      int index = JsonPointer.placeToAdd(path.last(), list.size());
      spend(1 + (list.size() - index) / MOVED_AT_ONCE);
      list.add(index, value);
    }
  }

  private @Nullable Object remove(JsonPointer path) throws JsonPatchException {
    if (path.isWholeDocument()) {
      Object whole = document;
      document = null;
      return whole;
    }
    Object parent = find(path.parents());
    if (parent instanceof Map<?, ?> map) {
      if (!map.containsKey(path.last())) {
        throw missing();
      }
      return members(parent).remove(path.last());
    }
    List<@Nullable Object> list = elements(parent);
    int index = JsonPointer.index(path.last(), list.size() - 1);
    spend(1 + (list.size() - index) / MOVED_AT_ONCE);
    return list.remove(index);
  }

  /** Puts a value where one is. A member keeps its place among the others. */
  private void replace(JsonPointer path, @Nullable Object value) throws JsonPatchException {
    find(path);
    if (path.isWholeDocument()) {
      document = value;
      return;
    }
    Object parent = find(path.parents());
    if (parent instanceof Map<?, ?>) {
      members(parent).put(path.last(), value);
    } else {
      List<@Nullable Object> list = elements(parent);
      list.set(JsonPointer.index(path.last(), list.size() - 1), value);
    }
  }

  private void move(JsonPointer from, JsonPointer path) throws JsonPatchException {
    if (from.isAbove(path)) { // RFC 6902, section 4.4
      throw new JsonPatchException("a value cannot be moved into itself");
    }
    Object value = remove(from);
    walk(value, path.depth());
    add(path, value);
  }

  private void test(JsonPointer path, @Nullable Object expected) throws JsonPatchException {
    if (!isEqual(find(path), expected)) {
      throw new JsonPatchException("a value is not what it is tested to be");
    }
  }

  private @Nullable Object find(JsonPointer path) throws JsonPatchException {
    return find(path.tokens());
  }

  private @Nullable Object find(List<String> tokens) throws JsonPatchException {
    spend(1 + tokens.size());
    Object at = document;
    for (String token : tokens) {
      if (at instanceof Map<?, ?> map) {
        if (!map.containsKey(token)) {
          throw missing();
        }
        at = map.get(token);
      } else {
        List<@Nullable Object> list = elements(at);
        at = list.get(JsonPointer.index(token, list.size() - 1));
      }
    }
    return at;
  }

  private static JsonPatchException missing() {
    return new JsonPatchException("there is no value at a place that it names");
  }

  /** The containers of the document are copies of this class's own making. */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> members(Object container) {
    return (Map<String, @Nullable Object>) container;
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> elements(@Nullable Object container)
      throws JsonPatchException {
    if (container instanceof List<?>) {
      return (List<@Nullable Object>) container;
    }
    throw missing();
  }

  /** Copies a value to a depth of the document, so that no two places share what can be changed. */
  private @Nullable Object copied(@Nullable Object value, int depth) throws JsonPatchException {
    enter(depth);
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        copy.put(String.valueOf(member.getKey()), copied(member.getValue(), depth + 1));
      }
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(copied(element, depth + 1));
      }
      return copy;
    }
    return value;
  }

  /** Makes sure that a value that comes to a depth of the document is not too deep there. */
  private void walk(@Nullable Object value, int depth) throws JsonPatchException {
    enter(depth);
    if (value instanceof Map<?, ?> map) {
      for (Object member : map.values()) {
        walk(member, depth + 1);
      }
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        walk(element, depth + 1);
      }
    }
  }

  private void enter(int depth) throws JsonPatchException {
    if (depth > MAX_DEPTH) {
      throw new JsonPatchException("the document would be nested too deep");
    }
    spend(1);
  }

  private void spend(int values) throws JsonPatchException {
    if (values > allowance.left) {
      allowance.left = 0;
      throw new JsonPatchException("there were more patches of large values than are applied");
    }
    allowance.left -= values;
    work += values;
    if (work > MAX_WORK) {
      throw new JsonPatchException("the document would be too large");
    }
  }

  /** By value (RFC 6902, section 4.6): numbers by what they are, objects in any order. */
  private static boolean isEqual(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number number && other instanceof Number another) {
      return decimal(number).compareTo(decimal(another)) == 0;
    }
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> another) {
      return map.size() == another.size()
          && map.entrySet().stream()
              .allMatch(member -> another.containsKey(member.getKey())
                  && isEqual(member.getValue(), another.get(member.getKey())));
    }
    if (one instanceof List<?> list && other instanceof List<?> another) {
      Iterator<?> rest = another.iterator();
      return list.size() == another.size()
          && list.stream().allMatch(element -> isEqual(element, rest.next()));
    }
    return Objects.equals(one, other);
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
  }
}
