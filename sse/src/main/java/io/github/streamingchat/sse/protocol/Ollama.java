package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;

/**
 * An Ollama server by its own protocol, JSON lines over {@code /api/chat}. (It also speaks OpenAI's at
 * {@code /v1}, see {@link OpenAi}, with less said of what it thinks and how long it took.)
 *
 * <pre>{@code
 * Chat chat = Chat.over(Ollama.at("http://127.0.0.1:11434").model("qwen3").option("think", true));
 * }</pre>
 *
 * <p>The answer has text, reasoning and tool calls. What the last line tells of the time it took becomes
 * metadata by the provider's names ({@code total_duration}, {@code load_duration}, {@code
 * prompt_eval_duration}, {@code eval_duration}, in nanoseconds), and {@code tokens_per_second} what that
 * makes for the answer. Whatever else Ollama takes is an option: {@code tools},
 * {@code format}, {@code think}, {@code keep_alive}, and {@code options} for the parameters of the model.
 *
 * <p>A question may have images by their bytes. Answers of {@code /api/generate} are read as well, if
 * {@link #request} asks for them.
 *
 * <p>Immutable and thread-safe.
 */
public final class Ollama extends ModelEndpoint<Ollama> {
  private static final String EXAMPLE = "http://127.0.0.1:11434";

  private Ollama(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the server at an address. It has no model until {@link #model} chooses one.
   *
   * @param baseUrl the address that {@code /api/chat} is put behind, such as {@code
   *     http://127.0.0.1:11434}; one that already ends so, or in {@code /api}, is completed
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static Ollama at(String baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  /**
   * Describes the server at an address, as {@link #at(String)} does.
   *
   * @param baseUrl the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static Ollama at(URI baseUrl) {
    return at(EndpointSettings.at(baseUrl, EXAMPLE));
  }

  private static Ollama at(EndpointSettings base) {
    String path = base.address.getRawPath();
    boolean isOfTheApi = path != null && path.matches(".*/api/*");
    return new Ollama(base.below(isOfTheApi ? "/chat" : "/api/chat"));
  }

  @Override
  Ollama with(EndpointSettings settings) {
    return new Ollama(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request).post(settings().address);
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    return new JsonBody(settings().optionsOf(request))
        .member("model", settings().model)
        .member(
            "messages",
            () -> OllamaPrompt.messages(
                settings().system,
                settings().turnsOf(request, turns -> OllamaPrompt.messages(null, turns))))
        .member("stream", settings().streaming);
  }

  @Override
  Framing framing() {
    return Framing.JSON_LINES;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new OllamaDecoder(sink, settings().strict);
  }
}
