package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;

/**
 * An endpoint that streams JSON lines of a {@code type} and its {@code data}: pieces of text, metadata,
 * and a line that says the answer is complete.
 *
 * <pre>
 * {"type":"text","data":"Hel"}
 * {"type":"text","data":"lo"}
 * {"type":"metadata","data":{"source":"page 3"}}
 * {"type":"complete"}
 * </pre>
 *
 * <p>The metadata becomes that of the message; a member {@code stream_id} in it is also the id by
 * which the server can be asked to cancel. An answer without {@code complete} was cut, however it ended.
 * The format has no error of its own: a line of type {@code error}, or with a member {@code error},
 * fails the answer.
 *
 * <p>It is asked by a POST of {@code {"messages":[{"role":"user","content":"..."}],"stream":true}} with
 * the whole conversation, unless {@link #option} or {@link #request} say otherwise.
 *
 * <pre>{@code
 * Chat chat = Chat.over(TextLines.at("https://docs.example/api/chat").option("doc_id", 7));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class TextLines extends HttpEndpoint<TextLines> {
  private static final String EXAMPLE = "https://host.example/chat";

  private TextLines(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the endpoint at an address.
   *
   * @param url the address, as it is
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static TextLines at(String url) {
    return new TextLines(EndpointSettings.at(url, EXAMPLE));
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param url the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static TextLines at(URI url) {
    return new TextLines(EndpointSettings.at(url, EXAMPLE));
  }

  @Override
  TextLines with(EndpointSettings settings) {
    return new TextLines(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return new JsonBody(settings().optionsOf(request))
        .member("messages", () -> SentText.turns(settings().turnsOf(request, SentText::turns)))
        .member("stream", true)
        .post(settings().address);
  }

  @Override
  Framing framing() {
    return Framing.JSON_LINES;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new TextLinesDecoder(sink, settings().strict);
  }
}
