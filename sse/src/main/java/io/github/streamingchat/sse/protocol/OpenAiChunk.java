package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of Chat Completions says, as far as this library has a place for it. It is read in
 * full before anything is done with it, so that a chunk that turns out to be broken has no effect.
 *
 * <p>A decoder has one of these and reads every chunk into it: of a stream of words the objects around
 * each word would be most of what it allocates.
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
  private final Choice first = new Choice();
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

    private final OpenAiDelta again = new OpenAiDelta();

    private Choice read(JsonMembers json) {
      index = 0;
      delta = null;
      whole = null;
      finishReason = null;
      while (json.next()) {
        switch (json.name()) {
          case "index" -> index = json.index();
          case "finish_reason" -> finishReason = json.word();
          case "delta" -> delta = again.read(json);
          case "message" -> whole = new OpenAiDelta().read(json);
          default -> json.skip();
        }
      }
      return this;
    }
  }

  /**
   * Reads a chunk in the place of the one before. What is thrown says that it could not be read.
   *
   * @return this
   */
  OpenAiChunk read(JsonMembers json) {
    clear();
    json.begin();
    while (json.next()) {
      readMember(json);
    }
    json.end();
    return this;
  }

  private void clear() {
    id = null;
    model = null;
    usage = null;
    error = null;
    choices.clear();
    hasChoices = false;
    message = null;
    type = null;
    code = null;
    object = null;
    hasOtherMembers = false;
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
          choices.add((choices.isEmpty() ? first : new Choice()).read(json));
        }
      }
    }
  }
}
