package io.github.streamingchat.benchmarks.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The least that a reader of an event stream can do: find the line feeds, eight bytes at a time, in a
 * stream that is all there. It knows no CR, no other field, no event of two lines and no cut between
 * two pieces, so a parser that keeps the standard cannot reach it.
 */
public final class DataLines {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** What stands before the data of an event stream. */
  public static final int PREFIX = "data: ".length();

  /** Takes the data of a line. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * Takes a range.
     *
     * @param bytes the whole stream
     * @param offset where the data begins
     * @param length how long it is
     */
    void data(byte[] bytes, int offset, int length);
  }

  private DataLines() {}

  /**
   * Goes through the data of an event stream.
   *
   * @param stream every line of it is empty or data
   * @param consumer takes the data of each line
   */
  public static void forEach(byte[] stream, Consumer consumer) {
    forEach(stream, PREFIX, consumer);
  }

  /**
   * Goes through lines.
   *
   * @param stream the lines
   * @param prefix how many bytes at the start of each are passed over
   * @param consumer takes the rest of each line that has one
   */
  public static void forEach(byte[] stream, int prefix, Consumer consumer) {
    int start = 0;
    for (int end = lineFeed(stream, start); end >= 0; end = lineFeed(stream, start)) {
      if (end - start > prefix) {
        consumer.data(stream, start + prefix, end - start - prefix);
      }
      start = end + 1;
    }
  }

  private static int lineFeed(byte[] stream, int from) {
    int at = from;
    for (; at <= stream.length - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORDS.get(stream, at) ^ LINE_FEEDS;
      long found = (word - LOW_BITS) & ~word & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < stream.length; at++) {
      if (stream[at] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
