package io.github.streamingchat.sse;

import java.util.Set;

/**
 * How the bytes of a streamed answer are divided into frames.
 *
 * <p>Immutable and thread-safe.
 */
public enum Framing {
  /**
   * Server-sent events: {@code text/event-stream}, read by {@link SseParser}. An answer of type {@code
   * application/json} is taken as one body, from a server that does not stream.
   */
  EVENT_STREAM,

  /**
   * JSON lines, read by {@link JsonLinesParser}; each line is a frame of type {@link
   * SseEvent#MESSAGE}. No media type is registered for them, and so all that servers are known to
   * label them with are taken: {@code application/x-ndjson}, {@code application/ndjson}, {@code
   * application/jsonl}, {@code application/x-jsonlines}, {@code application/json-lines}, {@code
   * application/stream+json}, and also {@code application/json} and {@code text/plain}, the defaults of
   * frameworks whose user chose nothing.
   */
  JSON_LINES;

  private static final String SSE = "text/event-stream";
  private static final String JSON = "application/json";
  private static final Set<String> LINES = Set.of(
      "application/x-ndjson",
      "application/ndjson",
      "application/jsonl",
      "application/x-jsonlines",
      "application/json-lines",
      "application/stream+json",
      JSON,
      "text/plain");

  /** What the {@code Accept} header asks for. */
  String accept() {
    return this == EVENT_STREAM ? SSE : "application/x-ndjson, application/jsonl, " + JSON;
  }

  /** Whether a media type, in lower case and without parameters, is a stream of such frames. */
  boolean isStream(String mediaType) {
    return this == EVENT_STREAM ? mediaType.equals(SSE) : LINES.contains(mediaType);
  }

  /** Whether a media type is a whole answer in one body. */
  boolean isWholeBody(String mediaType) {
    return this == EVENT_STREAM && mediaType.equals(JSON);
  }

  /** What a person would call a stream of such frames. */
  String inWords() {
    return this == EVENT_STREAM ? "an event stream" : "JSON lines";
  }
}
