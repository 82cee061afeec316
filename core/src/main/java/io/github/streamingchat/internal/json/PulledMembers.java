package io.github.streamingchat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks with Jackson's pull parser, through whatever is JSON. What Jackson throws says that it is not.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PulledMembers implements JsonMembers {
  private final JsonParser json;

  /**
   * Begins a walk.
   *
   * @param json before the first token
   */
  public PulledMembers(JsonParser json) {
    this.json = json;
  }

  @Override
  public void start() {
    json.nextToken();
  }

  @Override
  public void end() {
    if (json.nextToken() != null) {
      throw new UnexpectedJsonException("something follows the JSON object");
    }
  }

  @Override
  public boolean next() {
    if (json.nextToken() != JsonToken.PROPERTY_NAME) {
      return false;
    }
    json.nextToken();
    return true;
  }

  @Override
  public String name() {
    return json.currentName();
  }

  @Override
  public boolean enterIf(JsonToken start) {
    return json.currentToken() == start;
  }

  @Override
  public boolean nextElement() {
    return json.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  public void skip() {
    json.skipChildren();
  }

  @Override
  public @Nullable JsonToken kind() {
    return json.currentToken();
  }

  @Override
  public @Nullable String text() {
    JsonToken value = json.currentToken();
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      return json.getString();
    }
    json.skipChildren();
    return null;
  }

  @Override
  public @Nullable String word() {
    return text();
  }

  @Override
  public @Nullable Long count() {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    json.skipChildren();
    return null;
  }

  @Override
  public @Nullable Object value() {
    return JsonValueReader.value(json);
  }
}
