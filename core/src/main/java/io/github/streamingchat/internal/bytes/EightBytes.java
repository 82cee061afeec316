package io.github.streamingchat.internal.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array in one long, the first of them lowest: to look at all of them at once.
 *
 * <p>Stateless and thread-safe.
 */
public final class EightBytes {
  /** A one in each byte: times a byte it is that byte eight times. */
  public static final long ONES = 0x0101010101010101L;

  /** The highest bit of each byte. */
  public static final long HIGH_BITS = 0x8080808080808080L;

  private static final VarHandle VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  /**
   * Reads eight bytes.
   *
   * @param bytes the array
   * @param at where the first of them stands
   * @return the eight bytes
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public static long at(byte[] bytes, int at) {
    return (long) VIEW.get(bytes, at);
  }

  /**
   * Finds the first byte that has a bit set.
   *
   * @param bits eight bytes, not all of them 0
   * @return 0 to 7
   */
  public static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
  }

  /**
   * Finds the last byte that has a bit set.
   *
   * @param bits eight bytes, not all of them 0
   * @return 0 to 7
   */
  public static int last(long bits) {
    return Long.BYTES - 1 - Long.numberOfLeadingZeros(bits) / Byte.SIZE;
  }
}
