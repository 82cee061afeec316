package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of OpenAI's Responses API. An answer ends with the first event that says how it ended;
 * there is no other end mark, and without such an event it is not whole.
 *
 * <p>Lenient: an event that is no JSON is passed over and reported. If nothing but such events came, the
 * peer does not speak this protocol, and the answer fails with that.
 */
final class OpenAiResponsesDecoder implements StreamDecoder {
  private static final String PREFIX = "response.";
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";
  private static final String FAILED = "failed";
  private static final String CANCELLED = "cancelled";

  private final EventSink sink;
  private final JsonFrames frames;
  private final SequenceNumbers numbers;
  private final DecodedMessage message;
  private final OpenAiResponsesItems items;

  OpenAiResponsesDecoder(EventSink sink, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, "OpenAI Responses", strict);
    numbers = new SequenceNumbers(frames);
    message = new DecodedMessage(frames, sink.primary(), OpenAiResponsesFormat.ISSUER);
    items = new OpenAiResponsesItems(frames, message);
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
    } else if (!DoneMark.is(frame)) { // which is another format's, but some gateways add it
      OpenAiResponsesEvent event = read(frame);
      if (event != null) {
        apply(frame, event);
      }
    }
  }

  private @Nullable OpenAiResponsesEvent read(SseFrame frame) {
    if (!frame.type().equals("error")) {
      return frames.read(frame, OpenAiResponsesEvent::read);
    }
    OpenAiResponsesEvent error = JsonFrames.readOrNull(frame.data(), OpenAiResponsesEvent::read);
    sink.failed(ProviderErrors.of(
        error == null ? ProviderError.unstructured(frame.data()) : error.error()));
    return null;
  }

  private void apply(SseFrame frame, OpenAiResponsesEvent event) {
    String type = event.type == null ? frame.type() : event.type;
    if (event.isError(type)) {
      sink.failed(ProviderErrors.of(event.error()));
    } else if (isEnd(type)) { // and so the first: nothing is read behind it
      frames.understood();
      end(type.substring(PREFIX.length()), event.response);
    } else if (numbers.isNew(event.sequence, type) && sink.isOpen()) {
      progress(frame, type, event);
    }
  }

  private static boolean isEnd(String type) {
    return type.startsWith(PREFIX)
        && switch (type.substring(PREFIX.length())) {
          case COMPLETED, INCOMPLETE, FAILED, CANCELLED -> true;
          default -> false;
        };
  }

  private void progress(SseFrame frame, String type, OpenAiResponsesEvent event) {
    switch (type) {
      case "response.created", "response.in_progress", "response.queued" -> {
        if (event.response != null) {
          message.started(event.response.id, event.response.model);
        }
      }
      case "response.output_item.added" -> items.added(event);
      case "response.output_item.done" -> {
        if (event.item != null) {
          items.done(event.item, event.outputIndex);
        }
      }
      case "response.output_text.delta", "response.output_text.done" -> items.text(event);
      case "response.output_text.annotation.added" -> items.annotation(event);
      case "response.refusal.delta", "response.refusal.done" -> items.refusal(event);
      case "response.reasoning_summary_text.delta", "response.reasoning_summary_text.done" ->
        items.summary(event);
      case "response.reasoning_text.delta", "response.reasoning_text.done" -> items.thought(event);
      case "response.function_call_arguments.delta",
          "response.custom_tool_call_input.delta",
          "response.mcp_call_arguments.delta",
          "response.code_interpreter_call_code.delta" -> items.arguments(event);
      case "response.function_call_arguments.done",
          "response.custom_tool_call_input.done",
          "response.mcp_call_arguments.done" -> items.wholeArguments(event, event.whole);
      case "response.code_interpreter_call_code.done" -> items.wholeArguments(event, event.code());
      case "response.content_part.added",
          "response.content_part.done",
          "response.reasoning_summary_part.added",
          "response.reasoning_summary_part.done" -> {} // the other events say the same
      case "keepalive" -> sink.heartbeat();
      default -> {
        other(frame, type);
        return;
      }
    }
    frames.understood();
  }

  /** What this library has no word for, such as the progress of a search, is kept as it came. */
  private void other(SseFrame frame, String type) {
    frames.notUnderstood();
    message.raw(
        Objects.requireNonNullElse(DecodedMessage.named(type), "event"),
        frames.read(frame, JsonMembers::whole));
  }

  /** A response tells how it ended; where its event says that too, some servers err in one of them. */
  private void end(String how, @Nullable OpenAiResponse response) {
    if (response == null) {
      end(how, null, null);
      return;
    }
    message.started(response.id, response.model);
    message.usage(response.usage);
    String status = Objects.requireNonNullElse(response.status, how);
    boolean isWorse =
        status.equals(INCOMPLETE) || status.equals(FAILED) || status.equals(CANCELLED);
    String ended = how.equals(COMPLETED) && isWorse ? status : how;
    if (!ended.equals(FAILED) && !ended.equals(CANCELLED)) {
      items.output(response.output);
    }
    end(ended, response.incompleteReason, response.error);
  }

  private void end(String how, @Nullable String reason, @Nullable ProviderError error) {
    switch (how) {
      case COMPLETED -> {
        items.close();
        message.finish(FinishReason.Kind.STOP, COMPLETED);
        message.close();
      }
      case INCOMPLETE -> message.finish(incomplete(reason), reason == null ? INCOMPLETE : reason);
      default -> {
        ProviderError unnamed = new ProviderError(null, null, PREFIX + how);
        sink.failed(ProviderErrors.of(error == null ? unnamed : error));
      }
    }
    if (sink.isOpen()) {
      sink.completed(true);
    }
  }

  private static FinishReason.Kind incomplete(@Nullable String reason) {
    return switch (Objects.requireNonNullElse(reason, "")) {
      case "max_output_tokens" -> FinishReason.Kind.LENGTH;
      case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
      default -> FinishReason.Kind.OTHER;
    };
  }

  @Override
  public void wholeBody(byte[] body) {
    OpenAiResponse answer = frames.readWhole(body, OpenAiResponse::whole);
    if (answer == null) {
      return;
    }
    if (answer.error != null) {
      end(FAILED, answer);
    } else if (answer.output == null) {
      frames.failAsUnreadable("its JSON has no output");
    } else if ("in_progress".equals(answer.status) || "queued".equals(answer.status)) {
      sink.failed(ProviderErrors.of(new ProviderError(
          "the answer is made in the background, and has not ended yet",
          null,
          PREFIX + answer.status)));
    } else {
      end(COMPLETED, answer);
    }
  }

  @Override
  public boolean end() {
    return frames.failIfNothingWasUnderstood();
  }
}
