package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON lines of Ollama's {@code /api/chat}, and of {@code /api/generate}, which has the text
 * in another place. An answer is whole when a line says {@code "done":true}, which may carry text of its
 * own; there is no other end.
 */
final class OllamaDecoder implements StreamDecoder {
  private static final String TEXT = "content";

  private final EventSink sink;
  private final JsonFrames frames;
  private final DecodedMessage message;
  private final InterleavedReasoning reasoning;
  private int toolCalls;

  OllamaDecoder(EventSink sink, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, "Ollama's chat protocol", strict);
    message = new DecodedMessage(frames, sink.primary(), "ollama");
    reasoning = new InterleavedReasoning(message);
  }

  @Override
  public void event(SseFrame frame) {
    OllamaLine line = frames.read(frame, OllamaLine::read);
    if (line == null) {
      return;
    }
    if (line.isOfThisProtocol()) {
      frames.understood();
      apply(line);
    } else {
      frames.notUnderstood();
      message.raw("line", frames.read(frame, JsonMembers::whole));
    }
  }

  private void apply(OllamaLine line) {
    if (line.error != null) {
      sink.failed(ProviderErrors.of(line.error));
      return;
    }
    message.started(null, line.model);
    reasoning.piece(line.thinking);
    if (line.text != null && !line.text.isEmpty()) {
      reasoning.close();
      message.text(TEXT, line.text);
    }
    for (OllamaLine.ToolCall call : line.toolCalls) {
      reasoning.close();
      toolCall(call);
    }
    if (line.done) {
      finish(line);
    }
  }

  /** Each is another call, also those that have the same index or no id. */
  private void toolCall(OllamaLine.ToolCall call) {
    if (call.name == null || call.name.isBlank()) {
      frames.problem("tool_call_without_name", "a tool call has no name, and was passed over");
      return;
    }
    String part = "call-" + toolCalls++;
    String id = call.id == null || call.id.isBlank() ? part : call.id;
    message.wholeToolCall(part, id, call.name, call.arguments, false, null);
  }

  private void finish(OllamaLine line) {
    message.usage(line.usage());
    message.metadata(line.durations());
    String reason = line.doneReason == null || line.doneReason.isBlank() ? null : line.doneReason;
    message.finish(kind(reason), reason);
    message.close();
    if (sink.isOpen()) {
      sink.completed(true);
    }
  }

  /** The provider has no reason of its own for tool calls. */
  private FinishReason.Kind kind(@Nullable String reason) {
    if (message.hasToolCalls()) {
      return FinishReason.Kind.TOOL_CALLS;
    }
    if (reason == null) {
      return FinishReason.Kind.UNKNOWN;
    }
    return switch (reason) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      // Such as "load" and "unload" of a request that generated nothing.
      default -> FinishReason.Kind.OTHER;
    };
  }

  /** An answer in one piece is one line. */
  @Override
  public void wholeBody(byte[] body) {
    LinesBody.read(body, this, sink::isOpen, () -> sink.truncated(null));
  }

  @Override
  public boolean end() {
    return frames.failIfNothingWasUnderstood();
  }
}
