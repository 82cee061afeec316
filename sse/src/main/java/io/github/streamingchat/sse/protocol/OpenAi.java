package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/**
 * An endpoint that speaks OpenAI Chat Completions: OpenAI itself, and the many servers, gateways and
 * local runners that are compatible with it.
 *
 * <pre>{@code
 * Chat chat = Chat.over(OpenAi.at("https://api.openai.com/v1").model("gpt-5").apiKey(key));
 * }</pre>
 *
 * <p>The answer has text, refusals, tool calls, citations and what compatible servers tell of their
 * reasoning; with an option {@code n} it has as many messages. The tools themselves are an option too, as
 * OpenAI's API reference for chat completions describes them:
 *
 * <pre>{@code
 * OpenAi.at(url).option("tools", List.of(Map.of("type", "function", "function", weather)));
 * }</pre>
 *
 * <p>A question may have images, by their address or bytes, and sounds and documents, by their bytes.
 * Reasoning is not sent back, but for the thought signatures that Gemini's compatible endpoint gives with
 * its tool calls.
 *
 * <p>Immutable and thread-safe.
 */
public final class OpenAi extends ModelEndpoint<OpenAi> {
  private static final String PATH = "/chat/completions";
  private static final String EXAMPLE = "https://api.openai.com/v1";

  private OpenAi(EndpointSettings settings) {
    super(settings);
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
    return new OpenAi(base.below(PATH).with(settings -> settings.model = "default"));
  }

  @Override
  OpenAi with(EndpointSettings settings) {
    return new OpenAi(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request).post(settings().address).header("Accept", accepted());
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    JsonBody body = new JsonBody(settings().optionsOf(request))
        .member("model", settings().model)
        .member(
            "messages",
            () -> OpenAiPrompt.messages(
                settings().system,
                settings().turnsOf(request, turns -> OpenAiPrompt.messages(null, turns))));
    return settings().streaming
        ? body.member("stream", true).member("stream_options", () -> Map.of("include_usage", true))
        : body;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new OpenAiDecoder(sink, settings().strict);
  }
}
