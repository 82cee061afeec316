package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One message of an agent's run. It joins the answer with the first thing that it says: some agents begin
 * and end messages that say nothing.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiMessage {
  /** The one text that a message has. */
  static final String TEXT = "content";

  /** One that is told more of itself than this, in characters, is one of the answer's. */
  private static final int LONGEST_EARLY = 4096;

  private final JsonFrames frames;
  private final Supplier<DecodedMessage> joining;
  private final Set<String> unanswered = new HashSet<>();

  /** What was told of it before it joined. */
  private final Map<String, @Nullable Object> early = new LinkedHashMap<>();

  private @Nullable DecodedMessage told;
  private @Nullable String author;
  private @Nullable FinishReason reason;

  /**
   * Begins a message.
   *
   * @param joining makes it one of the answer's
   */
  AgUiMessage(JsonFrames frames, Supplier<DecodedMessage> joining) {
    this.frames = frames;
    this.joining = joining;
  }

  /** What the answer has of it, to be asked for when it says something. */
  DecodedMessage told() {
    DecodedMessage joined = told;
    if (joined == null) {
      joined = joining.get();
      told = joined;
      tellAuthor(joined);
      joined.metadata(early);
      early.clear();
    }
    return joined;
  }

  void author(@Nullable String name) {
    if (name != null && !name.isBlank()) {
      author = name;
      if (told != null) {
        tellAuthor(told);
      }
    }
  }

  private void tellAuthor(DecodedMessage joined) {
    if (author != null && frames.isOpen()) {
      joined.sink().author(Author.named(author));
    }
  }

  /** Metadata is merged shallowly; the reason why a model stopped has no other place in AG-UI. */
  void metadata(Map<String, @Nullable Object> members) {
    if (told == null) {
      early.putAll(members);
      joinIfLarge();
    } else {
      told.metadata(members);
    }
    if (members.get("finishReason") instanceof String word && !word.isBlank()) {
      reason = new FinishReason(kind(word), word);
    }
  }

  /** What has joined is within the limits of a message; what has not must not fill the memory. */
  private void joinIfLarge() {
    if (new Part.Data("metadata", null, early).length() > LONGEST_EARLY) {
      told();
    }
  }

  private static FinishReason.Kind kind(String word) {
    return switch (word.replace('-', '_')) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      case "tool_calls" -> FinishReason.Kind.TOOL_CALLS;
      case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
      case "error" -> FinishReason.Kind.ERROR;
      default -> FinishReason.Kind.OTHER;
    };
  }

  void callBegan(String callId) {
    unanswered.add(callId);
  }

  void answer(Part.ToolResult result) {
    unanswered.remove(result.callId());
    told().put(result.callId(), result);
  }

  /**
   * Tells why the message ended. One that waits for the results of tool calls says so, unless there is
   * a better reason.
   *
   * @param ofRun the reason of those that were given none
   * @param waits whether there are calls that the agent did not answer itself
   */
  void finish(FinishReason ofRun, boolean waits) {
    FinishReason end = reason == null ? ofRun : reason;
    boolean isPlain =
        end.kind() == FinishReason.Kind.STOP || end.kind() == FinishReason.Kind.UNKNOWN;
    if (told != null && frames.isOpen()) {
      told.sink()
          .finish(
              isPlain && waits ? new FinishReason(FinishReason.Kind.TOOL_CALLS, end.raw()) : end);
    }
  }

  /** Whether it has calls that the agent did not answer itself. */
  boolean waits() {
    return !unanswered.isEmpty();
  }

  /** Tells that the run paused, which is more than any reason of the message's own. */
  void interrupted(FinishReason pause) {
    reason = pause;
  }
}
