package io.github.streamingchat.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The ways in which a network may cut a stream of bytes, and line ends in the place of others: a
 * reader or decoder must make the same of all of them.
 *
 * <p>Stateless and thread-safe.
 */
public final class ByteCuts {
  private ByteCuts() {}

  /**
   * Cuts once: each place of the stream has its turn, the beginning and the end included.
   *
   * @param stream the bytes; not changed
   * @return for each place the two chunks before and behind it
   */
  public static List<List<byte[]>> once(byte[] stream) {
    List<List<byte[]>> cuts = new ArrayList<>();
    for (int at = 0; at <= stream.length; at++) {
      cuts.add(List.of(
          Arrays.copyOfRange(stream, 0, at), Arrays.copyOfRange(stream, at, stream.length)));
    }
    return cuts;
  }

  /**
   * Cuts everywhere.
   *
   * @param stream the bytes; not changed
   * @return a chunk for each byte
   */
  public static List<byte[]> everywhere(byte[] stream) {
    List<byte[]> chunks = new ArrayList<>();
    for (byte each : stream) {
      chunks.add(new byte[] {each});
    }
    return chunks;
  }

  /**
   * Cuts at random.
   *
   * @param stream the bytes; not changed
   * @param random says where; one with a seed makes the same cuts again
   * @param longest the longest chunk in bytes, at least 1
   * @return chunks that are not empty
   * @throws IllegalArgumentException if the longest chunk has less than one byte
   */
  public static List<byte[]> random(byte[] stream, RandomGenerator random, int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("a chunk has at least 1 byte, not " + longest);
    }
    List<byte[]> chunks = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int end = Math.min(stream.length, at + 1 + random.nextInt(longest));
      chunks.add(Arrays.copyOfRange(stream, at, end));
      at = end;
    }
    return chunks;
  }

  /**
   * Ends lines in another way.
   *
   * @param stream lines that end with LF; not changed
   * @param lineEnd CR LF or CR, or anything else
   * @return the stream with {@code lineEnd} in the place of each LF
   */
  public static byte[] withLineEnds(byte[] stream, String lineEnd) {
    byte[] end = lineEnd.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte each : stream) {
      if (each == '\n') {
        out.writeBytes(end);
      } else {
        out.write(each);
      }
    }
    return out.toByteArray();
  }
}
