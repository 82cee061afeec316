package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** An endpoint's wire format over HTTP: a request for each attempt, with its key asked for anew. */
final class EndpointProtocol implements HttpProtocol {
  private final HttpEndpoint<?> endpoint;
  private final EndpointSettings settings;

  EndpointProtocol(HttpEndpoint<?> endpoint) {
    this.endpoint = endpoint;
    settings = endpoint.settings();
  }

  @Override
  public Framing framing() {
    return endpoint.framing();
  }

  @Override
  public boolean refreshesCredentials() {
    return settings.keyChanges;
  }

  @Override
  public HttpRequest request(AnswerRequest request) {
    Function<? super AnswerRequest, HttpRequest> own = settings.request;
    HttpRequest.Builder http = own == null
        ? endpoint.asking(request).header("Idempotency-Key", headerValue(request))
        : HttpRequest.newBuilder(own.apply(request), (name, value) -> true);
    String key = settings.apiKey == null ? null : settings.apiKey.get();
    if (key != null && !key.isBlank()) {
      endpoint.authorize(http, supplied(key));
    }
    settings.headers.forEach(http::setHeader);
    return http.build();
  }

  /** An id of the application's own may hold what no header can carry. */
  private static String headerValue(AnswerRequest request) {
    return URLEncoder.encode(request.idempotencyKey(), StandardCharsets.UTF_8);
  }

  /** The words of the check are safe to show, which those of other exceptions may not be. */
  private static String supplied(String key) {
    try {
      return requireSendable(key);
    } catch (IllegalArgumentException refused) {
      throw new ChatException(String.valueOf(refused.getMessage()));
    }
  }

  /** Checks the key: the JDK would refuse the header with a message that shows it. */
  static String requireSendable(String key) {
    String token = key.strip();
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c >= 0x7F) {
        throw new IllegalArgumentException(
            "the API key has a character at position %d that no header can carry; check how it was read"
                .formatted(i));
      }
    }
    return token;
  }

  @Override
  public StreamDecoder decoder(AnswerRequest request, EventSink sink) {
    return endpoint.decoder(request, sink);
  }
}
