package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.json.JsonValueReader;
import io.github.streamingchat.internal.json.PulledMembers;
import io.github.streamingchat.internal.json.ScannedMembers;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.transport.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads frames, one at a time, without a tree: what a step of a stream needs is read into
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

  private final FrameProblems problems;
  private final MemberReader members;
  private final EncodedFrame encoded = new EncodedFrame();
  private final ScannedMembers scanned = new ScannedMembers();
  private final Function<JsonMembers, Boolean> walk = this::walk;
  private final Consumer<Problem> refusing = this::refuse;
  private @Nullable Problem refusal;

  private Said said = new Said();

  /** Tells of members that cannot be used. */
  FrameReader(FrameProblems problems) {
    this.problems = problems;
    this.members = new MemberReader(problems::add);
  }

  /** Why the last text was refused; null if it was not. */
  @Nullable
  Problem refusal() {
    return refusal;
  }

  String type() {
    return said.type;
  }

  @Nullable
  String id() {
    return said.id;
  }

  @Nullable
  String sessionId() {
    return said.sessionId;
  }

  /** New text; in a frame that says an error, the words of it. */
  @Nullable
  String chunk() {
    return said.chunk == null && said.error ? said.errorWords : said.chunk;
  }

  @Nullable
  String content() {
    return said.content;
  }

  long offset() {
    return said.offset;
  }

  boolean isStart() {
    return said.start;
  }

  boolean isEnd() {
    return said.end;
  }

  boolean isError() {
    return said.error;
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
    boolean isUsual = length > 0 && chars[0] == '{' && encoded.encode(chars, length);
    Boolean read = isUsual ? scanned.read(encoded.bytes(), 0, encoded.length(), walk) : null;
    return read != null ? read : pull(chars, length);
  }

  /** Jackson reads whatever is JSON, and knows what to say of the rest. */
  private boolean pull(char[] chars, int length) {
    try (JsonParser json = Json.parser(chars, 0, length)) {
      return walk(new PulledMembers(json));
    } catch (StreamConstraintsException tooDeep) {
      return refuse("nested_too_deep", "a frame is nested too deep");
    } catch (JacksonException malformed) {
      return refuse("malformed_json", "a frame is not JSON" + place(malformed));
    } catch (UnexpectedJsonException unexpected) {
      return refuse("trailing_json", "something follows the JSON object of a frame");
    }
  }

  private boolean walk(JsonMembers json) {
    forget();
    json.start();
    if (!json.enterIf(JsonToken.START_OBJECT)) {
      return refuse(
          "not_an_object",
          "a frame is a JSON object, but this one is " + JsonValueReader.inWords(json.kind()));
    }
    while (json.next()) {
      member(json, json.name());
    }
    json.end();
    return refusal == null && (!said.type.equals(STREAM) || saysSomething());
  }

  private static String place(JacksonException malformed) {
    return malformed.getLocation() == null
        ? ""
        : ", at character " + malformed.getLocation().getCharOffset();
  }

  private void refuse(Problem problem) {
    refuse(problem.code(), problem.message());
  }

  private boolean refuse(String code, String what) {
    refusal = new Problem(code, what + "; it was passed over");
    return false;
  }

  /** A chunk without a flag is a chunk all the same; neither is nothing. */
  private boolean saysSomething() {
    boolean says = said.start || said.step || said.end || said.error || said.chunk != null;
    return says
        || refuse("no_phase", "a frame of a stream is neither its start, nor a chunk, nor its end");
  }

  private void forget() {
    problems.clear();
    refusal = null;
    said = new Said();
  }

  private void member(JsonMembers json, String name) {
    switch (name) {
      case "type" -> said.type = Objects.requireNonNullElse(members.name(json, name), "");
      case "id" -> said.id = key(json, name);
      case "session_id", "sessionId" -> said.sessionId = key(json, name);
      case "sender" -> said.sender = members.name(json, name);
      case "agentId", "agent_id" -> said.agentId = members.name(json, name);
      case "agentName", "agent_name" -> said.agentName = members.name(json, name);
      case "agentType", "agent_type" -> said.agentType = members.name(json, name);
      case "agentAvatar", "agent_avatar" -> said.agentAvatar = members.name(json, name);
      case "reply_to", "replyTo" -> said.replyTo = members.name(json, name);
      case "timestamp" -> said.timestamp = members.newName(json, name);
      case "chunk" -> said.chunk = members.text(json, name);
      case "content" -> said.content = members.text(json, name);
      case "offset" -> said.offset = members.place(json, name);
      case "stream_start" -> said.start = MemberReader.truth(json);
      case "stream_chunk" -> said.step = MemberReader.truth(json);
      case "stream_end" -> said.end = MemberReader.truth(json);
      case "error" -> error(json);
      case "has_error" -> said.error |= MemberReader.truth(json);
      case "metadata" -> metadata(json);
      default -> json.skip();
    }
  }

  /**
   * What a frame is told apart by. A frame whose id cannot be taken is refused: without it, it would
   * pass for one of another stream.
   */
  private @Nullable String key(JsonMembers json, String name) {
    return MemberReader.name(json, name, refusing);
  }

  /** A mark on the words in the chunk, or the words themselves, or an object that has them. */
  private void error(JsonMembers json) {
    if (json.isText()) {
      String written = Objects.requireNonNull(json.text());
      if (!MemberReader.isFalse(written)) {
        said.error = true;
        said.errorWords = MemberReader.isTrue(written) ? null : written;
      }
    } else if (json.enterIf(JsonToken.START_OBJECT)) {
      said.error = true;
      while (json.next()) {
        if (json.name().equals("message") && json.isText()) {
          said.errorWords = json.text();
        } else {
          json.skip();
        }
      }
    } else {
      said.error |= MemberReader.truth(json);
    }
  }

  /** Only what a chunk needs; the rest is read when it is asked for. */
  private void metadata(JsonMembers json) {
    said.hasMetadata = false;
    JsonToken kind = json.kind();
    if (!json.enter()) {
      if (kind != JsonToken.VALUE_NULL) {
        members.report("metadata", kind, "an object");
      }
      return;
    }
    while (json.next()) {
      String name = json.name();
      switch (name) {
        case "reply_to", "replyTo" -> said.replyTo = members.name(json, name);
        case "has_error" -> said.error |= MemberReader.truth(json);
        default -> {
          said.hasMetadata |= !Envelope.SAID_ELSEWHERE.contains(name);
          json.skip();
        }
      }
    }
  }

  /** What the last frame says of itself, if it was read to its end. */
  Envelope envelope(char[] chars, int length) {
    Envelope envelope = beginning();
    if (!said.hasMetadata) {
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
    Author agent = new Author(said.agentId, said.agentName, said.agentType, said.agentAvatar);
    return new Envelope(
        said.id, said.sessionId, said.sender, agent, said.replyTo, time(), Map.of());
  }

  private @Nullable Instant time() {
    String written = said.timestamp;
    if (written == null) {
      return null;
    }
    Instant time = Timestamps.parse(written);
    if (time == null) {
      problems.add(new Problem(
          "bad_timestamp",
          "the time of a frame cannot be read: \"%s\"".formatted(PeerWords.shown(written))));
    }
    return time;
  }

  /** Makes a value of the last frame. */
  Frame frame(char[] chars, int length) {
    Envelope envelope = envelope(chars, length);
    return switch (said.type) {
      case MESSAGE -> new Frame.Message(envelope, said.content == null ? "" : said.content);
      case STREAM ->
        new Frame.Stream(envelope, said.start, chunk(), said.offset, said.end, said.error);
      case CANCEL -> new Frame.Cancel(envelope);
      case RESUME -> new Frame.Resume(envelope, Math.max(0, said.offset));
      case CANNOT_RESUME -> new Frame.CannotResume(envelope);
      case ERROR -> ErrorMembers.failure(envelope, values(chars, length, name -> true));
      default -> new Frame.Other(envelope, said.type, values(chars, length, name -> true));
    };
  }

  private static Map<String, @Nullable Object> values(
      char[] chars, int length, Predicate<String> wanted) {
    try (JsonParser json = Json.parser(chars, 0, length)) {
      return new PulledMembers(json).whole(wanted);
    } catch (JacksonException | UnexpectedJsonException never) {
      throw new IllegalStateException("what was read once cannot be read again", never);
    }
  }

  /** What a frame says. Each has its own: what is written into a new object needs no fence of memory. */
  private static final class Said {
    String type = "";

    @Nullable
    String id;

    @Nullable
    String sessionId;

    @Nullable
    String sender;

    @Nullable
    String agentId;

    @Nullable
    String agentName;

    @Nullable
    String agentType;

    @Nullable
    String agentAvatar;

    @Nullable
    String replyTo;

    @Nullable
    String timestamp;

    @Nullable
    String chunk;

    @Nullable
    String content;

    @Nullable
    String errorWords;

    boolean hasMetadata;
    long offset = -1;
    boolean start;
    boolean step;
    boolean end;
    boolean error;
  }
}
