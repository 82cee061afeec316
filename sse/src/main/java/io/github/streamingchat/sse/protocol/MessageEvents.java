package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An endpoint that streams {@code message}, {@code error} and {@code complete}, as server-sent events
 * or as JSON lines.
 *
 * <pre>
 * event: message
 * data: {"content":"Hi","metadata":{"token_count":1,"is_code":false,"is_link":false}}
 *
 * event: error
 * data: {"error":{"type":"llm","message":"what went wrong","attempt":2}}
 *
 * event: complete
 * data: {}
 * </pre>
 *
 * <p>As JSON lines, and wherever a server likes it better, the event's name is a member beside its data:
 * {@code {"event":"message","data":{"content":"Hi"}}}. The data may also be a string that holds the
 * object, and the error may be {@code {"type":"llm_error","message":"..."}} or plain words. An error of
 * type {@code connection}, {@code server} or {@code llm} has kind CONNECTION, SERVER or PROVIDER and may
 * be tried again. By the rules of server-sent events an event needs a {@code data} line, if an empty
 * one, to be an event at all: that holds for {@code complete} too, without which an answer was cut.
 *
 * <p>The metadata of the chunks becomes that of the message: {@code token_count} is added up, {@code
 * is_code} and {@code is_link} say whether any chunk was so, and of everything else the last word
 * counts. A member {@code stream_id} of a chunk or of its metadata is the id by which the server
 * can be asked to cancel.
 *
 * <p>It is asked by a GET with the last question as the parameter {@code prompt}, unless {@link
 * #questionParameter}, {@link #option} or {@link #request} say otherwise.
 *
 * <pre>{@code
 * Chat chat =
 * Chat.over(MessageEvents.at("https://app.example/stream-chat").questionParameter("message"));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class MessageEvents extends HttpEndpoint<MessageEvents> {
  private static final String EXAMPLE = "https://host.example/stream";

  private final Framing framing;
  private final String questionParameter;

  private MessageEvents(EndpointSettings settings, Framing framing, String questionParameter) {
    super(settings);
    this.framing = framing;
    this.questionParameter = questionParameter;
  }

  /**
   * Describes the endpoint at an address.
   *
   * @param url the address without the question; a query that it has is kept
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static MessageEvents at(String url) {
    return at(EndpointSettings.at(url, EXAMPLE));
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param url the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static MessageEvents at(URI url) {
    return at(EndpointSettings.at(url, EXAMPLE));
  }

  private static MessageEvents at(EndpointSettings settings) {
    return new MessageEvents(settings, Framing.EVENT_STREAM, "prompt");
  }

  /**
   * Sets how the answer's bytes are divided into events.
   *
   * @param newFraming {@link Framing#EVENT_STREAM} by default
   * @return a description with that framing
   */
  public MessageEvents framing(Framing newFraming) {
    Objects.requireNonNull(newFraming, "framing");
    return new MessageEvents(settings(), newFraming, questionParameter);
  }

  /**
   * Sets the name of the query's parameter that carries the question.
   *
   * @param name {@code prompt} by default
   * @return a description with that name
   */
  public MessageEvents questionParameter(String name) {
    Objects.requireNonNull(name, "name");
    return new MessageEvents(settings(), framing, name);
  }

  @Override
  MessageEvents with(EndpointSettings settings) {
    return new MessageEvents(settings, framing, questionParameter);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> options = settings().optionsOf(request);
    if (!options.containsKey(questionParameter)) {
      parameters.put(questionParameter, SentText.question(request.messages()));
    }
    options.forEach((name, json) -> parameters.put(name, Query.value(json)));
    return HttpRequest.newBuilder(Query.added(settings().address, parameters)).GET();
  }

  @Override
  Framing framing() {
    return framing;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new MessageEventsDecoder(sink, settings().strict);
  }
}
