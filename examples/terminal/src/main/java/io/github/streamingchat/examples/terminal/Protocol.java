package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.sse.protocol.TextLines;
import io.github.streamingchat.sse.protocol.TokenEvents;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The wire formats to choose from. */
enum Protocol {
  OPENAI,
  TEXT_LINES,
  TOKEN_EVENTS,
  MESSAGE_EVENTS,
  MESSAGE_LINES;

  static Protocol named(String name) throws UsageException {
    return Arrays.stream(values())
        .filter(protocol -> protocol.word().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new UsageException(
            "there is no protocol \"%s\"; choose one of %s".formatted(name, names())));
  }

  static String names() {
    return Arrays.stream(values()).map(Protocol::word).collect(Collectors.joining(", "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where the demo server speaks it. */
  String path() {
    return this == OPENAI ? "/v1" : "/" + word();
  }

  /**
   * Describes an endpoint.
   *
   * @param model the model to ask for, or null for the endpoint's own
   * @throws IllegalArgumentException if the URL is none
   */
  HttpEndpoint<?> at(String url, @Nullable String model) {
    HttpEndpoint<?> described = at(url);
    return model == null ? described : described.option("model", model);
  }

  private HttpEndpoint<?> at(String url) {
    return switch (this) {
      case OPENAI -> OpenAi.at(url);
      case TEXT_LINES -> TextLines.at(url);
      case TOKEN_EVENTS -> TokenEvents.at(url);
      case MESSAGE_EVENTS -> MessageEvents.at(url);
      case MESSAGE_LINES -> MessageEvents.at(url).framing(Framing.JSON_LINES);
    };
  }
}
