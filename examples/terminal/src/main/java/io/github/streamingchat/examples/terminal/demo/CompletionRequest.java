package io.github.streamingchat.examples.terminal.demo;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asks for, as far as this server cares.
 *
 * <p>Immutable and thread-safe.
 *
 * @param model the name that the answer will carry
 * @param question the text of the last user message
 * @param stream whether the answer is to come piece by piece
 * @param includeUsage whether a streamed answer is to tell what it cost
 */
record CompletionRequest(String model, String question, boolean stream, boolean includeUsage) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Four million bytes; a conversation typed by a person stays far below. */
  static final int MAX_BODY_BYTES = 4_000_000;

  static CompletionRequest read(InputStream body) throws IOException, BadRequestException {
    return of(json(body));
  }

  /** Reads the question of a plain format, which may have it as {@code query}. */
  static String question(InputStream body) throws IOException, BadRequestException {
    JsonNode json = json(body);
    return json.has("query") ? json.path("query").asString("") : of(json).question();
  }

  private static JsonNode json(InputStream body) throws IOException, BadRequestException {
    byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new BadRequestException(413, "the body is longer than " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException malformed) {
      throw new BadRequestException(400, "the body is not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static CompletionRequest of(JsonNode json) throws BadRequestException {
    JsonNode messages = json.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw new BadRequestException(400, "\"messages\" must be an array with at least one message");
    }
    String question = "";
    for (JsonNode message : messages) {
      if (message.path("role").asString("").equals("user")) {
        question = text(message.path("content"));
      }
    }
    return new CompletionRequest(
        json.path("model").asString("demo"),
        question,
        json.path("stream").asBoolean(false),
        json.path("stream_options").path("include_usage").asBoolean(false));
  }

  /** The content is one string, or an array of parts of which some hold text. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asString("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asString(""));
    }
    return text.toString();
  }
}
