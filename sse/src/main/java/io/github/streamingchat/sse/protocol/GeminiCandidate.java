package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers to the same question; most requests have one. Pieces of text that follow each
 * other are one part, as are those of a thought, until something else or a signature comes: a
 * signature belongs to what it seals and to nothing that follows.
 */
final class GeminiCandidate {
  /** A part of a kind that this library has no word for, as it came. */
  static final String RAW_PART = "gemini.part";

  /** The signature of the part before it, which is of a kind that has no place for one. */
  static final String RAW_SIGNATURE = "gemini.thoughtSignature";

  private static final String UNKNOWN_MEDIA_TYPE = "application/octet-stream";

  private enum Running {
    NOTHING,
    TEXT,
    REASONING
  }

  private final DecodedMessage message;
  private final GeminiCalls calls;
  private final GeminiCodeRuns codeRuns;
  private Running running = Running.NOTHING;

  /** The key of what runs, and its signature. */
  private String part = "";

  private @Nullable String sealed;
  private int count;

  GeminiCandidate(JsonFrames frames, DecodedMessage message) {
    this.message = message;
    calls = new GeminiCalls(frames, message);
    codeRuns = new GeminiCodeRuns(message);
  }

  void apply(GeminiChunk.Candidate share) {
    share.parts.forEach(this::apply);
    GeminiSources.tell(message, share.grounding, share.citations);
    if (share.finishMessage != null) {
      message.metadata(Map.of("finishMessage", share.finishMessage));
    }
    FinishReason.Kind kind = kind(share.finishReason);
    if (kind != null) {
      message.finish(kind, share.finishReason);
    }
  }

  private void apply(GeminiPart piece) {
    String text = Objects.requireNonNullElse(piece.text, "");
    if (piece.isStructured()) {
      say(text, piece.thought, null);
      running = Running.NOTHING;
      applyStructured(piece);
    } else {
      say(text, piece.thought, piece.signature);
    }
  }

  private void say(String text, boolean isThought, @Nullable String signature) {
    if (text.isEmpty() && signature == null) {
      return;
    }
    run(isThought ? Running.REASONING : Running.TEXT, text, signature);
    if (isThought) {
      message.reasoning(part, text);
      message.sealReasoning(part, signature, null);
    } else {
      message.text(part, text);
      message.sealText(part, signature, null);
    }
  }

  private void run(Running kind, String text, @Nullable String signature) {
    boolean isRepeated = text.isEmpty() && Objects.equals(sealed, signature);
    if (kind != running || (sealed != null && !isRepeated)) {
      running = kind;
      part = nextKey();
      sealed = null;
    }
    if (signature != null) {
      sealed = signature;
    }
  }

  private String nextKey() {
    return "part-" + count++;
  }

  private void applyStructured(GeminiPart piece) {
    if (piece.call != null) {
      calls.take(piece.call, piece.signature);
    } else if (piece.executableCode != null) {
      codeRuns.begin(piece.executableCode, piece.signature);
    } else if (piece.codeExecutionResult != null && codeRuns.end(piece.codeExecutionResult)) {
      sign(piece.signature);
    } else if (!piece.thought && file(piece)) {
      sign(piece.signature);
    } else {
      message.raw(RAW_PART, rawOf(piece));
    }
  }

  private boolean file(GeminiPart piece) {
    Map<String, @Nullable Object> file =
        piece.inlineData != null ? piece.inlineData : piece.fileData;
    if (file == null
        || !(file.get(piece.inlineData != null ? "data" : "fileUri") instanceof String content)) {
      return false;
    }
    String mediaType = file.get("mimeType") instanceof String type ? type : UNKNOWN_MEDIA_TYPE;
    String name = file.get("displayName") instanceof String given ? given : null;
    message.put(
        nextKey(),
        piece.inlineData != null
            ? new Part.File(mediaType, name, null, content)
            : new Part.File(mediaType, name, content, null));
    return true;
  }

  private void sign(@Nullable String signature) {
    if (signature != null) {
      message.raw(RAW_SIGNATURE, signature);
    }
  }

  private static Map<String, @Nullable Object> rawOf(GeminiPart piece) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    putIfTold(whole, "inlineData", piece.inlineData);
    putIfTold(whole, "fileData", piece.fileData);
    putIfTold(whole, "codeExecutionResult", piece.codeExecutionResult);
    whole.putAll(piece.others);
    putIfTold(whole, "thought", piece.thought ? true : null);
    putIfTold(whole, "thoughtSignature", piece.signature);
    return whole;
  }

  private static void putIfTold(
      Map<String, @Nullable Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  /** What a reason comes to; null if it is none. */
  private static FinishReason.@Nullable Kind kind(@Nullable String reason) {
    if (reason == null || reason.isBlank() || reason.equals("FINISH_REASON_UNSPECIFIED")) {
      return null;
    }
    return switch (reason) {
      case "STOP" -> FinishReason.Kind.STOP;
      case "MAX_TOKENS" -> FinishReason.Kind.LENGTH;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" -> FinishReason.Kind.CONTENT_FILTER;
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "MALFORMED_RESPONSE" -> FinishReason.Kind.ERROR;
      default -> FinishReason.Kind.OTHER;
    };
  }

  boolean isFinished() {
    return message.isFinished();
  }

  /** The answer is whole. */
  void close() {
    calls.close();
    message.close();
  }
}
