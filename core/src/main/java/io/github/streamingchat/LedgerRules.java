package io.github.streamingchat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a step of a conversation is checked against before it changes anything.
 *
 * <p>Immutable and thread-safe.
 */
final class LedgerRules {
  private final String conversationId;
  private final Limits limits;

  LedgerRules(String conversationId, Limits limits) {
    this.conversationId = conversationId;
    this.limits = limits;
  }

  /**
   * A conversation begins with messages that are its own, and that nothing writes any more. Text grows
   * beside metadata up to the limit, so what a conversation holds is held to it each for itself.
   */
  void requireBeginning(List<ChatMessage> messages) {
    requireRoomFor(messages.size());
    Set<MessageId> ids = new HashSet<>();
    for (ChatMessage message : messages) {
      requireWithinLimits(message.length(), message.parts().size());
      requireWithinLimits(JsonValues.length(message.metadata()), 0);
      if (!message.conversationId().equals(conversationId)) {
        throw new IllegalArgumentException(
            "conversation %s cannot begin with message %s, which is of conversation %s"
                .formatted(conversationId, message.id(), message.conversationId()));
      }
      if (!message.status().isTerminal()) {
        throw new IllegalArgumentException(
            "conversation %s cannot begin with message %s, which is %s: nothing writes it any more; give it a status that is terminal"
                .formatted(conversationId, message.id(), message.status()));
      }
      if (!ids.add(message.id())) {
        throw new IllegalArgumentException("conversation %s cannot begin with two messages of id %s"
            .formatted(conversationId, message.id()));
      }
    }
  }

  void requireRoomFor(long messages) {
    if (messages > limits.maxMessages()) {
      throw new LimitExceededException("maxMessages", limits.maxMessages(), messages);
    }
  }

  void requireWithinLimits(long chars, int parts) {
    if (chars > limits.maxMessageChars()) {
      throw new LimitExceededException("maxMessageChars", limits.maxMessageChars(), chars);
    }
    if (parts > limits.maxParts()) {
      throw new LimitExceededException("maxParts", limits.maxParts(), parts);
    }
  }

  void requireSameMessage(ChatMessage before, ChatMessage after) {
    if (!after.isSameMessageAs(before)) {
      throw new IllegalArgumentException(
          "the update of message %s of conversation %s gave a value of message %s; start from the old value's toBuilder()"
              .formatted(before.id(), conversationId, after.id()));
    }
  }

  /** Quick where an edit left the parts alone: it is the same list then. */
  static boolean haveSameParts(ChatMessage one, ChatMessage other) {
    return one.parts().equals(other.parts());
  }

  void requireOnlyAnnotated(ChatMessage before, ChatMessage after) {
    if (!haveSameParts(before, after)) {
      throw new StreamingMessageException(conversationId, before.id(), "content");
    }
    boolean sameOutcome = after.status() == before.status()
        && after.finishReason().equals(before.finishReason())
        && after.usage().equals(before.usage())
        && after.error().equals(before.error())
        && after.aliases().equals(before.aliases());
    if (!sameOutcome) {
      throw new StreamingMessageException(conversationId, before.id(), "status or outcome");
    }
  }

  /** An answer that is given anew needs something that it can follow. */
  void requireRegenerable(Snapshot snapshot, int slot) {
    ChatMessage message = snapshot.get(slot);
    if (!message.role().equals(Role.ASSISTANT)) {
      throw new IllegalArgumentException(
          "message %s of conversation %s is no answer but of role %s; regenerate takes the id of an answer"
              .formatted(message.id(), conversationId, message.role()));
    }
    boolean isAsked = snapshot.messages().subList(0, slot).stream()
        .anyMatch(before -> !before.role().equals(Role.SYSTEM));
    if (!isAsked) {
      throw new IllegalArgumentException(
          "message %s of conversation %s answers nothing: no message but the application's instructions stands before it"
              .formatted(message.id(), conversationId));
    }
  }
}
