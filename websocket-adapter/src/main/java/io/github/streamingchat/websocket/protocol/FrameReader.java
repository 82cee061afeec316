package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.transport.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads frames, one at a time, straight from the characters: what a step of a stream needs is read into
 * fields, and what nobody asks for is passed over without a value being made of it. Only a frame whose
 * members must be kept is read a second time, into a map.
 *
 * <p>Lenient: a member that cannot be used counts as absent and is reported; only what is no frame at
 * all is refused.
 *
 * <p>Not safe for use by several threads at once.
 */
final class FrameReader {
  static final String MESSAGE = "message";
  static final String STREAM = "message_stream";
  static final String ERROR = "error";
  static final String CANCEL = "cancel";
  static final String RESUME = "resume";
  static final String CANNOT_RESUME = "cannot_resume";

  /** The longest id, in UTF-16 units; a longer one would cost memory for as long as it is remembered. */
  static final int LONGEST_ID = 1024;

  private static final int LONGEST_NUMBER = 18;

  private final Consumer<Problem> problems;
  private @Nullable Problem refusal;

  private String type = "";
  private @Nullable String id;
  private @Nullable String sessionId;
  private @Nullable String sender;
  private @Nullable String agentId;
  private @Nullable String agentName;
  private @Nullable String agentType;
  private @Nullable String replyTo;
  private @Nullable String timestamp;
  private @Nullable String chunk;
  private @Nullable String content;
  private @Nullable Map<String, @Nullable Object> metadata;
  private long offset;
  private boolean start;
  private boolean step;
  private boolean end;
  private boolean error;

  /** Told of members that cannot be used. */
  FrameReader(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** Why the last text was refused; null if it was not. */
  @Nullable
  Problem refusal() {
    return refusal;
  }

  String type() {
    return type;
  }

  @Nullable
  String id() {
    return id;
  }

  @Nullable
  String sessionId() {
    return sessionId;
  }

  @Nullable
  String chunk() {
    return chunk;
  }

  long offset() {
    return offset;
  }

  boolean isStart() {
    return start;
  }

  boolean isEnd() {
    return end;
  }

  boolean isError() {
    return error;
  }

  /** Reads a text into a frame; null if it is refused. */
  @Nullable
  Frame read(char[] chars, int length) {
    return scan(chars, length) ? frame(chars, length) : null;
  }

  /**
   * Reads a text into the fields.
   *
   * @return false if it is refused; the fields hold what came before it broke off
   */
  boolean scan(char[] chars, int length) {
    forget();
    try (JsonParser json = Json.parser(chars, 0, length)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return refuse(
            "not_an_object", "a frame is a JSON object, but this one is " + inWords(first));
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        member(json, name, json.nextToken());
      }
      if (json.nextToken() != null) {
        return refuse("trailing_json", "something follows the JSON object of a frame");
      }
    } catch (StreamConstraintsException tooDeep) {
      return refuse("nested_too_deep", "a frame is nested too deep");
    } catch (JacksonException malformed) {
      return refuse("malformed_json", "a frame is not JSON" + place(malformed));
    }
    return !type.equals(STREAM) || saysSomething();
  }

  private static String inWords(@Nullable JsonToken token) {
    return JsonValueReader.inWords(token);
  }

  private static String place(JacksonException malformed) {
    return malformed.getLocation() == null
        ? ""
        : ", at character " + malformed.getLocation().getCharOffset();
  }

  private boolean refuse(String code, String what) {
    refusal = new Problem(code, what + "; it was passed over");
    return false;
  }

  /** A chunk without a flag is a chunk all the same; neither is nothing. */
  private boolean saysSomething() {
    boolean says = start || step || end || chunk != null;
    return says
        || refuse("no_phase", "a frame of a stream is neither its start, nor a chunk, nor its end");
  }

  private void forget() {
    refusal = null;
    type = "";
    id = null;
    sessionId = null;
    sender = null;
    agentId = null;
    agentName = null;
    agentType = null;
    replyTo = null;
    timestamp = null;
    chunk = null;
    content = null;
    metadata = null;
    offset = -1;
    start = false;
    step = false;
    end = false;
    error = false;
  }

  private void member(JsonParser json, String name, JsonToken value) {
    switch (name) {
      case "type" -> type = Objects.requireNonNullElse(name(json, name, value), "");
      case "id" -> id = name(json, name, value);
      case "session_id", "sessionId" -> sessionId = name(json, name, value);
      case "sender" -> sender = name(json, name, value);
      case "agentId", "agent_id" -> agentId = name(json, name, value);
      case "agentName", "agent_name" -> agentName = name(json, name, value);
      case "agentType", "agent_type" -> agentType = name(json, name, value);
      case "reply_to", "replyTo" -> replyTo = name(json, name, value);
      case "timestamp" -> timestamp = name(json, name, value);
      case "chunk" -> chunk = text(json, name, value);
      case "content" -> content = text(json, name, value);
      case "offset" -> offset = number(json, value);
      case "stream_start" -> start = truth(json, value);
      case "stream_chunk" -> step = truth(json, value);
      case "stream_end" -> end = truth(json, value);
      case "error", "has_error" -> error |= truth(json, value);
      case "metadata" -> metadata(json, value);
      default -> json.skipChildren();
    }
  }

  private void metadata(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      wrong("metadata", value, "an object");
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken member = json.nextToken();
      switch (name) {
        case "reply_to", "replyTo" -> replyTo = name(json, name, member);
        case "has_error" -> error |= truth(json, member);
        case "streaming" -> json.skipChildren();
        default -> {
          Map<String, @Nullable Object> more = metadata;
          if (more == null) {
            more = new LinkedHashMap<>();
            metadata = more;
          }
          more.put(name, JsonValueReader.value(json));
        }
      }
    }
  }

  /** A name or an id: text, or a number taken as text. */
  private @Nullable String name(JsonParser json, String member, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.VALUE_STRING && !value.isNumeric()) {
      wrong(member, value, "a string");
      json.skipChildren();
      return null;
    }
    if (json.getStringLength() > LONGEST_ID) {
      problems.accept(new Problem(
          "id_too_long",
          "the member %s of a frame has %d characters, and at most %d are taken; it counts as absent"
              .formatted(member, json.getStringLength(), LONGEST_ID)));
      return null;
    }
    return json.getString();
  }

  private @Nullable String text(JsonParser json, String member, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    wrong(member, value, "a string");
    if (value.isStructStart()) {
      json.skipChildren();
      return null;
    }
    return json.getString();
  }

  private long number(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NUMBER_INT && json.getStringLength() <= LONGEST_NUMBER) {
      long number = json.getLongValue();
      if (number >= 0) {
        return number;
      }
    }
    if (value != JsonToken.VALUE_NULL) {
      wrong("offset", value, "a number of characters");
    }
    json.skipChildren();
    return -1;
  }

  private static boolean truth(JsonParser json, JsonToken value) {
    boolean is = switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_STRING, VALUE_NUMBER_INT ->
        json.getStringLength() <= 4
            && (json.getString().equalsIgnoreCase("true") || json.getString().equals("1"));
      default -> false;
    };
    json.skipChildren();
    return is;
  }

  private void wrong(String member, JsonToken value, String expected) {
    problems.accept(new Problem(
        "unexpected_json",
        "the member %s of a frame should be %s, but is %s"
            .formatted(member, expected, inWords(value))));
  }

  /** What the last frame says of itself. */
  Envelope envelope() {
    Author agent = agentId == null && agentName == null && agentType == null
        ? null
        : new Author(agentId, agentName, agentType, null);
    return new Envelope(
        id, sessionId, sender, agent, replyTo, time(), metadata == null ? Map.of() : metadata);
  }

  private @Nullable Instant time() {
    String written = timestamp;
    if (written == null) {
      return null;
    }
    Instant time = Timestamps.parse(written);
    if (time == null) {
      problems.accept(new Problem(
          "bad_timestamp",
          "the time of a frame cannot be read: \"%s\"".formatted(PeerWords.shown(written))));
    }
    return time;
  }

  /** Makes a value of the last frame. */
  Frame frame(char[] chars, int length) {
    Envelope envelope = envelope();
    return switch (type) {
      case MESSAGE -> new Frame.Message(envelope, content == null ? "" : content);
      case STREAM -> new Frame.Stream(envelope, start, chunk, offset, end, error);
      case CANCEL -> new Frame.Cancel(envelope);
      case RESUME -> new Frame.Resume(envelope, Math.max(0, offset));
      case CANNOT_RESUME -> new Frame.CannotResume(envelope);
      case ERROR -> failure(envelope, members(chars, length));
      default -> new Frame.Other(envelope, type, members(chars, length));
    };
  }

  private static Map<String, @Nullable Object> members(char[] chars, int length) {
    try (JsonParser json = Json.parser(chars, 0, length)) {
      return JsonValueReader.object(json, name -> true);
    } catch (JacksonException | UnexpectedJsonException never) {
      throw new IllegalStateException("what was read once cannot be read again", never);
    }
  }

  private static Frame.Failure failure(Envelope envelope, Map<String, @Nullable Object> members) {
    Map<?, ?> inner = members.get("error") instanceof Map<?, ?> nested ? nested : members;
    String words = words(inner, "message");
    if (words == null) {
      words = words(inner, "error");
    }
    if (words == null) {
      words = words(inner, "content");
    }
    return new Frame.Failure(
        envelope, words == null ? "" : words, words(inner, "code"), members.get("details"));
  }

  private static @Nullable String words(Map<?, ?> members, String name) {
    Object value = members.get(name);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }
}
