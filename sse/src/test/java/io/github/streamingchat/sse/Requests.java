package io.github.streamingchat.sse;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.transport.AnswerRequest;
import java.util.List;

/** What a transport is asked for when no chat asks it. */
public final class Requests {
  private Requests() {}

  public static AnswerRequest asking(String question) {
    return after(MessageDraft.user(question));
  }

  /** Asks for an answer to a conversation of these messages. */
  public static AnswerRequest after(MessageDraft... drafts) {
    Conversation conversation = Conversation.create();
    for (MessageDraft draft : drafts) {
      conversation.add(draft);
    }
    List<ChatMessage> messages = conversation.snapshot().messages();
    return new AnswerRequest(
        conversation.id(),
        conversation.add(MessageDraft.assistant("")),
        messages,
        1,
        null,
        Limits.DEFAULTS);
  }
}
