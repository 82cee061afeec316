package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one function call, told as values at their paths. A model writes them from the first
 * to the last, so that each becomes a piece of JSON text at once: that is what a reader sees while the
 * call grows. If one goes back to what is closed in the text, the text ends there, and only the whole
 * counts. Each piece costs what it is long, whatever came before.
 *
 * <p>Not safe for use by several threads at once.
 */
final class GeminiArguments {
  /** No more than a message may have; what comes late is not counted there. */
  private static final int MOST_CHARACTERS = 1 << 24;

  private static final String OBJECT = "{}";
  private static final String ARRAY = "[]";

  /** A value that others stand in; those of an array by their position. */
  private static final class Container {
    final boolean isArray;
    final Map<Object, Object> members = new LinkedHashMap<>();
    boolean isOpen;

    Container(Object firstStep) {
      isArray = firstStep instanceof Integer;
    }

    String brackets() {
      return isArray ? ARRAY : OBJECT;
    }

    boolean hasRoomFor(Object step) {
      return isArray
          ? step instanceof Integer position && position <= members.size()
          : step instanceof String;
    }

    Object whole() {
      return isArray
          ? members.values().stream().map(GeminiArguments::whole).toList()
          : wholeMembers();
    }

    private Map<Object, Object> wholeMembers() {
      Map<Object, Object> whole = new LinkedHashMap<>();
      members.forEach((name, value) -> whole.put(name, GeminiArguments.whole(value)));
      return whole;
    }
  }

  /** A string, told in pieces. */
  private static final class Letters {
    final StringBuilder text = new StringBuilder();
  }

  /** A value that is no string. */
  private record Scalar(@Nullable Object value) {}

  private final Container root = new Container("");

  /** What is open in the text, the innermost first. */
  private final Deque<Container> open = new ArrayDeque<>();

  private @Nullable Letters openString;
  private final StringBuilder text = new StringBuilder();
  private boolean inOrder = true;
  private int characters;

  /**
   * Takes a value.
   *
   * @return the text that it adds, empty if there is none; null if it has no place in what is there
   */
  @Nullable
  String add(GeminiPart.PartialArg arg) {
    if (!arg.hasValue) {
      return "";
    }
    List<Object> path = JsonSteps.of(arg.path);
    characters += arg.value instanceof String piece ? piece.length() : 1;
    if (path.isEmpty() || characters > MOST_CHARACTERS) {
      return null;
    }
    Container parent = parent(path);
    boolean hasPlace = parent != null && put(parent, path.get(path.size() - 1), arg.value);
    return hasPlace ? taken() : null;
  }

  /** Takes a member that is told whole, as {@link #add} takes a piece. */
  @Nullable
  String addWhole(String name, @Nullable Object value) {
    return putWhole(root, name, value) ? taken() : null;
  }

  private boolean putWhole(Container parent, Object step, @Nullable Object value) {
    if (!(value instanceof Map<?, ?>) && !(value instanceof List<?>)) {
      characters += value instanceof String piece ? piece.length() : 1;
      return characters <= MOST_CHARACTERS && put(parent, step, value);
    }
    Container at = child(parent, step, value instanceof List<?> ? 0 : "");
    boolean hasPlace = at != null;
    if (at != null && value instanceof Map<?, ?> members) {
      for (Map.Entry<?, ?> member : members.entrySet()) {
        hasPlace &= putWhole(at, String.valueOf(member.getKey()), member.getValue());
      }
    } else if (at != null && value instanceof List<?> elements) {
      for (int i = 0; i < elements.size(); i++) {
        hasPlace &= putWhole(at, i, elements.get(i));
      }
    }
    return hasPlace;
  }

  private String taken() {
    String added = text.toString();
    text.setLength(0);
    return added;
  }

  /** Where a value stands, made if it is not there; null if something else is. */
  private @Nullable Container parent(List<Object> path) {
    Container at = root;
    for (int i = 0; at != null && i < path.size() - 1; i++) {
      at = child(at, path.get(i), path.get(i + 1));
    }
    return at;
  }

  private @Nullable Container child(Container parent, Object step, Object firstStep) {
    if (!parent.hasRoomFor(step)) {
      return null;
    }
    Object there = parent.members.get(step);
    if (there != null) {
      return there instanceof Container container ? container : null;
    }
    Container made = new Container(firstStep);
    add(parent, step, made);
    begin(parent, step);
    open(made);
    return made;
  }

  private boolean put(Container parent, Object step, @Nullable Object value) {
    if (!parent.hasRoomFor(step)) {
      return false;
    }
    Object there = parent.members.get(step);
    if (there instanceof Container) {
      return false;
    }
    if (there instanceof Letters known && value instanceof String piece) {
      known.text.append(piece);
      inOrder &= known == openString;
      write(inside(piece));
      return true;
    }
    inOrder &= there == null;
    if (value instanceof String piece) {
      Letters made = new Letters();
      made.text.append(piece);
      add(parent, step, made);
      begin(parent, step);
      openString = made;
      write("\"" + inside(piece));
    } else {
      add(parent, step, new Scalar(value));
      begin(parent, step);
      write(JsonValueWriter.json(value));
    }
    return true;
  }

  private void add(Container parent, Object step, Object value) {
    parent.members.put(step, value);
    characters += step instanceof String name ? name.length() : 1;
  }

  /** Goes back to a container that is open, and begins its next value. */
  private void begin(Container parent, Object step) {
    if (parent == root && open.isEmpty() && inOrder) {
      open(root);
    }
    inOrder &= parent.isOpen;
    if (!inOrder) {
      return;
    }
    closeString();
    while (open.getFirst() != parent) {
      closeInnermost();
    }
    if (parent.members.size() > 1) {
      write(",");
    }
    if (!parent.isArray) {
      write(JsonValueWriter.json(step) + ":");
    }
  }

  private void open(Container container) {
    container.isOpen = inOrder;
    open.push(container);
    write(container.brackets().substring(0, 1));
  }

  private void closeInnermost() {
    Container closed = open.pop();
    closed.isOpen = false;
    write(closed.brackets().substring(1));
  }

  private void closeString() {
    if (openString != null) {
      openString = null;
      write("\"");
    }
  }

  private void write(String json) {
    if (inOrder) {
      text.append(json);
    }
  }

  private static String inside(String piece) {
    String quoted = JsonValueWriter.json(piece);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Whether the pieces of text and the {@link #rest} are the whole. */
  boolean isTextInOrder() {
    return inOrder;
  }

  /** The end of the text. */
  String rest() {
    closeString();
    while (!open.isEmpty()) {
      closeInnermost();
    }
    return taken();
  }

  /** All that was told, as JSON values. */
  Object whole() {
    return root.whole();
  }

  private static @Nullable Object whole(Object value) {
    if (value instanceof Container container) {
      return container.whole();
    }
    return value instanceof Scalar scalar ? scalar.value() : ((Letters) value).text;
  }
}
