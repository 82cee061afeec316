package io.github.streamingchat.sse.protocol;

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
    return Recordings.of("anthropic/" + name + ".sse");
  }
}
