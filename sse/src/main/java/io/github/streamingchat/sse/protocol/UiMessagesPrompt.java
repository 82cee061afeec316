package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.transport.PromptHistory;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as UI messages. Each has an id by which the server knows it again, and an answer holds
 * the results of its tool calls; so the turns that a message and the results behind it make are put
 * together again, each as a step.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UiMessagesPrompt {
  private static final Role DEVELOPER = Role.of("developer");

  private final PromptHistory history;
  private final List<Message> messages = new ArrayList<>();

  private record Message(
      String id,
      String role,
      Map<String, @Nullable Object> metadata,
      List<Map<String, @Nullable Object>> parts) {
    Map<String, @Nullable Object> json() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("id", id);
      json.put("role", role);
      if (!metadata.isEmpty()) {
        json.put("metadata", metadata);
      }
      json.put("parts", parts);
      return json;
    }
  }

  /**
   * Makes the messages.
   *
   * @throws io.github.streamingchat.sse.UnsendableException if a user sent something that has no place
   *     in a UI message
   */
  UiMessagesPrompt(PromptHistory history, List<ChatMessage> conversation) {
    this.history = history;
    int from = 0;
    while (from < conversation.size()) {
      int to = from + 1;
      while (to < conversation.size() && bringsResults(conversation.get(to))) {
        to++;
      }
      add(conversation.subList(from, to));
      from = to;
    }
  }

  private static boolean bringsResults(ChatMessage message) {
    return message.role().equals(Role.TOOL)
        || (message.role().equals(Role.USER)
            && !message.parts(Part.ToolResult.class).isEmpty());
  }

  /** Adds a message with those behind it that answer its calls. */
  private void add(List<ChatMessage> group) {
    List<PromptTurn> turns = history.of(group);
    for (int i = 0; i < turns.size(); i++) {
      PromptTurn turn = turns.get(i);
      String role = role(turn.role());
      boolean isFirst = role.equals(role(group.get(0).role()));
      ChatMessage source = isFirst ? group.get(0) : group.get(group.size() - 1);
      if (!turn.role().equals(Role.TOOL)) {
        PromptTurn next = i + 1 < turns.size() ? turns.get(i + 1) : turn;
        add(source, role, UiMessagesTurn.parts(turn, role, next));
      }
    }
  }

  private static String role(Role role) {
    if (role.equals(Role.SYSTEM) || role.equals(DEVELOPER)) {
      return "system";
    }
    return role.equals(Role.USER) ? "user" : "assistant";
  }

  /** What the server takes for one message, because it has one id, is one. */
  private void add(ChatMessage source, String role, List<Map<String, @Nullable Object>> parts) {
    if (parts.isEmpty()) {
      return;
    }
    String id = source.aliases().stream()
        .reduce((earlier, later) -> later)
        .orElseGet(() -> source.id().value());
    Message last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    if (last == null || !last.id.equals(id) || !last.role.equals(role)) {
      last = new Message(id, role, new LinkedHashMap<>(), new ArrayList<>());
      messages.add(last);
    }
    last.metadata.putAll(source.metadata());
    last.parts.addAll(parts);
  }

  /**
   * The messages.
   *
   * @throws io.github.streamingchat.sse.UnsendableException if nothing is asked
   */
  List<Map<String, @Nullable Object>> messages() {
    if (messages.isEmpty()) {
      throw SentText.nothingToAsk();
    }
    return messages.stream().map(Message::json).toList();
  }

  /** The id of the answer that is to go on, or null if a new one is asked for. */
  @Nullable
  String continued() {
    Message last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    return last == null || !last.role.equals("assistant") ? null : last.id;
  }
}
