package io.github.streamingchat.sse;

import org.jspecify.annotations.Nullable;

/**
 * The two ids of a stream (WHATWG HTML 9.2.6): the buffer that an {@code id} line sets, and the last
 * event id that it becomes at the next blank line. Kept as bytes, for most ids are never asked for.
 *
 * <p>Not safe for use by several threads at once.
 */
final class LastEventId {
  private static final int RETAINED = 1 << 10;
  private static final byte[] NONE = {};

  private byte[] committed = NONE;
  private int committedLength;
  private byte[] buffered = NONE;
  private int bufferedLength;
  private boolean changed;
  private boolean committedNow;
  private @Nullable String text;

  LastEventId(String seed) {
    text = seed;
  }

  /**
   * Sets the buffer, unless the value holds a NUL: such a line is ignored.
   *
   * @return whether it was set
   */
  boolean buffer(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    int length = to - from;
    if (buffered.length < length || buffered.length > RETAINED) {
      buffered = new byte[Math.max(length, 32)];
    }
    System.arraycopy(bytes, from, buffered, 0, length);
    bufferedLength = length;
    changed = true;
    return true;
  }

  void commit() {
    committedNow = changed;
    if (changed) {
      byte[] former = committed;
      committed = buffered;
      committedLength = bufferedLength;
      buffered = former;
      changed = false;
      text = null;
    }
  }

  /** Whether the block that ended last had an id. */
  boolean wasSetByThisBlock() {
    return committedNow;
  }

  String text() {
    String known = text;
    if (known == null) {
      known = Utf8.decode(committed, 0, committedLength);
      text = known;
    }
    return known;
  }
}
