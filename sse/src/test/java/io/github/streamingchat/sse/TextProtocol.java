package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.Supplier;

/**
 * The simplest format there is: a GET, whose events are pieces of text until one says {@code end}. Not
 * every protocol is that of a model provider.
 */
final class TextProtocol implements HttpProtocol {
  private final Supplier<HttpRequest> requests;

  TextProtocol(Supplier<HttpRequest> requests) {
    this.requests = requests;
  }

  static TextProtocol at(String url) {
    return new TextProtocol(() -> HttpRequest.newBuilder(URI.create(url)).build());
  }

  @Override
  public HttpRequest request(AnswerRequest request) {
    return requests.get();
  }

  @Override
  public StreamDecoder decoder(AnswerRequest request, EventSink sink) {
    return new StreamDecoder() {
      @Override
      public void event(SseFrame frame) {
        if (frame.data().equals("end")) {
          sink.completed(true);
        } else {
          sink.primary().text("0", frame.data());
        }
      }

      @Override
      public void wholeBody(byte[] body) {
        sink.primary().text("0", new String(body, UTF_8));
        sink.completed(true);
      }

      @Override
      public boolean end() {
        return false;
      }
    };
  }
}
