package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a Responses stream, with whatever members any kind of event has. It is read in full before
 * anything is done with it, so that an event that turns out to be broken has no effect.
 */
final class OpenAiResponsesEvent {
  private static final String ERROR = "error";

  @Nullable
  String type;

  /** The event's number in the stream, or null. */
  @Nullable
  Long sequence;

  @Nullable
  String itemId;

  @Nullable
  Long outputIndex;

  int contentIndex;
  int summaryIndex;
  int annotationIndex;

  /** A new piece. */
  @Nullable
  String delta;

  /** The whole of what came in pieces, by whatever name. */
  @Nullable
  String whole;

  @Nullable
  Map<String, @Nullable Object> item;

  @Nullable
  Map<String, @Nullable Object> annotation;

  @Nullable
  OpenAiResponse response;

  private @Nullable ProviderError error;
  private @Nullable String message;
  private @Nullable String code;

  private OpenAiResponsesEvent() {}

  /** Reads an event. What is thrown says that it could not be read. */
  static OpenAiResponsesEvent read(JsonMembers json) {
    OpenAiResponsesEvent event = new OpenAiResponsesEvent();
    json.begin();
    while (json.next()) {
      event.readMember(json);
    }
    json.end();
    return event;
  }

  private void readMember(JsonMembers json) {
    switch (json.name()) {
      case "type" -> type = json.word();
      case "sequence_number" -> sequence = json.count();
      case "item_id" -> itemId = json.word();
      case "output_index" -> outputIndex = json.count();
      case "content_index" -> contentIndex = json.index();
      case "summary_index" -> summaryIndex = json.index();
      case "annotation_index" -> annotationIndex = json.index();
      case "delta" -> delta = json.text();
      case "text", "refusal", "input" -> whole = json.text();
      case "arguments" -> whole = json.textOrJson();
      case "code" -> code = json.text();
      case "item" -> item = json.object();
      case "annotation" -> annotation = json.object();
      case "response" -> response = OpenAiResponse.read(json);
      case ERROR -> error = OpenAiError.read(json);
      case "message" -> message = json.text();
      default -> json.skip();
    }
  }

  /** The whole program of a code interpreter; the name is that of an error's code elsewhere. */
  @Nullable
  String code() {
    return code;
  }

  /** Whether it says that the answer failed; some gateways leave out the type. */
  boolean isError(String kind) {
    return kind.equals(ERROR) || (type == null && error != null);
  }

  /** The error, which is told in two shapes: at the top level, and before that as a member. */
  ProviderError error() {
    return error != null ? error : new ProviderError(message, null, code);
  }
}
