package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What one chunk of Chat Completions says, as far as this library has a place for it. It is read in
 * full before anything is done with it, so that a chunk that turns out to be broken has no effect.
 */
final class OpenAiChunk {
  private static final String OBJECT_EXPECTED = "a chunk is a JSON object, but this one is ";

  @Nullable
  String id;

  @Nullable
  String model;

  @Nullable
  Usage usage;

  @Nullable
  ProviderError error;

  // What an event of type error may have at its top level.
  private @Nullable String message;
  private @Nullable String type;
  private @Nullable String code;

  final List<Choice> choices = new ArrayList<>(1);
  private boolean hasChoices;

  /** Whether this is what Chat Completions sends, and not the JSON of something else. */
  boolean isOfThisProtocol() {
    return hasChoices || usage != null || error != null;
  }

  /** One candidate's share of a chunk. */
  static final class Choice {
    int index;
    final Texts delta = new Texts();
    final Texts whole = new Texts();

    @Nullable
    String finishReason;
  }

  /** What a candidate says, in a delta the new pieces of it. */
  static final class Texts {
    @Nullable
    String content;

    @Nullable
    String refusal;
  }

  /** Reads a chunk. What Jackson throws says that it is not JSON. */
  static OpenAiChunk read(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new UnexpectedJsonException(OBJECT_EXPECTED + JsonValueReader.inWords(first));
    }
    OpenAiChunk chunk = new OpenAiChunk();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      chunk.readMember(json, json.currentName(), json.nextToken());
    }
    if (json.nextToken() != null) {
      throw new UnexpectedJsonException("something follows the JSON object");
    }
    return chunk;
  }

  /** The error that an event of type error tells, in whatever shape. */
  ProviderError errorEvent() {
    return error != null ? error : new ProviderError(message, type, code);
  }

  private void readMember(JsonParser json, String name, JsonToken value) {
    switch (name) {
      case "id" -> id = scalar(json, value);
      case "model" -> model = scalar(json, value);
      case "choices" -> {
        hasChoices = true;
        readChoices(json, value);
      }
      case "usage" -> usage = readUsage(json, value);
      case "error" -> error = readError(json, value);
      case "message" -> message = scalar(json, value);
      case "type" -> type = scalar(json, value);
      case "code" -> code = scalar(json, value);
      default -> json.skipChildren();
    }
  }

  private void readChoices(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (at == JsonToken.START_OBJECT) {
        choices.add(readChoice(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private static Choice readChoice(JsonParser json) {
    Choice choice = new Choice();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "index" -> choice.index = value == JsonToken.VALUE_NUMBER_INT ? small(json) : 0;
        case "finish_reason" -> choice.finishReason = scalar(json, value);
        case "delta" -> readTexts(json, value, choice.delta);
        case "message" -> readTexts(json, value, choice.whole);
        default -> json.skipChildren();
      }
    }
    return choice;
  }

  /** A delta holds new pieces; a message of the same shape holds the whole texts. */
  private static void readTexts(JsonParser json, JsonToken value, Texts texts) {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken member = json.nextToken();
      switch (name) {
        case "content" -> texts.content = content(json, member);
        case "refusal" -> texts.refusal = scalar(json, member);
        default -> json.skipChildren();
      }
    }
  }

  /** Content is a string, or in some compatible servers a list of parts with a text each. */
  private static @Nullable String content(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      return scalar(json, value);
    }
    StringBuilder joined = new StringBuilder();
    for (JsonToken at = json.nextToken(); at != JsonToken.END_ARRAY; at = json.nextToken()) {
      if (at == JsonToken.START_OBJECT) {
        readTextPart(json, joined);
      } else {
        json.skipChildren();
      }
    }
    return joined.toString();
  }

  private static void readTextPart(JsonParser json, StringBuilder joined) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("text") && value == JsonToken.VALUE_STRING) {
        joined.append(json.getString());
      } else {
        json.skipChildren();
      }
    }
  }

  private static @Nullable Usage readUsage(JsonParser json, JsonToken first) {
    if (first != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    Long input = null;
    Long output = null;
    Long total = null;
    Long cached = null;
    Long reasoning = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "prompt_tokens" -> input = count(json, value);
        case "completion_tokens" -> output = count(json, value);
        case "total_tokens" -> total = count(json, value);
        case "prompt_tokens_details" -> cached = detail(json, value, "cached_tokens");
        case "completion_tokens_details" -> reasoning = detail(json, value, "reasoning_tokens");
        default -> json.skipChildren();
      }
    }
    return new Usage(input, output, total, cached, reasoning);
  }

  private static @Nullable Long detail(JsonParser json, JsonToken value, String wanted) {
    Long found = null;
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken member = json.nextToken();
      if (name.equals(wanted)) {
        found = count(json, member);
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  private static @Nullable ProviderError readError(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      String text = scalar(json, value);
      return text == null || text.isBlank() ? null : new ProviderError(text, null, null);
    }
    String message = null;
    String type = null;
    String code = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken member = json.nextToken();
      switch (name) {
        case "message" -> message = scalar(json, member);
        case "type" -> type = scalar(json, member);
        case "code" -> code = scalar(json, member);
        default -> json.skipChildren();
      }
    }
    return new ProviderError(message, type, code);
  }

  private static @Nullable Long count(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    json.skipChildren();
    return null;
  }

  private static int small(JsonParser json) {
    return json.getNumberType() == JsonParser.NumberType.INT ? json.getIntValue() : 0;
  }

  /** A string or number as text; anything else counts as absent. */
  private static @Nullable String scalar(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      return json.getString();
    }
    json.skipChildren();
    return null;
  }
}
