package io.github.streamingchat.sse;

import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.http.HttpRequest;

/**
 * A wire format over HTTP: how to ask, and how to read the answer.
 *
 * <p>Implementations are thread-safe; the decoders they make need not be.
 */
public interface HttpProtocol {
  /**
   * Makes the request of one attempt: address, method, headers and body, each made anew, so that a
   * token may be a fresh one. Called on the chat's executor and may block. The request should carry no
   * timeout of its own: from JDK 26 on it would cut the stream (JDK-8208693), and the chat's clocks
   * cover every phase. Its body should be one that can be published again, as a redirect sends it to
   * another address.
   *
   * @param request what to ask
   * @return the HTTP request; a missing {@code Accept} header is added
   * @throws UnsendableException if this format cannot ask about these messages; it fails the answer
   *     with kind REQUEST and its message
   * @throws RuntimeException whatever the application's suppliers throw; it fails the answer with
   *     kind APPLICATION
   */
  HttpRequest request(AnswerRequest request);

  /**
   * Tells how the answer's bytes are divided into frames, which also says what {@code Accept} header
   * is added and which content types are read. Always the same.
   *
   * @return {@link Framing#EVENT_STREAM} by default
   */
  default Framing framing() {
    return Framing.EVENT_STREAM;
  }

  /**
   * Tells whether the request of a further attempt may carry fresh credentials. A status 401 is then
   * followed by one more attempt at once, if the retry policy allows any.
   *
   * @return false by default
   */
  default boolean refreshesCredentials() {
    return false;
  }

  /**
   * Makes the decoder of one attempt's answer.
   *
   * @param request what was asked
   * @param sink where the decoder pushes what it reads
   * @return a new decoder
   */
  StreamDecoder decoder(AnswerRequest request, EventSink sink);
}
