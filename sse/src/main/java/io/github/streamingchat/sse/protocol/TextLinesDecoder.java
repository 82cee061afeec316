package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lines of {@code {"type":"text","data":"..."}}, {@code metadata} and {@code complete}. */
final class TextLinesDecoder implements StreamDecoder {
  private static final Set<String> MEMBERS = Set.of("type", "data", "error", "message", "code");

  private final PlainAnswer answer;

  TextLinesDecoder(EventSink sink, boolean strict) {
    answer = new PlainAnswer(sink, "JSON lines of text, metadata and complete", strict);
  }

  @Override
  public void event(SseFrame frame) {
    Map<String, @Nullable Object> line = answer.read(frame, MEMBERS::contains);
    if (line == null) {
      return;
    }
    Object type = line.get("type");
    Object data = line.get("data");
    switch (type instanceof String name ? name : "") {
      case "text" -> answer.text(data);
      case "metadata" -> answer.metadata(data);
      case "complete" -> answer.complete();
      // The format has no error of its own; servers that tell one do it like this.
      case "error" -> answer.error(data == null ? line : data);
      case "ping" -> answer.heartbeat();
      default -> {
        if (line.get("error") == null) {
          answer.unknown(type);
        } else {
          answer.error(line);
        }
      }
    }
  }

  /** The format has no other form than lines. */
  @Override
  public void wholeBody(byte[] body) {
    LinesBody.read(body, this, answer::isOpen, answer::truncated);
  }

  @Override
  public boolean end() {
    return answer.end();
  }
}
