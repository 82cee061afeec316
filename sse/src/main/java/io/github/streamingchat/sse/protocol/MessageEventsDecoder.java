package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code message}, {@code error} and {@code complete}: as event names with the data beside them,
 * or as a member {@code event} with the data in a member {@code data}, which a line has to have and an
 * event may have. The data is an object, or a string that holds one.
 */
final class MessageEventsDecoder implements StreamDecoder {
  private final PlainAnswer answer;
  private final ChunkMetadata joined = new ChunkMetadata();

  MessageEventsDecoder(EventSink sink, boolean strict) {
    answer = new PlainAnswer(sink, "events named message, error and complete", strict);
  }

  @Override
  public void event(SseFrame frame) {
    switch (frame.type()) {
      case "message" -> message(frame);
      case "complete" -> answer.complete(); // whatever its data is
      case "error" -> answer.error(frame.data());
      case "ping" -> answer.heartbeat();
      default -> answer.unknown(frame.type());
    }
  }

  private void message(SseFrame frame) {
    Map<String, @Nullable Object> message = answer.readAllButText(frame);
    if (message == null) {
      return;
    }
    if (!message.containsKey("event")) {
      chunk(message);
      return;
    }
    Object kind = message.get("event");
    Object data = message.get("data");
    switch (kind instanceof String name ? name : "") {
      case "message" -> chunk(answer.object(data));
      case "complete" -> answer.complete();
      case "error" -> answer.error(data);
      case "ping" -> answer.heartbeat();
      default -> answer.unknown(kind);
    }
  }

  private void chunk(@Nullable Map<String, @Nullable Object> chunk) {
    if (chunk == null) {
      return;
    }
    answer.streamId(chunk.get("stream_id"));
    Object metadata = chunk.get("metadata");
    if (chunk.get("error") != null) {
      answer.error(chunk); // from a server that forgot to name the event
    } else if (chunk.containsKey("content") || metadata != null) {
      answer.text(chunk.get("content"));
      answer.metadata(metadata instanceof Map<?, ?> members ? joined.with(members) : metadata);
    } else {
      answer.notUnderstood();
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
