package io.github.streamingchat.examples.terminal.demo;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the turns of a conversation for the last question, and for a tool's result that is waiting to
 * be talked about.
 *
 * <p>For one thread.
 */
final class Turns {
  private String question = "";
  private @Nullable String result;

  /** Reads turns of {@code role} and {@code content}, as OpenAI has them and others after it. */
  static Turns ofMessages(JsonNode messages) throws BadRequestException {
    Turns turns = new Turns();
    for (JsonNode message : required(messages, "messages")) {
      String text = textOf(message.path("content"));
      switch (message.path("role").asString("")) {
        case "user" -> turns.asks(text);
        case "tool" -> turns.returns(text);
        case "assistant" -> turns.says(text);
        default -> {} // instructions
      }
    }
    return turns;
  }

  /** Gives the turns of a request, which must be there. */
  static JsonNode required(JsonNode turns, String name) throws BadRequestException {
    if (!turns.isArray() || turns.isEmpty()) {
      throw new BadRequestException(
          400, "\"%s\" must be an array with at least one message".formatted(name));
    }
    return turns;
  }

  /** Gives the text of a content that is one string, or an array of parts of which some hold text. */
  static String textOf(JsonNode content) {
    if (!content.isArray()) {
      return content.isContainer() ? content.toString() : content.asString("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asString(""));
    }
    return text.toString();
  }

  /** The user says something. */
  void asks(String text) {
    question = text;
    result = null;
  }

  /** The model says something, with which it has talked about the result. */
  void says(String text) {
    result = text.isEmpty() ? result : null;
  }

  void returns(String text) {
    result = text;
  }

  /** Gives what is asked. */
  Asked asked(JsonNode json, String model, boolean stream) {
    return new Asked(json, model, question, result, stream);
  }
}
