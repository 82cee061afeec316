package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Objects;

/**
 * An endpoint that speaks <a href="https://docs.claude.com/en/api/messages">Anthropic's Messages
 * API</a>: Anthropic itself, and the gateways that are compatible with it.
 *
 * <pre>{@code
 * Chat chat = Chat.over(
 *     Anthropic.at("https://api.anthropic.com").model("claude-sonnet-4-5").apiKey(key));
 * }</pre>
 *
 * <p>The key is sent as {@code x-api-key}, and {@code anthropic-version} is {@value #VERSION};
 * {@link #header} says otherwise. The provider wants to know the most tokens that an answer may
 * have: {@code max_tokens} is {@value #DEFAULT_MAX_TOKENS} unless {@link #option} says otherwise.
 * What the model is to do beyond that, such as {@code tools} or {@code thinking}, is an option as
 * well.
 *
 * <p>A user may send text, pictures, PDFs and plain text files. What the model thought goes back
 * with the signature that it came with, and so do the calls and the results of tools that the
 * provider runs. A block that this library has no part for becomes a {@code Part.Raw} of type
 * {@code anthropic.} and the block's own, whose value is the block, and goes back as it is; an
 * application may add such parts of its own. An answer that paused ({@code pause_turn}) has a
 * finish reason of kind OTHER.
 *
 * <p>Immutable and thread-safe.
 */
public final class Anthropic extends ModelEndpoint<Anthropic> {
  /** How many tokens an answer may have unless an option {@code max_tokens} says otherwise. */
  public static final int DEFAULT_MAX_TOKENS = 4096;

  /**
   * The version of the API that is asked for unless a header {@code anthropic-version} says
   * otherwise.
   */
  public static final String VERSION = "2023-06-01";

  private static final String ROOT = "/v1";
  private static final String PATH = "/messages";
  private static final String EXAMPLE = "https://api.anthropic.com";

  private Anthropic(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the endpoint at an address.
   *
   * @param baseUrl the address that {@code /v1/messages} is put behind, such as {@code
   *     https://api.anthropic.com}; one that already ends so, or in {@code /v1}, is completed or
   *     taken as it is
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static Anthropic at(String baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param baseUrl the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its
   *     port is none
   */
  public static Anthropic at(URI baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  private static Anthropic at(EndpointSettings base) {
    String path = Objects.requireNonNullElse(base.address.getRawPath(), "").replaceAll("/+$", "");
    return new Anthropic(base.below(path.endsWith(ROOT) ? PATH : ROOT + PATH));
  }

  @Override
  Anthropic with(EndpointSettings settings) {
    return new Anthropic(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request)
        .post(settings().address)
        .header("Accept", accepted())
        .header("anthropic-version", VERSION);
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    AnthropicPrompt prompt = new AnthropicPrompt(
        settings().system,
        settings().turnsOf(request, turns -> new AnthropicPrompt(null, turns).messages()));
    JsonBody body = new JsonBody(settings().optionsOf(request))
        .member("model", this::requireModel)
        .member("max_tokens", DEFAULT_MAX_TOKENS);
    Object system = prompt.system();
    if (system != null) {
      body.member("system", system);
    }
    body.member("messages", prompt::messages);
    return settings().streaming ? body.member("stream", true) : body;
  }

  @Override
  void authorize(HttpRequest.Builder request, String key) {
    request.setHeader("x-api-key", key);
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new AnthropicDecoder(sink, settings().strict);
  }
}
