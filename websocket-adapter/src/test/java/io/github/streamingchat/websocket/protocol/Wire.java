package io.github.streamingchat.websocket.protocol;

/** Frames as the reference server writes them. */
final class Wire {
  private Wire() {}

  static String start(String id) {
    return frame(id, "\"stream_start\":true,\"stream_chunk\":false,\"stream_end\":false");
  }

  static String chunk(String id, String text) {
    return frame(
        id,
        "\"chunk\":\"" + text
            + "\",\"stream_start\":false,\"stream_chunk\":true,\"stream_end\":false");
  }

  static String chunk(String id, String text, long offset) {
    return frame(id, "\"chunk\":\"" + text + "\",\"offset\":" + offset + ",\"stream_chunk\":true");
  }

  static String end(String id) {
    return frame(id, "\"stream_start\":false,\"stream_chunk\":false,\"stream_end\":true");
  }

  /** A frame of a stream with any members. */
  static String frame(String id, String members) {
    return "{\"type\":\"message_stream\",\"id\":\"" + id + "\"," + members + "}";
  }

  /** A frame of the stream without an id. */
  static String unnamed(String session, String members) {
    return "{\"type\":\"message_stream\",\"session_id\":\"" + session + "\"," + members + "}";
  }

  static String message(String id, String content) {
    return "{\"type\":\"message\",\"id\":\"" + id + "\",\"content\":\"" + content + "\"}";
  }
}
