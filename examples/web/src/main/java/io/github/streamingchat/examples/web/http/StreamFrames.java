package io.github.streamingchat.examples.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.Author;
import io.github.streamingchat.examples.web.log.LogEvent;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says the events of a log in the frames of the three-phase protocol: a start, chunks that say where they
 * belong, an error as a chunk, an end. A frame's metadata says its {@code place} in the log, if it has one,
 * which the page names to go on behind it. What the protocol has no word for is a frame of type {@code
 * stream_event}, which other readers pass over.
 *
 * <p>For one thread at a time.
 */
final class StreamFrames {
  private static final Author ASSISTANT = new Author("assistant", "Assistant", "assistant", null);
  private static final String PLACE = "place";

  private final Envelope envelope;
  private final InstantSource clock;

  /** Where the next chunk belongs in the text. */
  private long offset;

  private boolean started;

  /**
   * Begins, or goes on.
   *
   * @param wish of the one who follows: the stream, the conversation, and the place that is known
   * @param offset how much of the text is known
   * @param clock where the frames' times come from
   */
  StreamFrames(Envelope wish, long offset, InstantSource clock) {
    envelope = wish.withSender("ai").withAgent(ASSISTANT);
    this.clock = clock;
    started = place() > 0;
    this.offset = started ? offset : 0;
  }

  /** Gives the place behind which to go on. */
  long place() {
    return envelope.metadata().get(PLACE) instanceof Number place && place.longValue() > 0
        ? place.longValue()
        : 0;
  }

  /** Gives the frame that starts the stream, once, unless it goes on. */
  @Nullable
  String start() {
    if (started) {
      return null;
    }
    started = true;
    return new Frame.Stream(at(0, Map.of()), true, null, -1, false, false).json();
  }

  String of(LogEvent event) {
    JsonNode data = Json.read(event.data().getBytes(UTF_8));
    return switch (event.type()) {
      case "message" -> chunk(event, data.path("content").asString());
      case "error" -> error(event, data.path("error"));
      case "complete" ->
        new Frame.Stream(
                at(event.place(), Map.of("complete", Json.map(data))),
                false,
                null,
                offset,
                true,
                false)
            .json();
      default -> other(event, data);
    };
  }

  private String chunk(LogEvent event, String text) {
    long at = offset;
    offset += text.length();
    return new Frame.Stream(at(event.place(), Map.of()), false, text, at, false, false).json();
  }

  private String error(LogEvent event, JsonNode error) {
    String words = error.path("message").asString();
    Envelope at = at(event.place(), Map.of("error", Json.map(error)));
    return new Frame.Stream(at, false, words, -1, false, true).json();
  }

  private String other(LogEvent event, JsonNode data) {
    if (event.type().equals("replaced")) {
      offset = 0;
    }
    Map<String, @Nullable Object> members = Json.object(
        "type", "stream_event", "id", envelope.id(), "session_id", envelope.sessionId());
    members.put("event", event.type());
    members.put("data", data);
    members.put("metadata", metadata(event.place(), Map.of()));
    return Json.text(members);
  }

  private Envelope at(long place, Map<String, ? extends @Nullable Object> more) {
    return envelope.withMetadata(metadata(place, more)).withTimestamp(clock.instant());
  }

  private static Map<String, @Nullable Object> metadata(
      long place, Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(more);
    if (place > 0) {
      metadata.put(PLACE, place);
    }
    return metadata;
  }
}
