package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words {@code [DONE]}, with which some formats end a stream of events that are JSON otherwise. */
final class DoneMark {
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private DoneMark() {}

  /** Whether the frame says so, and nothing else. */
  static boolean is(SseFrame frame) {
    byte[] bytes = frame.bytes();
    int from = frame.offset();
    int end = from + frame.length();
    while (from < end && bytes[from] == ' ') {
      from++;
    }
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    return Arrays.equals(bytes, from, end, DONE, 0, DONE.length);
  }
}
