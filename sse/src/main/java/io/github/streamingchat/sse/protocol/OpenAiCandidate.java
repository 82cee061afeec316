package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the answers to the same question; most requests have one. */
final class OpenAiCandidate {
  private static final String TEXT = "content";
  private static final String REFUSAL = "refusal";

  private final DecodedMessage message;
  private final OpenAiToolCalls toolCalls;
  private final InterleavedReasoning reasoning;

  OpenAiCandidate(JsonFrames frames, DecodedMessage message) {
    this.message = message;
    toolCalls = new OpenAiToolCalls(frames, message);
    reasoning = new InterleavedReasoning(message);
  }

  void apply(OpenAiChunk.Choice choice) {
    if (choice.delta != null) {
      applyPieces(choice.delta);
    }
    if (choice.whole != null) {
      applyWhole(choice.whole);
    }
    if (choice.finishReason != null && !choice.finishReason.isBlank()) {
      message.finish(kind(choice.finishReason), choice.finishReason);
    }
  }

  private void applyPieces(OpenAiDelta delta) {
    reasoning.piece(delta.reasoning());
    if (delta.content != null && !delta.content.isEmpty()) {
      reasoning.close();
      message.text(TEXT, delta.content);
    }
    message.refusal(REFUSAL, delta.refusal);
    if (!delta.isPlain()) {
      for (OpenAiDelta.ToolCall piece : delta.toolCalls) {
        reasoning.close();
        toolCalls.piece(piece);
      }
      sources(delta.annotations);
    }
  }

  /** A closing chunk of some servers repeats the whole; the answer in one piece is nothing else. */
  private void applyWhole(OpenAiDelta whole) {
    reasoning.whole(whole.reasoning());
    message.wholeText(TEXT, whole.content);
    message.wholeRefusal(REFUSAL, whole.refusal);
    toolCalls.whole(whole.toolCalls);
    sources(whole.annotations);
  }

  /** Models that search the web tell their citations beside the text; the whole repeats them. */
  private void sources(List<Map<String, @Nullable Object>> annotations) {
    for (Map<String, @Nullable Object> annotation : annotations) {
      Part.Source source = annotation.get("url_citation") instanceof Map<?, ?> citation
          ? OpenAiSources.of(citation)
          : null;
      if (source != null && source.url() != null) {
        message.put(source.url(), source);
      } else {
        message.raw("annotation", annotation);
      }
    }
  }

  private static FinishReason.Kind kind(String word) {
    return switch (word) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      case "tool_calls", "function_call" -> FinishReason.Kind.TOOL_CALLS;
      case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
      case "error" -> FinishReason.Kind.ERROR;
      default -> FinishReason.Kind.OTHER;
    };
  }

  boolean isFinished() {
    return message.isFinished();
  }

  /** The answer is whole. */
  void close() {
    toolCalls.close();
    message.close();
  }
}
