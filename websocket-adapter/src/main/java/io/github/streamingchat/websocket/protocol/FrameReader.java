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
import java.util.function.Predicate;
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

  private final Consumer<Problem> problems;
  private final MemberReader members;
  private @Nullable Problem refusal;

  private String type = "";
  private @Nullable String id;
  private @Nullable String sessionId;
  private @Nullable String sender;
  private @Nullable String agentId;
  private @Nullable String agentName;
  private @Nullable String agentType;
  private @Nullable String agentAvatar;
  private @Nullable String replyTo;
  private @Nullable String timestamp;
  private @Nullable String chunk;
  private @Nullable String content;
  private @Nullable String errorWords;
  private boolean hasMetadata;
  private long offset;
  private boolean start;
  private boolean step;
  private boolean end;
  private boolean error;

  /** Told of members that cannot be used. */
  FrameReader(Consumer<Problem> problems) {
    this.problems = problems;
    this.members = new MemberReader(problems);
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

  /** New text; in a frame that says an error, the words of it. */
  @Nullable
  String chunk() {
    return chunk == null && error ? errorWords : chunk;
  }

  @Nullable
  String content() {
    return content;
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
            "not_an_object",
            "a frame is a JSON object, but this one is " + JsonValueReader.inWords(first));
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        member(json, name, json.nextToken());
      }
      if (json.nextToken() != null) {
        return refuse("trailing_json", "something follows the JSON object of a frame");
      }
      if (refusal != null) {
        return false;
      }
    } catch (StreamConstraintsException tooDeep) {
      return refuse("nested_too_deep", "a frame is nested too deep");
    } catch (JacksonException malformed) {
      return refuse("malformed_json", "a frame is not JSON" + place(malformed));
    }
    return !type.equals(STREAM) || saysSomething();
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
    boolean says = start || step || end || error || chunk != null;
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
    agentAvatar = null;
    replyTo = null;
    timestamp = null;
    chunk = null;
    content = null;
    errorWords = null;
    hasMetadata = false;
    offset = -1;
    start = false;
    step = false;
    end = false;
    error = false;
  }

  private void member(JsonParser json, String name, JsonToken value) {
    switch (name) {
      case "type" -> type = Objects.requireNonNullElse(members.name(json, name, value), "");
      case "id" -> id = key(json, name, value);
      case "session_id", "sessionId" -> sessionId = key(json, name, value);
      case "sender" -> sender = members.name(json, name, value);
      case "agentId", "agent_id" -> agentId = members.name(json, name, value);
      case "agentName", "agent_name" -> agentName = members.name(json, name, value);
      case "agentType", "agent_type" -> agentType = members.name(json, name, value);
      case "agentAvatar", "agent_avatar" -> agentAvatar = members.name(json, name, value);
      case "reply_to", "replyTo" -> replyTo = members.name(json, name, value);
      case "timestamp" -> timestamp = members.name(json, name, value);
      case "chunk" -> chunk = members.text(json, name, value);
      case "content" -> content = members.text(json, name, value);
      case "offset" -> offset = members.place(json, name, value);
      case "stream_start" -> start = MemberReader.truth(json, value);
      case "stream_chunk" -> step = MemberReader.truth(json, value);
      case "stream_end" -> end = MemberReader.truth(json, value);
      case "error" -> error(json, value);
      case "has_error" -> error |= MemberReader.truth(json, value);
      case "metadata" -> metadata(json, value);
      default -> json.skipChildren();
    }
  }

  /**
   * What a frame is told apart by. A frame whose id cannot be taken is refused: without it, it would
   * pass for one of another stream.
   */
  private @Nullable String key(JsonParser json, String name, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    Problem problem = MemberReader.unusableAsName(json, name, value);
    if (problem != null) {
      refuse(problem.code(), problem.message());
      json.skipChildren();
      return null;
    }
    return json.getString();
  }

  /** A mark on the words in the chunk, or the words themselves, or an object that has them. */
  private void error(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      String written = json.getString();
      if (!MemberReader.isFalse(written)) {
        error = true;
        errorWords = MemberReader.isTrue(written) ? null : written;
      }
    } else if (value == JsonToken.START_OBJECT) {
      error = true;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken member = json.nextToken();
        if (name.equals("message") && member == JsonToken.VALUE_STRING) {
          errorWords = json.getString();
        } else {
          json.skipChildren();
        }
      }
    } else {
      error |= MemberReader.truth(json, value);
    }
  }

  /** Only what a chunk needs; the rest is read when it is asked for. */
  private void metadata(JsonParser json, JsonToken value) {
    hasMetadata = false;
    if (value != JsonToken.START_OBJECT) {
      if (value != JsonToken.VALUE_NULL) {
        members.report("metadata", value, "an object");
      }
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken member = json.nextToken();
      switch (name) {
        case "reply_to", "replyTo" -> replyTo = members.name(json, name, member);
        case "has_error" -> error |= MemberReader.truth(json, member);
        default -> {
          hasMetadata |= !Envelope.SAID_ELSEWHERE.contains(name);
          json.skipChildren();
        }
      }
    }
  }

  /** What the last frame says of itself, if it was read to its end. */
  Envelope envelope(char[] chars, int length) {
    Envelope envelope = beginning();
    if (!hasMetadata) {
      return envelope;
    }
    Object metadata = values(chars, length, "metadata"::equals).get("metadata");
    return metadata instanceof Map<?, ?> map ? envelope.withMetadata(named(map)) : envelope;
  }

  private static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }

  /** What the last frame said of itself before it broke off. */
  Envelope beginning() {
    Author agent = new Author(agentId, agentName, agentType, agentAvatar);
    return new Envelope(id, sessionId, sender, agent, replyTo, time(), Map.of());
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
    Envelope envelope = envelope(chars, length);
    return switch (type) {
      case MESSAGE -> new Frame.Message(envelope, content == null ? "" : content);
      case STREAM -> new Frame.Stream(envelope, start, chunk(), offset, end, error);
      case CANCEL -> new Frame.Cancel(envelope);
      case RESUME -> new Frame.Resume(envelope, Math.max(0, offset));
      case CANNOT_RESUME -> new Frame.CannotResume(envelope);
      case ERROR -> ErrorMembers.failure(envelope, values(chars, length, name -> true));
      default -> new Frame.Other(envelope, type, values(chars, length, name -> true));
    };
  }

  private static Map<String, @Nullable Object> values(
      char[] chars, int length, Predicate<String> wanted) {
    try (JsonParser json = Json.parser(chars, 0, length)) {
      return JsonValueReader.object(json, wanted);
    } catch (JacksonException | UnexpectedJsonException never) {
      throw new IllegalStateException("what was read once cannot be read again", never);
    }
  }
}
