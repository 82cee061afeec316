package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * What one chunk of Chat Completions says, as far as this library has a place for it. It is read in
 * full before anything is done with it, so that a chunk that turns out to be broken has no effect.
 */
final class OpenAiChunk {
  private static final String OBJECT = "chat.completion";

  @Nullable
  String id;

  @Nullable
  String model;

  @Nullable
  Usage usage;

  @Nullable
  ProviderError error;

  final List<Choice> choices = new ArrayList<>(1);
  private boolean hasChoices;

  // What an event of type error may have at its top level.
  private @Nullable String message;
  private @Nullable String type;
  private @Nullable String code;

  private @Nullable String object;
  private boolean hasOtherMembers;

  /** One candidate's share of a chunk. */
  static final class Choice {
    int index;

    @Nullable
    OpenAiDelta delta;

    /** The same members, but each of them as a whole. */
    @Nullable
    OpenAiDelta whole;

    @Nullable
    String finishReason;
  }

  /** Reads a chunk. What Jackson throws says that it is not JSON. */
  static OpenAiChunk read(JsonParser parser) {
    JsonMembers json = new JsonMembers(parser);
    OpenAiChunk chunk = new OpenAiChunk();
    json.begin();
    while (json.next()) {
      chunk.readMember(json);
    }
    json.end();
    return chunk;
  }

  private void readMember(JsonMembers json) {
    switch (json.name()) {
      case "id" -> id = json.word();
      case "model" -> model = json.word();
      case "choices" -> {
        hasChoices = true;
        readChoices(json);
      }
      case "usage" -> usage = OpenAiUsage.read(json);
      case "error" -> error = OpenAiError.read(json);
      case "message" -> message = json.text();
      case "type" -> type = json.word();
      case "code" -> code = json.text();
      case "object" -> object = json.word();
      default -> {
        hasOtherMembers = true;
        json.skip();
      }
    }
  }

  /** Whether this is what Chat Completions sends, and not the JSON of something else. */
  boolean isOfThisProtocol() {
    return hasChoices
        || usage != null
        || error != null
        || (object != null && object.startsWith(OBJECT));
  }

  /** What JSON of something else calls itself, or null if it says nothing at all. */
  @Nullable
  String otherKind() {
    String told = object != null ? object : type;
    String name = DecodedMessage.named(told);
    if (name != null) {
      return name;
    }
    return told != null || hasOtherMembers || message != null || code != null ? "chunk" : null;
  }

  /** The error that an event of type error tells, in whatever shape. */
  ProviderError errorEvent() {
    return error != null ? error : new ProviderError(message, type, code);
  }

  private void readChoices(JsonMembers json) {
    if (json.enterArray()) {
      while (json.nextElement()) {
        if (json.enter()) {
          choices.add(choice(json));
        }
      }
    }
  }

  private static Choice choice(JsonMembers json) {
    Choice choice = new Choice();
    while (json.next()) {
      switch (json.name()) {
        case "index" -> choice.index = json.index();
        case "finish_reason" -> choice.finishReason = json.text();
        case "delta" -> choice.delta = OpenAiDelta.read(json);
        case "message" -> choice.whole = OpenAiDelta.read(json);
        default -> json.skip();
      }
    }
    return choice;
  }
}
