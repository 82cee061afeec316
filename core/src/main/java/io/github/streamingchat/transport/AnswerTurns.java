package io.github.streamingchat.transport;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.PromptHistory.Interrupted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Makes the turns of one answer: a new one begins where the answer goes on after results of its tool
 * calls.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AnswerTurns {
  private static final String STOPPED = "[This answer was stopped here.]";
  private static final String BROKEN_OFF = "[This answer broke off here.]";

  private final ChatMessage message;
  private final PromptCalls calls;
  private final boolean interrupted;
  private final List<TurnDraft> drafts = new ArrayList<>();

  /**
   * What may be the id of a call that has its result in this answer. Some results of a provider's own
   * tools come as {@link Part.Raw}, and one of its members is the id.
   */
  private final Set<Object> answered = new HashSet<>();

  private TurnDraft current;

  /** Whether the current turn's calls have a result already, behind which no more of it can follow. */
  private boolean closing;

  AnswerTurns(ChatMessage message, Interrupted how, PromptCalls calls) {
    this.message = message;
    this.calls = calls;
    interrupted = PromptHistory.isInterrupted(message);
    current = begin();
    Queue<PromptCall> own = noted();
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall) {
        addCall(own.remove());
      } else if (part instanceof Part.ToolResult result) {
        addResult(result);
      } else if (!interrupted || !isThoughtWithoutSeal(part)) {
        turn().add(part);
      }
    }
    end(how);
  }

  /** The turns in order; some may be empty. */
  List<TurnDraft> drafts() {
    return drafts;
  }

  private TurnDraft begin() {
    TurnDraft draft = new TurnDraft(message.role(), message.author().orElse(null));
    drafts.add(draft);
    closing = false;
    return draft;
  }

  private TurnDraft turn() {
    if (closing) {
      current = begin();
    }
    return current;
  }

  /** All calls are noted before any result is looked at, for a result may stand before its call. */
  private Queue<PromptCall> noted() {
    calls.beginMessage();
    Queue<PromptCall> own = new ArrayDeque<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        own.add(calls.add(call));
      } else if (part instanceof Part.ToolResult result) {
        answered.add(result.callId());
      } else if (part instanceof Part.Raw raw && raw.value() instanceof Map<?, ?> members) {
        members.values().stream().filter(String.class::isInstance).forEach(answered::add);
      }
    }
    return own;
  }

  private void addCall(PromptCall noted) {
    Part.ToolCall call = noted.call();
    if (!call.complete() || call.name().isBlank()) {
      return;
    }
    if (!call.providerRun()) {
      turn().addCall(noted, calls.sent(call));
    } else if (!interrupted || answered.contains(call.callId())) {
      turn().addProviderCall(noted, calls.sent(call));
    }
  }

  private void addResult(Part.ToolResult result) {
    PromptCall call = calls.answeredBy(result);
    if (call == null) {
      return;
    }
    if (!call.isProviderRun()) {
      call.answer(result, null);
      closing |= call.isSentIn(current);
    } else if (call.isSent() && !call.isAnswered()) {
      call.answer(result, null);
      turn().add(result);
    }
  }

  private void end(Interrupted how) {
    boolean saysAnything = !drafts.stream().allMatch(TurnDraft::isEmpty);
    if (interrupted && how == Interrupted.MARK && saysAnything && current.canBeMarked()) {
      current.mark(message.status() == MessageStatus.CANCELLED ? STOPPED : BROKEN_OFF);
    } else if (interrupted || isCutOff()) {
      current.dropReasoningAtTheEnd();
    }
  }

  /** Whether the model had to stop, perhaps in the middle of a thought. */
  private boolean isCutOff() {
    return message.finishReason().map(FinishReason::kind).orElse(FinishReason.Kind.UNKNOWN)
        == FinishReason.Kind.LENGTH;
  }

  private static boolean isThoughtWithoutSeal(Part part) {
    return part instanceof Part.Reasoning thought && thought.seal() == null;
  }
}
