package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** OpenAI Chat Completions over HTTP: a POST for each attempt, with its key asked for anew. */
final class OpenAiProtocol implements HttpProtocol {
  private final OpenAi endpoint;

  OpenAiProtocol(OpenAi endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public HttpRequest request(AnswerRequest request) {
    byte[] body = OpenAiRequest.bytes(endpoint, request.messages());
    HttpRequest.Builder http = HttpRequest.newBuilder(endpoint.address())
        .header("Content-Type", "application/json")
        .header("Accept", endpoint.streaming() ? "text/event-stream" : "application/json")
        .POST(BodyPublishers.ofByteArray(body));
    String key = endpoint.currentKey();
    if (key != null && !key.isBlank()) {
      http.setHeader("Authorization", supplied(key));
    }
    endpoint.headers().forEach(http::setHeader);
    return http.build();
  }

  /** The words of the check are safe to show, which those of other exceptions may not be. */
  private static String supplied(String key) {
    try {
      return bearer(key);
    } catch (IllegalArgumentException refused) {
      throw new ChatException(String.valueOf(refused.getMessage()));
    }
  }

  /** Checks the key: the JDK would refuse the header with a message that shows it. */
  static String bearer(String key) {
    String token = key.strip();
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c >= 0x7F) {
        throw new IllegalArgumentException(
            "the API key has a character at position %d that no header can carry; check how it was read"
                .formatted(i));
      }
    }
    return "Bearer " + token;
  }

  @Override
  public StreamDecoder decoder(AnswerRequest request, EventSink sink) {
    return new OpenAiDecoder(sink);
  }
}
