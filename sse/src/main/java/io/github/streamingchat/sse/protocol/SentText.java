package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is sent of a conversation, to servers that take text. */
final class SentText {
  private SentText() {}

  /** The turns that have text, as objects of {@code role} and {@code content}. */
  static List<Map<String, String>> turns(List<PromptTurn> history) {
    List<Map<String, String>> turns = new ArrayList<>();
    for (PromptTurn turn : history) {
      if (turn.role().equals(Role.USER)) {
        requireTextOnly(turn.parts());
      }
      String text = turn.text();
      if (!text.isEmpty()) { // what a tool was asked and answered has none
        turns.add(turn(turn.role().name(), text));
      }
    }
    if (turns.isEmpty()) {
      throw nothingToAsk();
    }
    return turns;
  }

  private static Map<String, String> turn(String role, String content) {
    Map<String, String> turn = new LinkedHashMap<>();
    turn.put("role", role);
    turn.put("content", content);
    return turn;
  }

  /** What the user said last, for servers that remember the conversation or take each question alone. */
  static String question(List<ChatMessage> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      ChatMessage message = messages.get(i);
      if (message.role().equals(Role.USER)) {
        requireTextOnly(message.parts());
        if (message.text().isEmpty()) {
          throw nothingToAsk();
        }
        return message.text();
      }
    }
    throw nothingToAsk();
  }

  /** What a person said is sent whole or not at all. */
  private static void requireTextOnly(List<Part> parts) {
    for (Part part : parts) {
      if (!(part instanceof Part.Text)) {
        throw unsendable(part);
      }
    }
  }

  /** What a tool gave, for servers that take text. */
  static String of(Part.ToolResult result) {
    return result.result() instanceof String text ? text : JsonValueWriter.json(result.result());
  }

  /** Why a part that a person sent is not sent on. */
  static UnsendableException unsendable(Part part) {
    return new UnsendableException("This endpoint cannot send %s parts yet; send text."
        .formatted(part.getClass().getSimpleName()));
  }

  /** Why a conversation that says nothing is not sent. */
  static UnsendableException nothingToAsk() {
    return new UnsendableException("There is nothing to ask: no message has text.");
  }
}
