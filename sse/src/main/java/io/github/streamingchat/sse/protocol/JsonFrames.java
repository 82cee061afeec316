package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.json.PulledMembers;
import io.github.streamingchat.internal.json.ScannedMembers;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads the JSON of one answer's frames, and keeps the account of what could not be read.
 *
 * <p>Lenient: a frame that is no JSON, or JSON of another shape, is passed over and reported. If
 * nothing but such frames came, the peer does not speak the format, and the answer fails with that.
 * Strict: the first of them fails the answer.
 */
final class JsonFrames {
  private static final String NOT_JSON = "what it sent is not JSON";
  private static final String OTHER_JSON = "what it sent is JSON of another kind";

  private final EventSink sink;
  private final String format;
  private final boolean strict;
  private final ScannedMembers scanned = new ScannedMembers();
  private boolean understood;
  /** Why the first frame that was passed over could not be read. */
  private @Nullable String unreadable;

  /**
   * Begins an answer.
   *
   * @param format what a person would call the format
   */
  JsonFrames(EventSink sink, String format, boolean strict) {
    this.sink = sink;
    this.format = format;
    this.strict = strict;
  }

  /**
   * Reads a frame, from its bytes and without a String. One that needs more than that is decoded, which
   * repairs ill-formed UTF-8, and read by Jackson.
   *
   * @param shape reads the members; what Jackson throws says that it is not JSON, and a {@link
   *     UnexpectedJsonException} that it is JSON of another shape
   * @return what was read, or null if the frame is passed over
   */
  <T> @Nullable T read(SseFrame frame, Function<JsonMembers, T> shape) {
    T read = scanned.read(frame.bytes(), frame.offset(), frame.length(), shape);
    return read != null ? read : read(frame.data(), shape);
  }

  /** Whether a frame holds nothing but space. */
  static boolean isBlank(SseFrame frame) {
    int at = frame.offset();
    int end = at + frame.length();
    while (at < end && (frame.bytes()[at] == ' ' || frame.bytes()[at] == '\n')) {
      at++;
    }
    return at == end;
  }

  /** Reads a text that need not be JSON; null if it is not of that shape. */
  static <T> @Nullable T readOrNull(String data, Function<JsonMembers, T> shape) {
    try (JsonParser json = Json.parser(data)) {
      return shape.apply(new PulledMembers(json));
    } catch (JacksonException | UnexpectedJsonException notOfIt) {
      return null;
    }
  }

  /** Reads a text as {@link #read(SseFrame, Function)} reads a frame. */
  <T> @Nullable T read(String data, Function<JsonMembers, T> shape) {
    try (JsonParser json = Json.parser(data)) {
      return shape.apply(new PulledMembers(json));
    } catch (StreamConstraintsException tooDeep) {
      passOver(NOT_JSON, "malformed_json", "it is nested too deep");
    } catch (JacksonException malformed) {
      passOver(NOT_JSON, "malformed_json", "it is not JSON" + place(malformed));
    } catch (UnexpectedJsonException unexpected) {
      passOver(OTHER_JSON, "unexpected_json", unexpected.getMessage());
    }
    return null;
  }

  private static String place(JacksonException malformed) {
    TokenStreamLocation location = malformed.getLocation();
    return location == null ? "" : ", at character " + location.getCharOffset();
  }

  private void passOver(String reason, String code, @Nullable String what) {
    unreadable = unreadable == null ? reason : unreadable;
    problem(code, "a chunk of the stream was passed over: " + what);
  }

  /**
   * Reads the one body of a server that does not stream. A body that was cut, or is not of the format,
   * ends the answer.
   *
   * @return what was read, or null if the answer has ended
   */
  <T> @Nullable T readWhole(byte[] body, Function<JsonMembers, T> shape) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      sink.truncated(null);
      return null;
    }
    try (JsonParser json = Json.parser(text)) {
      return shape.apply(new PulledMembers(json));
    } catch (UnexpectedEndOfInputException brokenOff) {
      sink.truncated(null);
    } catch (JacksonException malformed) {
      breakOff(NOT_JSON, "malformed_json", "it is not JSON" + place(malformed));
    } catch (UnexpectedJsonException unexpected) {
      breakOff(OTHER_JSON, "unexpected_json", unexpected.getMessage());
    }
    return null;
  }

  /** A body whose beginning is of the format was cut within a word, or a gateway put its own behind. */
  private void breakOff(String reason, String code, @Nullable String what) {
    if (understood) {
      sink.problem(new Problem(code, "the body broke off: " + what));
      sink.truncated(null);
    } else {
      failAsUnreadable(reason);
    }
  }

  /** Something came that is of the format. */
  void understood() {
    understood = true;
  }

  /** JSON came that says nothing in the format. */
  void notUnderstood() {
    unreadable = unreadable == null ? OTHER_JSON : unreadable;
  }

  boolean isStrict() {
    return strict;
  }

  /** Whether the answer has not ended, as a problem may have ended it. */
  boolean isOpen() {
    return sink.isOpen();
  }

  /** Reports what is nobody's fault. */
  void notice(Problem problem) {
    sink.problem(problem);
  }

  /** The peer broke the format; the answer goes on unless it is read strictly. */
  void problem(String code, String what) {
    sink.problem(new Problem(code, what));
    if (strict && sink.isOpen()) {
      sink.failed(ChatError.builder(
              ChatError.Kind.PROTOCOL,
              "The server broke the protocol, and the answer is read strictly: " + what + ".")
          .code(code)
          .build());
    }
  }

  /** Fails the answer if all that came was of something else. */
  boolean failIfNothingWasUnderstood() {
    String reason = unreadable;
    if (understood || reason == null) {
      return false;
    }
    failAsUnreadable(reason);
    return true;
  }

  void failAsUnreadable(String reason) {
    sink.failed(ChatError.builder(
            ChatError.Kind.PROTOCOL,
            "The server does not speak %s at this URL: %s; check the URL."
                .formatted(format, reason))
        .code(reason.equals(NOT_JSON) ? "malformed_json" : "unexpected_json")
        .build());
  }
}
