package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * An endpoint that speaks the <a href="https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol">UI message
 * stream</a> of Vercel's AI SDK, version 1: the chat route of an application that is built with it.
 *
 * <pre>{@code
 * Chat chat = Chat.over(UiMessages.at("https://app.example/api/chat"));
 * }</pre>
 *
 * <p>It is asked as the SDK's default chat transport asks: a POST of the conversation's id as {@code
 * id}, of its messages as UI messages, and of the trigger {@code submit-message}. The server knows a
 * message again by its id, which is the one that the server gave it, if any; a message's metadata goes
 * with it. What else the server wants to know, such as a model, is an {@link #option}.
 *
 * <p>The parts of an answer are those of the stream. Data of a type {@code data-chart} is a {@link
 * io.github.streamingchat.Part.Data} of type {@code chart}; what is transient goes to listeners only. A
 * wish to have a tool call approved is data of type {@code tool-approval-request}. What a server tells of
 * a part for the provider behind it is kept with the part, and sent back. Metadata is merged as it comes,
 * and what an answer cost is read from it where it has one of the usual shapes.
 *
 * <p>An answer is whole once its finish was told. A stream that ends without is truncated, also if it
 * has its end mark. An {@code abort} says that the server cancelled the answer, which nobody on this side
 * asked for: the answer fails with kind PROVIDER and code {@code aborted}, is not tried again, and keeps
 * the text that came.
 *
 * <p>Immutable and thread-safe.
 */
public final class UiMessages extends HttpEndpoint<UiMessages> {
  private static final String EXAMPLE = "https://app.example/api/chat";

  private final boolean resumable;

  private UiMessages(EndpointSettings settings, boolean resumable) {
    super(settings);
    this.resumable = resumable;
  }

  /**
   * Describes the endpoint at an address.
   *
   * @param url the address of the chat route, such as {@code https://app.example/api/chat}
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static UiMessages at(String url) {
    return new UiMessages(EndpointSettings.at(url, EXAMPLE), false);
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param url the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static UiMessages at(URI url) {
    return new UiMessages(EndpointSettings.at(url, EXAMPLE), false);
  }

  /**
   * Sets whether the server keeps its streams, so that one whose connection broke can be asked for
   * again, by a GET of {@code {url}/{id of the conversation}/stream}. It then comes again from its first
   * chunk, and what is known of it is passed over. That is done where the chat's policy is {@code
   * RetryPolicy.AfterText.RESUME}. A server that answers with status 204 has nothing to resume any more:
   * the answer fails with kind PROTOCOL and code {@code http_204}, and keeps the text that came.
   *
   * @param resumable false by default: few servers do
   * @return a description with that setting
   */
  public UiMessages resumable(boolean resumable) {
    return new UiMessages(settings(), resumable);
  }

  @Override
  UiMessages with(EndpointSettings settings) {
    return new UiMessages(settings, resumable);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return resumable && request.resumed()
        ? resuming(request)
        : body(request).post(settings().address);
  }

  private HttpRequest.Builder resuming(AnswerRequest request) {
    String base = Objects.requireNonNullElse(settings().address.getRawPath(), "");
    String chat = URLEncoder.encode(chatId(request), StandardCharsets.UTF_8).replace("+", "%20");
    String path = base.replaceAll("/+$", "") + "/" + chat + "/stream";
    return HttpRequest.newBuilder(settings().at(path).address).GET();
  }

  /** The id that the server knows the conversation by, which an option may have changed. */
  private String chatId(AnswerRequest request) {
    String option = settings().optionsOf(request).get("id");
    Object chosen = option == null ? null : JsonFrames.readOrNull(option, JsonMembers::wholeOrText);
    return chosen instanceof String id ? id : request.conversationId();
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    Map<String, String> options = settings().optionsOf(request);
    JsonBody body = new JsonBody(options).member("id", request.conversationId());
    if (options.containsKey("messages")) {
      return body.member("trigger", "submit-message");
    }
    UiMessagesPrompt prompt = new UiMessagesPrompt(settings().history, request.messages());
    body.member("messages", prompt.messages()).member("trigger", "submit-message");
    String continued = prompt.continued();
    return continued == null ? body : body.member("messageId", continued);
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new UiMessagesDecoder(sink, settings().strict, resumable);
  }
}
