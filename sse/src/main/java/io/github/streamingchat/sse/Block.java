package io.github.streamingchat.sse;

/**
 * The lines of a stream that are written as one piece. No value can inject a line: what may have
 * several becomes several lines, and what may not is refused.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Block {
  private static final int LONGEST_QUOTE = 80;

  private final StringBuilder text = new StringBuilder();

  static Block of(SseEvent event) {
    Block block = new Block();
    if (!event.lastEventId().isEmpty()) {
      block.id(event.lastEventId());
    }
    if (!event.type().equals(SseEvent.MESSAGE)) {
      block.oneLine("event", requireOneLine("type", event.type()));
    }
    return block.lines("data", event.data()).blankLine();
  }

  Block id(String id) {
    if (id.indexOf('\0') >= 0) {
      throw refused("id", id, "NUL, for which receivers ignore the id");
    }
    return oneLine("id", requireOneLine("id", id));
  }

  /** Adds a field, or a comment if the name is empty, with a line for each of the value's lines. */
  Block lines(String name, String value) {
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n') {
        oneLine(name, value.substring(start, i));
        if (c == '\r' && i + 1 < value.length() && value.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    return oneLine(name, value.substring(start));
  }

  /** Always with a space behind the colon, so that a space which the value starts with stays. */
  Block oneLine(String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
    return this;
  }

  Block blankLine() {
    text.append('\n');
    return this;
  }

  byte[] encode() {
    return Utf8.encode(text);
  }

  private static String requireOneLine(String name, String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw refused(name, value, "a line end");
    }
    return value;
  }

  private static IllegalArgumentException refused(String name, String value, String what) {
    String quote =
        value.length() > LONGEST_QUOTE ? value.substring(0, LONGEST_QUOTE) + "..." : value;
    return new IllegalArgumentException("the %s of an event must not hold %s, but is \"%s\""
        .formatted(
            name, what, quote.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0")));
  }
}
