package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;

/**
 * An endpoint that streams server-sent events named {@code token}, {@code metadata}, {@code done} and
 * {@code error}.
 *
 * <pre>
 * event: token
 * data: {"content":"Hel"}
 *
 * event: metadata
 * data: {"metadata":{"sql":"select 1"}}
 *
 * event: done
 * data: {}
 *
 * event: error
 * data: {"error":"what went wrong"}
 * </pre>
 *
 * <p>The metadata becomes that of the message; a member {@code stream_id} in it is also the id by
 * which the server can be asked to cancel. {@code done} completes the answer and {@code error} fails
 * it, with the text kept; without either of them it was cut. By the rules of server-sent events an event
 * needs a {@code data} line, if an empty one, to be an event at all: that holds for {@code done} too.
 * A server that answers with one JSON body instead of a stream is understood if that has the members
 * {@code content} and {@code metadata}, or {@code error}.
 *
 * <p>It is asked by a POST of {@code {"query":"...","pageId":"...","stream":true}} with the last
 * question and the conversation's id, unless {@link #option}, {@link #optionFrom} or {@link #request}
 * say otherwise.
 *
 * <pre>{@code
 * Chat chat = Chat.over(TokenEvents.at("https://app.example/api/chat-query")
 *     .option("workspaceId", "w1")
 *     .optionFrom("queryResults", request -> rows.of(request.conversationId())));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class TokenEvents extends HttpEndpoint<TokenEvents> {
  private static final String EXAMPLE = "https://host.example/api/chat";

  private TokenEvents(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the endpoint at an address.
   *
   * @param url the address, as it is
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static TokenEvents at(String url) {
    return new TokenEvents(EndpointSettings.at(url, EXAMPLE));
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param url the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static TokenEvents at(URI url) {
    return new TokenEvents(EndpointSettings.at(url, EXAMPLE));
  }

  @Override
  TokenEvents with(EndpointSettings settings) {
    return new TokenEvents(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return new JsonBody(settings().optionsOf(request))
        .member("query", () -> SentText.question(request.messages()))
        .member("pageId", request.conversationId())
        .member("stream", true)
        .post(settings().address);
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new TokenEventsDecoder(sink, settings().strict);
  }
}
