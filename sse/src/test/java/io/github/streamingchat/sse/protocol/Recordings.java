package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Streams that were written from the providers' rules. */
final class Recordings {
  private Recordings() {}

  /** One recording, and an endpoint that speaks its format. */
  record Recording(String path, HttpEndpoint<?> endpoint) {
    byte[] bytes() {
      return of(path).getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  private static final Map<String, HttpEndpoint<?>> ENDPOINTS = Map.of(
      "ag-ui", AgUi.at("http://localhost"),
      "anthropic", Anthropic.at("http://localhost"),
      "gemini", Gemini.at("http://localhost"),
      "ollama", Ollama.at("http://localhost"),
      "openai", OpenAi.at("http://localhost"),
      "openai-responses", OpenAiResponses.at("http://localhost"),
      "ui-messages", UiMessages.at("http://localhost"));

  /** All of them, in the order of their names. */
  static List<Recording> all() {
    Path root = Path.of("src", "test", "resources", "recordings");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .sorted()
          .map(path -> new Recording(
              path.toString().replace('\\', '/'),
              Objects.requireNonNull(ENDPOINTS.get(path.getName(0).toString()))))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The recording of that path, such as {@code openai/plain.sse}. */
  static String of(String path) {
    try (InputStream stream = Recordings.class.getResourceAsStream("/recordings/" + path)) {
      return new String(Objects.requireNonNull(stream, path).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
