package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event of the Messages API says, or the one body of an answer that is not streamed, as
 * far as this library has a place for it. It is read in full before anything is done with it, so
 * that an event that turns out to be broken has no effect.
 */
final class AnthropicEvent {
  /** What is told of a message beside its content, and kept as metadata under the same name. */
  private static final Set<String> TOLD = Set.of("stop_sequence", "stop_details", "container");

  @Nullable
  String type;

  /** Which block it is about. */
  int index;

  // What the message says of itself, whole or as far as it changed.
  @Nullable
  String id;

  @Nullable
  String model;

  @Nullable
  String stopReason;

  AnthropicUsage usage = AnthropicUsage.NONE;

  @Nullable
  List<?> content;

  Map<String, @Nullable Object> metadata = Map.of();

  /** The block that starts. */
  @Nullable
  Map<String, @Nullable Object> block;

  @Nullable
  ProviderError error;

  // More of a block.
  @Nullable
  String deltaType;

  @Nullable
  String text;

  @Nullable
  String thinking;

  @Nullable
  String signature;

  @Nullable
  String partialJson;

  @Nullable
  Map<String, @Nullable Object> citation;

  // What an error event may have at its top level.
  private @Nullable String errorWords;
  private @Nullable String errorCode;

  /** Reads an event. What is thrown says that it could not be read. */
  static AnthropicEvent read(JsonMembers json) {
    AnthropicEvent event = new AnthropicEvent();
    json.begin();
    while (json.next()) {
      event.readMember(json);
    }
    json.end();
    return event;
  }

  /** The error that an event of type error tells, in whatever shape. */
  ProviderError errorEvent() {
    return error != null ? error : new ProviderError(errorWords, null, errorCode);
  }

  private void readMember(JsonMembers json) {
    switch (json.name()) {
      case "type" -> type = json.word();
      case "index" -> index = json.index();
      case "delta" -> readDelta(json);
      case "content_block" -> block = json.object();
      case "message" -> {
        if (json.isText()) {
          errorWords = json.text();
        } else if (json.enter()) {
          while (json.next()) {
            readOfMessage(json);
          }
        }
      }
      case "error" -> error = readError(json);
      case "code" -> errorCode = json.text();
      default -> readOfMessage(json);
    }
  }

  private void readOfMessage(JsonMembers json) {
    switch (json.name()) {
      case "id" -> id = json.word();
      case "model" -> model = json.word();
      case "content" -> content = json.value() instanceof List<?> blocks ? blocks : null;
      case "usage" -> usage = AnthropicUsage.read(json);
      default -> readOfItsEnd(json);
    }
  }

  private void readOfItsEnd(JsonMembers json) {
    String name = json.name();
    if (name.equals("stop_reason")) {
      stopReason = json.text();
    } else if (TOLD.contains(name)) {
      Object value = json.value();
      if (value != null) {
        metadata = metadata.isEmpty() ? new LinkedHashMap<>(2) : metadata;
        metadata.put(name, value);
      }
    } else {
      json.skip();
    }
  }

  private void readDelta(JsonMembers json) {
    if (!json.enter()) {
      return;
    }
    while (json.next()) {
      switch (json.name()) {
        case "type" -> deltaType = json.word();
        case "text" -> text = json.text();
        case "thinking" -> thinking = json.text();
        case "signature" -> signature = json.text();
        case "partial_json" -> partialJson = json.text();
        case "citation" -> citation = json.object();
        default -> readOfItsEnd(json);
      }
    }
  }

  private static @Nullable ProviderError readError(JsonMembers json) {
    if (json.isText()) {
      String words = json.text();
      return words == null || words.isBlank() ? null : ProviderError.unstructured(words);
    }
    if (!json.enter()) {
      return null;
    }
    String message = null;
    String type = null;
    String code = null;
    while (json.next()) {
      switch (json.name()) {
        case "message" -> message = json.text();
        case "type" -> type = json.word();
        case "code" -> code = json.text();
        default -> json.skip();
      }
    }
    return new ProviderError(message, type, code);
  }
}
