package io.github.streamingchat.sse.protocol;

/** Chunks of a UI message stream, as they are on the wire. */
final class UiMessagesStream {
  static final UiMessages ENDPOINT = UiMessages.at("http://localhost/api/chat");
  static final String DONE = "data: [DONE]\n\n";
  static final String STOP = chunk("finish", "'finishReason':'stop'") + DONE;

  private UiMessagesStream() {}

  static Decoding decoded(String stream) {
    return Decoding.of(ENDPOINT, stream);
  }

  /** A chunk; single quotes stand for double ones. */
  static String chunk(String type, String members) {
    String more = members.isEmpty() ? "" : "," + members.replace('\'', '"');
    return "data: {\"type\":\"" + type + "\"" + more + "}\n\n";
  }

  static String chunk(String type) {
    return chunk(type, "");
  }

  /** A whole text part of that id. */
  static String text(String id, String text) {
    return chunk("text-start", "'id':'" + id + "'")
        + chunk("text-delta", "'id':'" + id + "','delta':'" + text + "'")
        + chunk("text-end", "'id':'" + id + "'");
  }

  /** A whole tool call without pieces. */
  static String call(String id, String input) {
    return chunk(
        "tool-input-available", "'toolCallId':'" + id + "','toolName':'weather','input':" + input);
  }

  /** A stream that was written from the format's rules. */
  static String recording(String name) {
    return Recordings.of("ui-messages/" + name + ".sse");
  }
}
