package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that speaks OpenAI Chat Completions: OpenAI itself, and the many servers, gateways and
 * local runners that are compatible with it.
 *
 * <pre>{@code
 * Chat chat = Chat.over(OpenAi.at("https://api.openai.com/v1").model("gpt-5").apiKey(key));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class OpenAi extends HttpEndpoint<OpenAi> {
  private static final String PATH = "/chat/completions";
  private static final String EXAMPLE = "https://api.openai.com/v1";

  private final String model;
  private final @Nullable String system;
  private final boolean streaming;

  private OpenAi(
      EndpointSettings settings, String model, @Nullable String system, boolean streaming) {
    super(settings);
    this.model = model;
    this.system = system;
    this.streaming = streaming;
  }

  /**
   * Describes the endpoint at an address, with the model {@code default}, which many local servers
   * take as their only one.
   *
   * @param baseUrl the address that {@code /chat/completions} is put behind, such as {@code
   *     https://api.openai.com/v1}; one that already ends so is taken as it is
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static OpenAi at(String baseUrl) {
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
  public static OpenAi at(URI baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  private static OpenAi at(EndpointSettings base) {
    return new OpenAi(base.moved(completions(base.address)), "default", null, true);
  }

  private static URI completions(URI base) {
    String path = Objects.requireNonNullElse(base.getRawPath(), "");
    String trimmed = path.replaceAll("/+$", "");
    String full = trimmed.endsWith(PATH) ? trimmed : trimmed + PATH;
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + full + query);
  }

  /**
   * Chooses the model.
   *
   * @param newModel the provider's name for it
   * @return a description with that model
   */
  public OpenAi model(String newModel) {
    Objects.requireNonNull(newModel, "model");
    return new OpenAi(settings(), newModel, system, streaming);
  }

  /**
   * Sets a system prompt that is sent before the conversation, without being part of it.
   *
   * @param prompt the prompt
   * @return a description with that prompt
   */
  public OpenAi system(String prompt) {
    Objects.requireNonNull(prompt, "prompt");
    return new OpenAi(settings(), model, prompt, streaming);
  }

  /**
   * Sets whether the answer is asked for as a stream.
   *
   * @param newStreaming true by default; with false the answer comes in one piece
   * @return a description with that setting
   */
  public OpenAi streaming(boolean newStreaming) {
    return new OpenAi(settings(), model, system, newStreaming);
  }

  @Override
  OpenAi with(EndpointSettings settings) {
    return new OpenAi(settings, model, system, streaming);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request)
        .post(settings().address)
        .header("Accept", streaming ? "text/event-stream" : "application/json");
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    JsonBody body = new JsonBody(settings().optionsOf(request))
        .member("model", model)
        .member("messages", () -> SentText.turns(system, request.messages()));
    return streaming
        ? body.member("stream", true).member("stream_options", () -> Map.of("include_usage", true))
        : body;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new OpenAiDecoder(sink, settings().strict);
  }

  /**
   * Describes the endpoint without its key, headers and options.
   *
   * @return host and model
   */
  @Override
  public String toString() {
    return "OpenAi[" + settings().address.getHost() + ", model=" + model + "]";
  }
}
