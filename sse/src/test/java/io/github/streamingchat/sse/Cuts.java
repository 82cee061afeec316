package io.github.streamingchat.sse;

import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.LetterOfTheStandard.Reading;
import java.nio.ByteBuffer;
import java.util.List;

/** Feeds one stream in pieces. */
final class Cuts {
  private Cuts() {}

  /** Reads a whole stream that is cut before each of the indices, which ascend. */
  static Reading read(byte[] stream, String seed, int... cuts) {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder, Limits.DEFAULTS, seed);
    int from = 0;
    for (int cut : cuts) {
      parser.feed(stream, from, cut - from);
      from = cut;
    }
    parser.feed(stream, from, stream.length - from);
    parser.end();
    return new Reading(List.copyOf(recorder.calls), parser.lastEventId());
  }

  /** A buffer of one of four kinds with the range in it. */
  static ByteBuffer buffer(int kind, byte[] stream, int from, int to) {
    return switch (kind) {
      case 0 -> ByteBuffer.wrap(stream, from, to - from);
      case 1 -> ByteBuffer.wrap(stream, from, to - from).slice();
      case 2 -> ByteBuffer.wrap(stream, from, to - from).asReadOnlyBuffer();
      default ->
        ByteBuffer.allocateDirect(to - from).put(stream, from, to - from).flip();
    };
  }
}
