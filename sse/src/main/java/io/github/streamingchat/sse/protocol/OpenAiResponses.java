package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * An endpoint that speaks <a href="https://platform.openai.com/docs/api-reference/responses">OpenAI's
 * Responses API</a>: OpenAI itself, and the servers that are compatible with it.
 *
 * <pre>{@code
 * Chat chat = Chat.over(
 *     OpenAiResponses.at("https://api.openai.com/v1").model("gpt-5").apiKey(key));
 * }</pre>
 *
 * <p>The provider is asked to keep nothing ({@code store} is false), and therefore for the reasoning in a
 * form that only it can read ({@code include} has {@code reasoning.encrypted_content}), which goes back
 * with the next request. {@link #option} says otherwise, such as {@code option("include", null)} for a
 * model that does not reason and refuses to be asked for that. What the model is to do beyond that, such
 * as {@code tools} or {@code reasoning}, is an option as well.
 *
 * <p>A user may send text, pictures and documents. Custom tools, which take free text, have a JSON object
 * as arguments whose member {@code input} is the text. The result of a tool that the provider runs, such
 * as a web search, is its whole output item, and goes back as it is. An output item that this library has
 * no part for becomes a {@code Part.Raw} of type {@code openai-responses.} and the item's own, whose value
 * is the item, and goes back too; an application may add such parts of its own, for instance the answer to
 * an {@code mcp_approval_request}.
 *
 * <p>Immutable and thread-safe.
 */
public final class OpenAiResponses extends ModelEndpoint<OpenAiResponses> {
  private static final String PATH = "/responses";
  private static final String EXAMPLE = "https://api.openai.com/v1";

  private OpenAiResponses(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the endpoint at an address.
   *
   * @param baseUrl the address that {@code /responses} is put behind, such as {@code
   *     https://api.openai.com/v1}; one that already ends so is taken as it is
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static OpenAiResponses at(String baseUrl) {
    return new OpenAiResponses(EndpointSettings.at(baseUrl, EXAMPLE).below(PATH));
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param baseUrl the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static OpenAiResponses at(URI baseUrl) {
    return new OpenAiResponses(EndpointSettings.at(baseUrl, EXAMPLE).below(PATH));
  }

  @Override
  OpenAiResponses with(EndpointSettings settings) {
    return new OpenAiResponses(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request).post(settings().address).header("Accept", accepted());
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    JsonBody body = new JsonBody(settings().optionsOf(request)).member("model", this::requireModel);
    String system = settings().system;
    if (system != null) {
      body.member("instructions", system);
    }
    body.member(
            "input",
            () -> OpenAiResponsesPrompt.input(
                settings().turnsOf(request, OpenAiResponsesPrompt::input)))
        .member("store", false)
        .member("include", () -> List.of("reasoning.encrypted_content"));
    return settings().streaming ? body.member("stream", true) : body;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new OpenAiResponsesDecoder(sink, settings().strict);
  }
}
