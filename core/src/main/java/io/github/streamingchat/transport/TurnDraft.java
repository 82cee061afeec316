package io.github.streamingchat.transport;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn that is being put together, and the results of its tool calls, which may come in later messages.
 *
 * <p>Not safe for use by several threads at once.
 */
final class TurnDraft {
  private final Role role;
  private final @Nullable Author author;
  private final List<Part> parts = new ArrayList<>();

  /** Texts of nothing but white space, which count only if other text follows at once. */
  private final List<Part> blanks = new ArrayList<>();

  private final List<PromptCall> calls = new ArrayList<>();
  private final List<String> callIds = new ArrayList<>();

  TurnDraft(Role role, @Nullable Author author) {
    this.role = role;
    this.author = author;
  }

  /** Adds a part at the end, if it says anything. */
  void add(Part part) {
    if (isEmpty(part)) {
      return;
    }
    boolean isBlank = part instanceof Part.Text text && text.seal() == null && isBlank(text);
    if (isBlank && !endsInText()) {
      blanks.add(part);
      return;
    }
    if (part instanceof Part.Text) {
      parts.addAll(blanks);
    }
    blanks.clear();
    parts.add(part);
  }

  /** Adds a call that is to be answered, in the form in which it is sent. */
  void addCall(PromptCall call, Part.ToolCall sent) {
    add(sent);
    call.sendIn(this);
    calls.add(call);
    callIds.add(sent.callId());
  }

  /** Adds a call that the provider answers. */
  void addProviderCall(PromptCall call, Part.ToolCall sent) {
    add(sent);
    call.sendIn(this);
  }

  /** Adds words that are not the author's own. */
  void mark(String words) {
    blanks.clear();
    add(Part.text(endsInText() ? "\n\n" + words : words));
  }

  /**
   * Whether words of ours may stand at its end. Behind calls they would either part them from their
   * results or come after these, where the next thing said must be a new answer.
   */
  boolean canBeMarked() {
    return calls.isEmpty() || endsInText();
  }

  private boolean endsInText() {
    return !parts.isEmpty() && parts.get(parts.size() - 1) instanceof Part.Text;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  void dropReasoningAtTheEnd() {
    while (!isEmpty() && parts.get(parts.size() - 1) instanceof Part.Reasoning) {
      parts.remove(parts.size() - 1);
    }
  }

  /** Adds the turn and that of its results, if anything is said. */
  void writeTo(List<PromptTurn> turns) {
    if (parts.stream().allMatch(TurnDraft::isUnsealedThought)) {
      return;
    }
    turns.add(new PromptTurn(role, author, parts));
    if (!calls.isEmpty()) {
      turns.add(new PromptTurn(Role.TOOL, calls.get(0).author(), results()));
    }
  }

  private List<Part> results() {
    List<Part> results = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      results.add(calls.get(i).resultFor(callIds.get(i)));
    }
    return results;
  }

  private static boolean isUnsealedThought(Part part) {
    return part instanceof Part.Reasoning thought && thought.seal() == null;
  }

  private static boolean isEmpty(Part part) {
    if (part instanceof Part.Text text) {
      return text.seal() == null && text.content().length() == 0;
    }
    if (part instanceof Part.Reasoning thought) {
      return thought.seal() == null && thought.content().length() == 0;
    }
    return part instanceof Part.Refusal refusal && refusal.content().length() == 0;
  }

  private static boolean isBlank(Part.Text text) {
    ChatText content = text.content();
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        return false;
      }
    }
    return true;
  }
}
