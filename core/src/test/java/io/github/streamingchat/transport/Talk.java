package io.github.streamingchat.transport;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.util.List;

/** Conversations of a few lines, for the tests of what is told of them. */
final class Talk {
  static final Part.Seal SEAL = new Part.Seal("anthropic", "signature", null);

  private Talk() {}

  static List<ChatMessage> messages(List<MessageDraft> drafts) {
    Conversation conversation = Conversation.create();
    drafts.forEach(conversation::add);
    return conversation.snapshot().messages();
  }

  /** What is told of a conversation by default. */
  static List<PromptTurn> told(MessageDraft... drafts) {
    return PromptHistory.DEFAULTS.of(messages(List.of(drafts)));
  }

  static MessageDraft message(Role role, MessageStatus status, Part... parts) {
    MessageDraft.Builder draft = MessageDraft.builder(role).status(status);
    for (Part part : parts) {
      draft.part(part);
    }
    return draft.build();
  }

  static MessageDraft answer(Part... parts) {
    return message(Role.ASSISTANT, MessageStatus.COMPLETED, parts);
  }

  static MessageDraft stopped(Part... parts) {
    return message(Role.ASSISTANT, MessageStatus.CANCELLED, parts);
  }

  static MessageDraft failed(Part... parts) {
    return message(Role.ASSISTANT, MessageStatus.FAILED, parts);
  }

  static PromptTurn turn(Role role, Part... parts) {
    return new PromptTurn(role, null, List.of(parts));
  }

  static PromptTurn assistant(Part... parts) {
    return turn(Role.ASSISTANT, parts);
  }

  static PromptTurn user(String text) {
    return turn(Role.USER, Part.text(text));
  }

  static PromptTurn tool(Part... results) {
    return turn(Role.TOOL, results);
  }

  static Part.ToolCall call(String id) {
    return call(id, "{\"city\":\"Oslo\"}");
  }

  static Part.ToolCall call(String id, String arguments) {
    return new Part.ToolCall(id, "weather", ChatText.of(arguments), true);
  }

  static Part.ToolCall growingCall(String id) {
    return new Part.ToolCall(id, "weather", ChatText.of("{\"city\":\"Os"), false);
  }

  static Part.ToolCall providerCall(String id) {
    return new Part.ToolCall(id, "web_search", ChatText.of("{}"), true, true, null);
  }

  static Part.ToolResult result(String id) {
    return result(id, "3 degrees");
  }

  static Part.ToolResult result(String id, Object result) {
    return new Part.ToolResult(id, result, false);
  }

  static Part.ToolResult unanswered(String id) {
    return new Part.ToolResult(id, PromptCall.UNANSWERED, true);
  }

  static Part.Reasoning thought(String text) {
    return new Part.Reasoning(ChatText.of(text), null);
  }

  static Part.Reasoning sealedThought(String text) {
    return new Part.Reasoning(ChatText.of(text), SEAL);
  }
}
