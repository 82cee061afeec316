package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response object of the Responses API, as far as this library has a place for it: what the first and
 * the last event of a stream carry, and what an answer in one piece is.
 */
final class OpenAiResponse {
  @Nullable
  String id;

  @Nullable
  String model;

  @Nullable
  String status;

  @Nullable
  Usage usage;

  @Nullable
  ProviderError error;

  /** Why the answer is incomplete, if it is. */
  @Nullable
  String incompleteReason;

  /** The output items, or null if there is no such member. */
  @Nullable
  List<Map<String, @Nullable Object>> output;

  private OpenAiResponse() {}

  /** Reads an answer in one piece. What is thrown says that it could not be read. */
  static OpenAiResponse whole(JsonMembers json) {
    json.begin();
    OpenAiResponse response = members(json);
    json.end();
    return response;
  }

  /** Reads the value that is next; null if it is no object. */
  static @Nullable OpenAiResponse read(JsonMembers json) {
    return json.enter() ? members(json) : null;
  }

  private static OpenAiResponse members(JsonMembers json) {
    OpenAiResponse response = new OpenAiResponse();
    while (json.next()) {
      switch (json.name()) {
        case "id" -> response.id = json.text();
        case "model" -> response.model = json.text();
        case "status" -> response.status = json.text();
        case "usage" -> response.usage = OpenAiUsage.read(json);
        case "error" -> response.error = OpenAiError.read(json);
        case "incomplete_details" -> response.incompleteReason = reason(json);
        case "output" -> response.output = objects(json);
        default -> json.skip();
      }
    }
    return response;
  }

  private static @Nullable String reason(JsonMembers json) {
    String reason = null;
    if (json.enter()) {
      while (json.next()) {
        if (json.name().equals("reason")) {
          reason = json.text();
        } else {
          json.skip();
        }
      }
    }
    return reason;
  }

  /** What is no object counts as an empty one, so that the others keep their places. */
  private static @Nullable List<Map<String, @Nullable Object>> objects(JsonMembers json) {
    if (!json.enterArray()) {
      return null;
    }
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    while (json.nextElement()) {
      Map<String, @Nullable Object> object = json.object();
      objects.add(object == null ? Map.of() : object);
    }
    return objects;
  }
}
