package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Streams that were written from the providers' rules. */
final class Recordings {
  private Recordings() {}

  /** The recording of that path, such as {@code openai/plain.sse}. */
  static String of(String path) {
    try (InputStream stream = Recordings.class.getResourceAsStream("/recordings/" + path)) {
      return new String(Objects.requireNonNull(stream, path).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
