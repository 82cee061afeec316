package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads events named {@code token}, {@code metadata}, {@code done} and {@code error}. */
final class TokenEventsDecoder implements StreamDecoder {
  private static final Set<String> TOKEN = Set.of("content");
  private static final Set<String> METADATA = Set.of("metadata");

  private final PlainAnswer answer;

  TokenEventsDecoder(EventSink sink, boolean strict) {
    answer = new PlainAnswer(sink, "events named token, metadata, done and error", strict);
  }

  @Override
  public void event(SseFrame frame) {
    switch (frame.type()) {
      case "token" -> {
        Map<String, @Nullable Object> token = answer.read(frame, TOKEN::contains);
        if (token != null && token.containsKey("content")) {
          answer.text(token.get("content"));
        } else if (token != null) {
          answer.notUnderstood();
        }
      }
      case "metadata" -> {
        Map<String, @Nullable Object> metadata = answer.read(frame, METADATA::contains);
        if (metadata != null) {
          answer.metadata(metadata.get("metadata"));
        }
      }
      case "done" -> answer.complete(); // whatever its data is
      case "error" -> answer.error(frame.data());
      case "ping" -> answer.heartbeat();
      default -> answer.unknown(frame.type());
    }
  }

  @Override
  public void wholeBody(byte[] body) {
    answer.whole(body);
  }

  @Override
  public boolean end() {
    return answer.end();
  }
}
