package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.transport.MessageSink;
import org.jspecify.annotations.Nullable;

/** One of the answers to the same question; most requests have one. */
final class OpenAiCandidate {
  private final JsonFrames frames;
  private final MessageSink message;
  private final Growing content = new Growing();
  private final Growing refusal = new Growing();
  private boolean finished;

  OpenAiCandidate(JsonFrames frames, MessageSink message) {
    this.frames = frames;
    this.message = message;
  }

  void apply(OpenAiChunk.Choice choice) {
    text(choice.delta.content);
    wholeText(choice.whole.content);
    refusal(choice.delta.refusal);
    refusal(rest(refusal, choice.whole.refusal));
    if (choice.finishReason != null && !choice.finishReason.isBlank()) {
      finished = true;
      message.finish(finishReason(choice.finishReason));
    }
  }

  private void text(@Nullable String piece) {
    if (piece != null) {
      content.add(piece);
      message.text("content", piece);
    }
  }

  /**
   * A closing chunk of some servers repeats the whole. What of it is new only the message knows: this
   * stream may go on where another one broke off, and have brought the end of the text only.
   */
  private void wholeText(@Nullable String whole) {
    if (whole == null) {
      return;
    }
    boolean isNothing = whole.isEmpty() && content.length > 0;
    if (isNothing || (frames.isStrict() && !content.begins(whole) && !content.ends(whole))) {
      differs();
    } else if (!whole.isEmpty()) {
      content.become(whole);
      message.replaceText("content", whole);
    }
  }

  private void differs() {
    frames.problem(
        "text_differs",
        "the whole text at the end differs from the pieces before it, which were kept");
  }

  private void refusal(@Nullable String piece) {
    if (piece != null) {
      refusal.add(piece);
      message.refusal("refusal", piece);
    }
  }

  /** Only what is new of a whole that follows its pieces counts. */
  private @Nullable String rest(Growing known, @Nullable String whole) {
    if (whole == null || known.begins(whole)) {
      return whole == null ? null : whole.substring(known.length);
    }
    differs();
    return null;
  }

  private static FinishReason finishReason(String word) {
    FinishReason.Kind kind = switch (word) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      case "tool_calls", "function_call" -> FinishReason.Kind.TOOL_CALLS;
      case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
      default -> FinishReason.Kind.OTHER;
    };
    return new FinishReason(kind, word);
  }

  boolean isFinished() {
    return finished;
  }

  void finishIfUnknown() {
    if (!finished) {
      message.finish(FinishReason.UNKNOWN);
    }
  }

  /** Length and hash of a text so far, by String.hashCode's own rule: enough to know it again. */
  private static final class Growing {
    int length;
    private int hash;

    void add(String piece) {
      for (int i = 0; i < piece.length(); i++) {
        hash = 31 * hash + piece.charAt(i);
      }
      length += piece.length();
    }

    void become(String whole) {
      hash = whole.hashCode();
      length = whole.length();
    }

    boolean begins(String whole) {
      return whole.length() >= length && whole.substring(0, length).hashCode() == hash;
    }

    boolean ends(String whole) {
      return whole.length() >= length
          && whole.substring(whole.length() - length).hashCode() == hash;
    }
  }
}
