package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of Anthropic's Messages API. An answer is whole when {@code message_stop} came, or
 * when a stop reason came and the connection then ended.
 *
 * <p>Lenient: an event that is no JSON is passed over and reported. If nothing but such events
 * came, the peer does not speak this protocol, and the answer fails with that.
 */
final class AnthropicDecoder implements StreamDecoder {
  private final EventSink sink;
  private final JsonFrames frames;
  private final DecodedMessage message;
  private final AnthropicBlocks blocks;
  private AnthropicUsage usage = AnthropicUsage.NONE;

  AnthropicDecoder(EventSink sink, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, "Anthropic Messages", strict);
    message = new DecodedMessage(frames, sink.primary(), AnthropicSeals.ISSUER);
    blocks = new AnthropicBlocks(frames, message);
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
    } else if (frame.type().equals("error")) {
      AnthropicEvent error = JsonFrames.readOrNull(frame.data(), AnthropicEvent::read);
      fail(error == null ? ProviderError.unstructured(frame.data()) : error.errorEvent());
    } else {
      AnthropicEvent event = frames.read(frame, AnthropicEvent::read);
      if (event != null) {
        // Some proxies drop one of the two lines that tell the type.
        apply(Objects.requireNonNullElse(event.type, frame.type()), event, frame);
      }
    }
  }

  private void apply(String type, AnthropicEvent event, SseFrame frame) {
    if (event.error != null) {
      fail(event.error);
      return;
    }
    switch (type) {
      case "message_start" -> tell(event);
      case "content_block_start" ->
        blocks.start(event.index, Objects.requireNonNullElse(event.block, Map.of()));
      case "content_block_delta" -> {
        if (!blocks.grow(event)) {
          keepDelta(event, frame);
        }
      }
      case "content_block_stop" -> blocks.stop(event.index);
      case "message_delta" -> tell(event);
      case "message_stop" -> complete(true);
      case "ping" -> sink.heartbeat();
      case "error" -> fail(event.errorEvent());
      default -> {
        keep(type, event, frame);
        return;
      }
    }
    frames.understood();
  }

  private void fail(ProviderError error) {
    if (sink.isOpen()) {
      sink.failed(ProviderErrors.of(error));
    }
  }

  /** What the message says of itself; the last word on each thing counts. */
  private void tell(AnthropicEvent event) {
    message.started(event.id, event.model);
    usage = usage.mergedWith(event.usage);
    if (!event.usage.equals(AnthropicUsage.NONE)) {
      message.usage(usage.normalised());
      message.metadata(event.usage.metadata());
    }
    message.metadata(event.metadata);
    String reason = event.stopReason;
    if (reason != null && !reason.isBlank()) {
      message.finish(kind(reason), reason);
    }
  }

  private static FinishReason.Kind kind(String stopReason) {
    return switch (stopReason) {
      case "end_turn", "stop_sequence" -> FinishReason.Kind.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.Kind.LENGTH;
      case "tool_use" -> FinishReason.Kind.TOOL_CALLS;
      case "refusal" -> FinishReason.Kind.CONTENT_FILTER;
      default -> FinishReason.Kind.OTHER; // pause_turn goes on when it is sent back
    };
  }

  private void keep(String type, AnthropicEvent event, SseFrame frame) {
    frames.notUnderstood();
    if (event.type != null) {
      message.raw(type, again(frame));
    }
  }

  private void keepDelta(AnthropicEvent event, SseFrame frame) {
    Map<String, @Nullable Object> whole = again(frame);
    message.raw(
        Objects.requireNonNullElse(event.deltaType, "content_block_delta"),
        whole == null ? null : whole.get("delta"));
  }

  /** What has no place in an {@link AnthropicEvent} is rare enough to be read twice. */
  private @Nullable Map<String, @Nullable Object> again(SseFrame frame) {
    return frames.read(frame, JsonMembers::whole);
  }

  @Override
  public void wholeBody(byte[] body) {
    AnthropicEvent answer = frames.readWhole(body, AnthropicEvent::read);
    if (answer == null) {
      return;
    }
    if (answer.error != null || "error".equals(answer.type)) {
      fail(answer.errorEvent());
    } else if (answer.content == null) {
      frames.failAsUnreadable("its JSON has no content");
    } else {
      message.started(answer.id, answer.model);
      blocks.whole(answer.content);
      tell(answer);
      complete(true);
    }
  }

  @Override
  public boolean end() {
    if (message.isFinished()) {
      complete(false);
      return true;
    }
    return frames.failIfNothingWasUnderstood();
  }

  private void complete(boolean endMarkSeen) {
    blocks.stopAll();
    message.close();
    if (sink.isOpen()) {
      sink.completed(endMarkSeen);
    }
  }
}
