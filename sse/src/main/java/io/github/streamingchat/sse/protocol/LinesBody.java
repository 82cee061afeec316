package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.JsonLinesParser;
import io.github.streamingchat.sse.StreamDecoder;
import java.util.function.BooleanSupplier;

/** The body of a server that does not stream, in a format that has no other form than lines. */
final class LinesBody {
  private LinesBody() {}

  /** Gives the lines to a decoder until the answer has ended, and ends it if they do not. */
  static void read(byte[] body, StreamDecoder decoder, BooleanSupplier isOpen, Runnable truncated) {
    JsonLinesParser lines = new JsonLinesParser(frame -> {
      if (isOpen.getAsBoolean()) {
        decoder.event(frame);
      }
    });
    lines.feed(body, 0, body.length);
    lines.end();
    if (isOpen.getAsBoolean() && !decoder.end()) {
      truncated.run();
    }
  }
}
