package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.AnswerRequest;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The reference of every decoder: Jackson's pull parser over the bytes of one frame, from the first token
 * to the last, of which the string members of one name are made Strings. It does not care where the
 * member stands, what else there is, or what is missing.
 *
 * @param member the name
 */
record BarePull(String member) {
  /** What a decoder is told of the question, which is nothing that matters here. */
  static final AnswerRequest REQUEST =
      new AnswerRequest("benchmark", MessageId.of("answer"), List.of(), 1, null, Limits.DEFAULTS);

  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
      .build();

  void read(byte[] bytes, int offset, int length, Consumer<String> consumer) {
    if (bytes[offset] != '{') {
      return; // an end mark, or a field that is no data
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      for (JsonToken at = json.nextToken(); at != null; at = json.nextToken()) {
        if (at == JsonToken.PROPERTY_NAME
            && json.currentName().equals(member)
            && json.nextToken() == JsonToken.VALUE_STRING) {
          consumer.accept(json.getString());
        }
      }
    }
  }
}
