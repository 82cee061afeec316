package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a plain format: pieces of one text, metadata, and then an error or the end. The
 * decoders know what their format calls these; this knows what may be wrong with them.
 *
 * <p>A value that is null counts as absent everywhere.
 */
final class PlainAnswer {
  private static final String TEXT = "content";
  private static final String STREAM_ID = "stream_id";

  private final EventSink sink;
  private final JsonFrames frames;

  PlainAnswer(EventSink sink, String format, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, format, strict);
  }

  /** Reads the members that are wanted of a frame's object; null if the frame is passed over. */
  @Nullable
  Map<String, @Nullable Object> read(SseFrame frame, Predicate<String> wanted) {
    return isBlank(frame) ? null : frames.read(frame, json -> json.whole(wanted));
  }

  /**
   * Reads a frame's object, or the one that was sent as a string; null if it is passed over, or if it
   * was nothing but a piece of text, which has then been taken.
   */
  @Nullable
  Map<String, @Nullable Object> readAllButText(SseFrame frame) {
    if (isBlank(frame)) {
      return null;
    }
    Object read = frames.read(frame, PlainAnswer::textOrObject);
    if (read instanceof OnlyText only) {
      text(only.text());
      return null;
    }
    return object(read);
  }

  /** What nearly all that is streamed is: an object that has nothing besides the text. */
  private record OnlyText(String text) {}

  private static Object textOrObject(JsonMembers json) {
    json.start();
    Object read = json.isText() ? json.text() : null;
    if (read == null) {
      json.enterObject();
      read = members(json);
    }
    json.end();
    return read;
  }

  private static Object members(JsonMembers json) {
    String text = null;
    Map<String, @Nullable Object> members = Map.of();
    while (json.next()) {
      String name = json.name();
      Object value = json.value();
      if (text == null && members.isEmpty() && name.equals(TEXT) && value instanceof String first) {
        text = first;
        continue;
      }
      if (members.isEmpty()) {
        members = new LinkedHashMap<>(4);
        if (text != null) {
          members.put(TEXT, text);
        }
      }
      members.put(name, value);
    }
    return text != null && members.isEmpty() ? new OnlyText(text) : members;
  }

  private boolean isBlank(SseFrame frame) {
    boolean blank = JsonFrames.isBlank(frame);
    if (blank) {
      sink.heartbeat();
    }
    return blank;
  }

  /** Takes an object, or a string that holds one; null if it is neither, which is reported. */
  @Nullable
  Map<String, @Nullable Object> object(@Nullable Object value) {
    if (value instanceof String text) {
      return frames.read(text, JsonMembers::whole);
    }
    if (value instanceof Map<?, ?> object) {
      return named(object);
    }
    if (value != null) {
      wrong("the data", value, "an object");
    }
    return null;
  }

  void text(@Nullable Object piece) {
    frames.understood();
    if (piece instanceof String text) {
      sink.primary().text(TEXT, text);
    } else if (piece != null) {
      wrong("the text", piece, "a string");
      if (piece instanceof Number && sink.isOpen()) {
        sink.primary().text(TEXT, piece.toString());
      }
    }
  }

  void metadata(@Nullable Object members) {
    if (!sink.isOpen()) {
      return; // what was wrong with the text has failed the answer
    }
    frames.understood();
    if (members instanceof Map<?, ?> object) {
      streamId(object.get(STREAM_ID));
      if (!object.isEmpty()) {
        sink.primary().metadata(named(object));
      }
    } else if (members != null) {
      wrong("the metadata", members, "an object");
    }
  }

  /** The names of JSON members are strings. */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> named(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }

  /** The id by which the server can be asked to cancel. */
  void streamId(@Nullable Object id) {
    if (id instanceof String || id instanceof Number) {
      sink.streamId(id.toString());
    }
  }

  private void wrong(String what, Object value, String expected) {
    String is = value instanceof Map
        ? "an object"
        : value instanceof Iterable
            ? "an array"
            : value instanceof String ? "a string" : "a scalar";
    frames.problem("unexpected_json", what + " should be " + expected + ", but is " + is);
  }

  /** JSON came that says nothing in the format. */
  void notUnderstood() {
    frames.notUnderstood();
  }

  /** The format allows for kinds that are newer than this library. */
  void unknown(@Nullable Object kind) {
    frames.notUnderstood();
    String name = kind == null ? "no kind" : "\"" + PeerWords.shown(kind.toString()) + "\"";
    sink.problem(new Problem("unknown_event", "an event of " + name + " was passed over"));
  }

  /**
   * Takes an error however it is told: an object, the JSON of one, or plain words. Nothing in it is
   * against the format, for the worst that may happen to an error is not to be told.
   */
  void error(@Nullable Object told) {
    if (told instanceof Map<?, ?> event) {
      fail(ProviderError.of(event));
      return;
    }
    String words = told == null ? "" : told.toString();
    Object json = JsonFrames.readOrNull(words, JsonMembers::wholeOrText);
    if (json == null) {
      fail(ProviderError.unstructured(words));
    } else {
      error(json); // shorter each time: a string in a string in a string
    }
  }

  private void fail(ProviderError error) {
    sink.failed(ProviderErrors.of(error));
  }

  void heartbeat() {
    sink.heartbeat();
  }

  boolean isOpen() {
    return sink.isOpen();
  }

  void complete() {
    sink.primary().finish(FinishReason.UNKNOWN);
    sink.completed(true);
  }

  void truncated() {
    sink.truncated(null);
  }

  /** Takes a whole answer: its text, its metadata if there is any, or its error. */
  void whole(byte[] body) {
    Map<String, @Nullable Object> read = frames.readWhole(body, JsonMembers::whole);
    if (read == null) {
      return;
    }
    Map<?, ?> answer = read.get("data") instanceof Map<?, ?> nested ? nested : read;
    if (answer.get("error") != null) {
      error(answer);
    } else if (answer.get(TEXT) == null) {
      frames.failAsUnreadable("its JSON has no content");
    } else {
      text(answer.get(TEXT));
      metadata(answer.get("metadata"));
      if (sink.isOpen()) {
        complete();
      }
    }
  }

  /** The stream ended without the format's end mark. */
  boolean end() {
    return frames.failIfNothingWasUnderstood();
  }
}
