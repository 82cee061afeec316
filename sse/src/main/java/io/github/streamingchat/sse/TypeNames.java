package io.github.streamingchat.sse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event types met lately, so that a stream of many events makes the String of each type once. A
 * small table in which a newcomer takes the place of what was there; long names are not kept.
 *
 * <p>Not safe for use by several threads at once.
 */
final class TypeNames {
  private static final int SLOTS = 16;
  private static final int LONGEST = 64;

  // Made with the first type: many formats have none.
  private byte[][] names = {};
  private @Nullable String[] texts = {};

  /** The type that a value stands for; the empty one for the default type. */
  String of(byte[] bytes, int from, int to) {
    if (from == to) {
      return SseEvent.MESSAGE;
    }
    if (to - from > LONGEST) {
      return Utf8.decode(bytes, from, to - from);
    }
    if (texts.length == 0) {
      names = new byte[SLOTS][];
      texts = new @Nullable String[SLOTS];
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 4)) & (SLOTS - 1);
    String text = texts[slot];
    if (text == null || !Arrays.equals(names[slot], 0, names[slot].length, bytes, from, to)) {
      text = Utf8.decode(bytes, from, to - from);
      names[slot] = Arrays.copyOfRange(bytes, from, to);
      texts[slot] = text;
    }
    return text;
  }
}
