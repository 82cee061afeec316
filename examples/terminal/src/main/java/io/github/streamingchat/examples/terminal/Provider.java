package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.protocol.AgUi;
import io.github.streamingchat.sse.protocol.Anthropic;
import io.github.streamingchat.sse.protocol.Gemini;
import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.sse.protocol.ModelEndpoint;
import io.github.streamingchat.sse.protocol.Ollama;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.sse.protocol.OpenAiResponses;
import io.github.streamingchat.sse.protocol.TextLines;
import io.github.streamingchat.sse.protocol.TokenEvents;
import io.github.streamingchat.sse.protocol.UiMessages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The wire formats to choose from, with what is usual at those who speak them. */
public enum Provider {
  /** OpenAI Chat Completions, and what is compatible with it. */
  OPENAI("/v1", "OPENAI_API_KEY"),
  /** OpenAI Responses. */
  OPENAI_RESPONSES("/v1", "OPENAI_API_KEY"),
  /** Anthropic Messages. */
  ANTHROPIC("", "ANTHROPIC_API_KEY"),
  /** Gemini. */
  GEMINI("", "GEMINI_API_KEY"),
  /** Ollama. */
  OLLAMA("", null),
  /** A Vercel UI-message stream. */
  UI_MESSAGE("/ui-message", null),
  /** An AG-UI agent. */
  AG_UI("/ag-ui", null),
  /** JSON lines {@code text}, {@code metadata}, {@code complete}. */
  TEXT_LINES("/text-lines", "OPENAI_API_KEY"),
  /** Events {@code token}, {@code metadata}, {@code done}, {@code error}. */
  TOKEN_EVENTS("/token-events", "OPENAI_API_KEY"),
  /** Events {@code message}, {@code error}, {@code complete}. */
  MESSAGE_EVENTS("/message-events", "OPENAI_API_KEY"),
  /** The same as lines. */
  MESSAGE_LINES("/message-lines", "OPENAI_API_KEY");

  private final String path;
  private final @Nullable String key;

  Provider(String path, @Nullable String key) {
    this.path = path;
    this.key = key;
  }

  /**
   * Finds a provider by the word that the command line has for it.
   *
   * @param name such as {@code openai-responses}
   * @return the provider
   * @throws UsageException if there is none, naming those that there are
   */
  public static Provider named(String name) throws UsageException {
    return Arrays.stream(values())
        .filter(provider -> provider.word().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new UsageException(
            "there is no provider \"%s\"; choose one of %s".formatted(name, names())));
  }

  /**
   * Lists the words.
   *
   * @return all of them, with commas between
   */
  public static String names() {
    return Arrays.stream(values()).map(Provider::word).collect(Collectors.joining(", "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Gives the address at the demo server, below its root. */
  String path() {
    return path;
  }

  /**
   * Finds the key in the environment, under the name that is usual for it.
   *
   * @param environment the variables
   * @return the key, or null if there is none or it wants none
   */
  public @Nullable String key(Map<String, String> environment) {
    return key == null ? null : environment.get(key);
  }

  /**
   * Describes an endpoint.
   *
   * @param url where it is
   * @param model the model to ask for, or null for the endpoint's own
   * @return the endpoint, without a key
   * @throws IllegalArgumentException if the URL is none
   */
  public HttpEndpoint<?> at(String url, @Nullable String model) {
    HttpEndpoint<?> described = at(url);
    if (model == null) {
      return described;
    }
    return described instanceof ModelEndpoint<?> endpoint
        ? endpoint.model(model)
        : described.option("model", model);
  }

  private HttpEndpoint<?> at(String url) {
    return switch (this) {
      case OPENAI -> OpenAi.at(url);
      case OPENAI_RESPONSES -> OpenAiResponses.at(url);
      case ANTHROPIC -> Anthropic.at(url);
      case GEMINI -> Gemini.at(url);
      case OLLAMA -> Ollama.at(url);
      case UI_MESSAGE -> UiMessages.at(url);
      case AG_UI -> AgUi.at(url);
      case TEXT_LINES -> TextLines.at(url);
      case TOKEN_EVENTS -> TokenEvents.at(url);
      case MESSAGE_EVENTS -> MessageEvents.at(url);
      case MESSAGE_LINES -> MessageEvents.at(url).framing(Framing.JSON_LINES);
    };
  }

  /**
   * Gives what tells a model of the built-in tools.
   *
   * @return the option {@code tools} of a request, or empty if the format has none
   */
  Optional<Object> tools() {
    return switch (this) {
      case OPENAI, OLLAMA ->
        Optional.of(Tools.described("parameters").stream()
            .map(tool -> Map.of("type", "function", "function", tool))
            .toList());
      case OPENAI_RESPONSES ->
        Optional.of(
            Tools.described("parameters").stream().map(Provider::function).toList());
      case ANTHROPIC -> Optional.of(Tools.described("input_schema"));
      case GEMINI ->
        Optional.of(List.of(Map.of("functionDeclarations", Tools.described("parameters"))));
      case AG_UI -> Optional.of(Tools.described("parameters"));
      case UI_MESSAGE, TEXT_LINES, TOKEN_EVENTS, MESSAGE_EVENTS, MESSAGE_LINES -> Optional.empty();
    };
  }

  private static Map<String, Object> function(Map<String, Object> tool) {
    Map<String, Object> function = new TreeMap<>(tool);
    function.put("type", "function");
    return function;
  }
}
