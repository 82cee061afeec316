package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** The JSON object that a request carries: what its format says, unless an option says it. */
final class JsonBody {
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);

  private final Map<String, String> options;
  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Begins with the JSON of each option, by its name. */
  JsonBody(Map<String, String> options) {
    this.options = options;
  }

  JsonBody member(String name, Object value) {
    return member(name, () -> value);
  }

  /** Adds a member that is made only if no option takes its place. */
  JsonBody member(String name, Supplier<?> value) {
    if (!options.containsKey(name)) {
      members.put(name, value.get());
    }
    return this;
  }

  String json() {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = Json.generator(body)) {
      json.writeStartObject();
      members.forEach((name, value) -> {
        json.writeName(name);
        JsonValueWriter.write(json, value);
      });
      options.forEach((name, value) -> {
        json.writeName(name);
        json.writeRawValue(value);
      });
      json.writeEndObject();
    }
    return body.toString();
  }

  HttpRequest.Builder post(URI address) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(utf8(json())));
  }

  /** In UTF-8. Half of a surrogate pair has no form there; the JDK would make it a question mark. */
  static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith(REPLACEMENT)
          .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
