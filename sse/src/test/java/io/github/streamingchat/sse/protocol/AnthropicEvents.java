package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Events of the Messages API as they are on the wire; single quotes stand for double ones. */
final class AnthropicEvents {
  static final Anthropic ENDPOINT = Anthropic.at("http://localhost");
  static final String STOP = event("message_stop", "");

  private AnthropicEvents() {}

  static Decoding decoded(String stream) {
    return Decoding.of(ENDPOINT, stream);
  }

  static Decoding strictly(String stream) {
    return Decoding.of(ENDPOINT.strict(true), stream);
  }

  static String event(String type, String members) {
    String more = members.isEmpty() ? "" : "," + members.replace('\'', '"');
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
  }

  static String start(int index, String block) {
    return event("content_block_start", "'index':" + index + ",'content_block':{" + block + "}");
  }

  static String delta(int index, String delta) {
    return event("content_block_delta", "'index':" + index + ",'delta':{" + delta + "}");
  }

  static String text(int index, String piece) {
    return delta(index, "'type':'text_delta','text':'" + piece + "'");
  }

  static String stop(int index) {
    return event("content_block_stop", "'index':" + index);
  }

  static String finish(String stopReason) {
    return event(
        "message_delta",
        "'delta':{'stop_reason':'" + stopReason
            + "','stop_sequence':null},'usage':{'output_tokens':12}");
  }

  /** A stream that was written from the provider's rules. */
  static String recording(String name) {
    String path = "/recordings/anthropic/" + name + ".sse";
    try (InputStream stream = AnthropicEvents.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(stream, path).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
