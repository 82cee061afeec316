package io.github.streamingchat.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The events that the server sends: OpenAI's chunks whose text is the time at which they were sent, by the
 * clock that all processes of this machine share ({@link System#nanoTime()}). The time stands at the same
 * place before the end of each, so that who reads it need not read JSON.
 */
final class StampedEvents {
  private static final String BEGIN =
      "data: {\"id\":\"chatcmpl-Bq7Zt0a1b2c3d4e5f6g7h8i9j0k\",\"object\":\"chat.completion.chunk\","
          + "\"created\":1767225600,\"model\":\"gpt-5-mini-2026-01-01\",\"service_tier\":\"default\","
          + "\"system_fingerprint\":\"fp_0a1b2c3d4e\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\"";
  private static final String END_OF_DATA =
      "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}";
  private static final String END = END_OF_DATA + "\n\n";
  private static final int DIGITS = 19;

  /** How long each is. */
  static final int LENGTH = BEGIN.length() + DIGITS + END.length();

  private StampedEvents() {}

  /** One event, as one chunk of HTTP/1.1's chunked coding. */
  static ByteBuffer chunk(long nanos) {
    String event = BEGIN + String.format("%0" + DIGITS + "d", nanos) + END;
    return ByteBuffer.wrap("%x\r\n%s\r\n".formatted(event.length(), event).getBytes(US_ASCII));
  }

  /** The time in the data of an event. */
  static long ofData(CharSequence data) {
    return digits(data, data.length() - END_OF_DATA.length() - DIGITS);
  }

  /** The time in the text of an event. */
  static long ofText(CharSequence text) {
    return digits(text, 0);
  }

  private static long digits(CharSequence text, int from) {
    long nanos = 0;
    for (int i = from; i < from + DIGITS; i++) {
      nanos = 10 * nanos + text.charAt(i) - '0';
    }
    return nanos;
  }

  /** The time in the last event of a body's bytes, which end with it. */
  static long ofLast(ByteBuffer body) {
    int from = body.limit() - END.length() - DIGITS;
    long nanos = 0;
    for (int i = from; i < from + DIGITS; i++) {
      nanos = 10 * nanos + body.get(i) - '0';
    }
    return nanos;
  }
}
