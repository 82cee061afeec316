package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.Part;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An endpoint that speaks Google's Gemini API ({@code models.streamGenerateContent}), at Google AI or at
 * Vertex AI.
 *
 * <pre>{@code
 * Chat chat = Chat.over(Gemini.at("https://generativelanguage.googleapis.com")
 *     .model("gemini-2.5-flash")
 *     .apiKey(key));
 * }</pre>
 *
 * <p>The key goes into the header {@code x-goog-api-key}; a token of OAuth, as Vertex AI wants it, is
 * set by {@link #header} as {@code Authorization}. What the API calls {@code generationConfig}, {@code
 * tools} or {@code safetySettings} is an {@link #option}:
 *
 * <pre>{@code
 * .option("generationConfig", Map.of("thinkingConfig", Map.of("includeThoughts", true)))
 * }</pre>
 *
 * <p>System prompts, also those within the conversation, are sent as the one {@code systemInstruction}.
 * Of files the bytes are sent, or else the address. A {@code thoughtSignature} is kept with its part as
 * a {@link Part.Seal} and sent back with it, as the API demands for function calls; calls that another
 * model made say instead that they have none. The code that the model runs itself is a {@link
 * Part.ToolCall} with {@code providerRun} of the tool {@code code_execution}, followed by its {@link
 * Part.ToolResult}.
 *
 * <p>The format has no end mark: an answer is complete when its finish reason came and the stream then
 * ended.
 *
 * <p>Immutable and thread-safe.
 */
public final class Gemini extends ModelEndpoint<Gemini> {
  private static final String EXAMPLE = "https://generativelanguage.googleapis.com";
  private static final String VERSION = "/v1beta";
  private static final Pattern HAS_VERSION = Pattern.compile(".*/v\\d+[a-z0-9]*(/.*)?");
  private static final Pattern MODELS = Pattern.compile("/models$");
  private static final Pattern ALT = Pattern.compile("(.*&)?(alt|%24alt|\\$alt)=.*");

  private Gemini(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the endpoint at an address. It needs a {@linkplain #model model}.
   *
   * @param baseUrl the address of the API, such as {@code https://generativelanguage.googleapis.com};
   *     {@code /v1beta} is put behind one that has no version in its path, such as {@code /v1} or
   *     {@code /v1/projects/../locations/../publishers/google}
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static Gemini at(String baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param baseUrl the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static Gemini at(URI baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  private static Gemini at(EndpointSettings base) {
    String path = Objects.requireNonNullElse(base.address.getRawPath(), "");
    EndpointSettings version = HAS_VERSION.matcher(path).matches()
        ? base.at(path.replaceAll("/+$", ""))
        : base.below(VERSION);
    String versionPath = version.address.getRawPath();
    return new Gemini(version.at(MODELS.matcher(versionPath).replaceFirst("")));
  }

  @Override
  Gemini with(EndpointSettings settings) {
    return new Gemini(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request).post(address()).header("Accept", accepted());
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    GeminiPrompt prompt = new GeminiPrompt(
        settings().system,
        settings().turnsOf(request, turns -> new GeminiPrompt(null, turns).contents()));
    JsonBody body =
        new JsonBody(settings().optionsOf(request)).member("contents", prompt::contents);
    return prompt.hasSystem() ? body.member("systemInstruction", prompt::systemInstruction) : body;
  }

  /** The address of the method of the model. */
  private URI address() {
    URI base = settings().address;
    String method = settings().streaming ? ":streamGenerateContent" : ":generateContent";
    String query = Objects.requireNonNullElse(base.getRawQuery(), "");
    if (settings().streaming && !ALT.matcher(query).matches()) {
      query = query.isEmpty() ? "alt=sse" : query + "&alt=sse";
    }
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath()
        + resource(requireModel())
        + method
        + (query.isEmpty() ? "" : "?" + query));
  }

  /** A name with a slash is that of a resource, such as a tuned model. */
  private static String resource(String model) {
    String name = model.contains("/") ? model : "models/" + model;
    return Arrays.stream(name.split("/"))
        .map(step -> "/" + URLEncoder.encode(step, UTF_8).replace("+", "%20"))
        .collect(Collectors.joining());
  }

  @Override
  void authorize(HttpRequest.Builder request, String key) {
    request.setHeader("x-goog-api-key", key);
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new GeminiDecoder(sink, settings().strict);
  }
}
