package io.github.streamingchat.transport;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes of a conversation the turns that its next request tells, in a form that no provider refuses,
 * whatever has happened to the answers before: stopped, broken off, or left with tool calls that nobody
 * answered. The conversation itself stays as it is.
 *
 * <p>What can be relied on:
 *
 * <ul>
 *   <li>The turns stand in the order of the messages, and each says something: parts without content
 *       are left out, and with them texts of nothing but white space unless they stand beside other
 *       text, and turns that only think without a {@link Part.Seal}.
 *   <li>Messages that are {@link MessageStatus#PENDING} or {@link MessageStatus#STREAMING} are left
 *       out.
 *   <li>A tool call of an assistant is complete, has a name, an id that no other call has (a repeated
 *       one gets a suffix) and a JSON object of at most 100 levels as arguments: none at all become
 *       <code>{}</code>, and whatever else they are becomes the member {@code unreadable_arguments} of
 *       one. Calls that are not complete are left out.
 *   <li>The turn of an assistant with tool calls is followed at once by one turn of {@link Role#TOOL},
 *       which has nothing but one {@link Part.ToolResult} for each call, in the order of the calls. It
 *       has the results from whichever message they stand in, the last one if there are several; a
 *       call that nobody answered gets an error that says so. Results without a call are left out. A
 *       message that goes on after its results becomes several turns.
 *   <li>Calls that the provider runs itself, their results, sealed parts and {@link Part.Raw} keep
 *       their place in the assistant's turn.
 *   <li>What else a message of {@link Role#TOOL} holds, such as a picture that a tool made, becomes a
 *       turn of {@link Role#USER} at its place.
 *   <li>An answer that was {@linkplain MessageStatus#CANCELLED stopped} or {@linkplain
 *       MessageStatus#FAILED broke off} is told as {@link Interrupted} says. Of one that reached its
 *       length, the reasoning at its end is left out, which led to nothing: providers refuse it.
 * </ul>
 *
 * <p>A role other than the well-known four is treated like the assistant's and kept. It costs time and
 * memory in proportion to the conversation. Immutable and thread-safe.
 */
public final class PromptHistory {
  /** Interrupted answers are marked. */
  public static final PromptHistory DEFAULTS = new PromptHistory(Interrupted.MARK);

  /**
   * What becomes of an answer that was stopped or broke off. In any case it is told without the
   * reasoning that has no seal, without tool calls that were not complete, and without provider's
   * calls that had no result yet; and not at all if then nothing is left of it.
   */
  public enum Interrupted {
    /** It is told as if it had been meant so, but without reasoning at its end. */
    KEEP,
    /**
     * It is told, and a text in brackets at its end says that it was stopped or broke off. One that
     * ends with tool calls is told like {@link #KEEP}: their results say what became of them.
     */
    MARK,
    /** It is left out, with its tool calls and their results. */
    LEAVE_OUT
  }

  private final Interrupted interrupted;

  private PromptHistory(Interrupted interrupted) {
    this.interrupted = interrupted;
  }

  /**
   * Sets what becomes of an answer that was stopped or broke off.
   *
   * @param how {@link Interrupted#MARK} by default
   * @return a history that is otherwise the same
   */
  public PromptHistory interrupted(Interrupted how) {
    return new PromptHistory(Objects.requireNonNull(how, "how"));
  }

  /**
   * Tells what becomes of an answer that was stopped or broke off.
   *
   * @return how it is told
   */
  public Interrupted interrupted() {
    return interrupted;
  }

  /**
   * Makes the turns.
   *
   * @param messages the conversation, in order
   * @return the turns as described above, unmodifiable; empty if nothing was said
   */
  public List<PromptTurn> of(List<ChatMessage> messages) {
    PromptCalls calls = new PromptCalls();
    List<TurnDraft> drafts = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (!message.status().isTerminal() || isLeftOut(message)) {
        calls.beginMessage();
        message.parts(Part.ToolCall.class).forEach(calls::add); // whose results have no call then
      } else if (isAnswer(message.role())) {
        drafts.addAll(new AnswerTurns(message, interrupted, calls).drafts());
      } else {
        drafts.add(spoken(message, calls));
      }
    }
    List<PromptTurn> turns = new ArrayList<>();
    drafts.forEach(draft -> draft.writeTo(turns));
    return List.copyOf(turns);
  }

  private boolean isLeftOut(ChatMessage message) {
    return interrupted == Interrupted.LEAVE_OUT
        && isAnswer(message.role())
        && isInterrupted(message);
  }

  /** One that was stopped behind the model's own end, before that of the stream, lacks nothing. */
  static boolean isInterrupted(ChatMessage answer) {
    boolean hadEnded = answer.status() == MessageStatus.CANCELLED
        && answer
            .finishReason()
            .map(FinishReason::kind)
            .filter(kind -> kind == FinishReason.Kind.STOP)
            .isPresent();
    return answer.status() != MessageStatus.COMPLETED && !hadEnded;
  }

  private static boolean isAnswer(Role role) {
    return !role.equals(Role.USER) && !role.equals(Role.SYSTEM) && !role.equals(Role.TOOL);
  }

  /** What the application or its user says; the results of tools in it go to their calls. */
  private static TurnDraft spoken(ChatMessage message, PromptCalls calls) {
    boolean isTool = message.role().equals(Role.TOOL);
    Author author = message.author().orElse(null);
    TurnDraft turn = new TurnDraft(isTool ? Role.USER : message.role(), author);
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        PromptCall call = calls.answeredBy(result);
        if (call != null) {
          call.answer(result, isTool ? author : null);
        }
      } else {
        turn.add(part);
      }
    }
    return turn;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PromptHistory history && history.interrupted == interrupted;
  }

  @Override
  public int hashCode() {
    return interrupted.hashCode();
  }

  @Override
  public String toString() {
    return "PromptHistory[interrupted=" + interrupted + "]";
  }
}
