package io.github.streamingchat.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array in one long, the first of them lowest: to look at all of them at once.
 *
 * <p>Stateless and thread-safe.
 */
final class EightBytes {
  /** The highest bit of each byte. */
  static final long HIGH_BITS = 0x8080808080808080L;

  private static final VarHandle VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  static long at(byte[] bytes, int at) {
    return (long) VIEW.get(bytes, at);
  }

  /** Which of the bytes is the first that has a bit set; there must be one. */
  static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
  }

  /** Which of the bytes is the last that has a bit set; there must be one. */
  static int last(long bits) {
    return Long.BYTES - 1 - Long.numberOfLeadingZeros(bits) / Byte.SIZE;
  }
}
