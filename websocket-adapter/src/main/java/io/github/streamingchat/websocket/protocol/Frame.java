package io.github.streamingchat.websocket.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One text message of the socket, in either direction. For servers and for whoever has a socket of
 * another kind: {@link #parse} reads what came, {@link #json} writes what goes.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Frame {
  /**
   * Gives what frames of every type may say.
   *
   * @return the envelope
   */
  Envelope envelope();

  /**
   * Writes the frame. Half of a surrogate pair becomes an escape, so that the text can be sent.
   *
   * @return a JSON object; {@link #parse} makes an equal frame of it, if the numbers in its maps are of
   *     the types that parsing makes: Integer, Long, BigInteger and BigDecimal
   * @throws IllegalArgumentException if a map of the frame holds something that JSON has not
   */
  default String json() {
    return FrameWriter.json(this);
  }

  /**
   * Reads a frame. What is wrong with one of its members only is passed over, as the member were not
   * there.
   *
   * @param text one whole message of the socket
   * @return the frame
   * @throws BadFrameException if it is not one JSON object, is nested too deep, has an id that is no
   *     id or is too long, or is a stream's frame that says nothing
   */
  static Frame parse(CharSequence text) {
    FrameReader reader = new FrameReader(new FrameProblems());
    char[] chars = text.toString().toCharArray();
    Frame frame = reader.read(chars, chars.length);
    if (frame == null) {
      throw new BadFrameException(Objects.requireNonNull(reader.refusal()));
    }
    return frame;
  }

  /**
   * A complete message ({@code message}): a user's turn, or a message that is not streamed.
   *
   * @param envelope what frames of every type may say
   * @param content the whole text
   */
  record Message(Envelope envelope, String content) implements Frame {}

  /**
   * A step of a streamed message ({@code message_stream}). One frame may hold several: the start comes
   * before the chunk, and the end after it.
   *
   * @param envelope what frames of every type may say
   * @param start whether the message starts
   * @param chunk the new text only, or null if there is none
   * @param offset where the chunk begins in the message's text, in UTF-16 units, or -1 if the peer does
   *     not say
   * @param end whether the message ends
   * @param error whether the chunk is the words of an error, and no text
   */
  record Stream(
      Envelope envelope,
      boolean start,
      @Nullable String chunk,
      long offset,
      boolean end,
      boolean error)
      implements Frame {
    /**
     * Checks the place.
     *
     * @param envelope what frames of every type may say
     * @param start whether the message starts
     * @param chunk the new text only, or null
     * @param offset where the chunk begins, or -1
     * @param end whether the message ends
     * @param error whether the chunk is the words of an error
     * @throws IllegalArgumentException if the place is below -1
     */
    public Stream {
      if (offset < -1) {
        throw new IllegalArgumentException("a chunk has no place " + offset);
      }
    }
  }

  /**
   * An error ({@code error}).
   *
   * @param envelope what frames of every type may say
   * @param message the words
   * @param code the peer's code, or null
   * @param members what else it said, under the names that it used
   */
  record Failure(
      Envelope envelope,
      String message,
      @Nullable String code,
      Map<String, @Nullable Object> members)
      implements Frame {
    /**
     * Copies the members, but for those that the other fields tell.
     *
     * @param envelope what frames of every type may say
     * @param message the words
     * @param code the peer's code, or null
     * @param members what else it said
     */
    public Failure {
      members = Collections.unmodifiableMap(ErrorMembers.further(members));
    }
  }

  /**
   * An answer is not wanted any more ({@code cancel}); from the client.
   *
   * @param envelope the id of the stream, or of the turn if none has started, and the conversation
   */
  record Cancel(Envelope envelope) implements Frame {}

  /**
   * A stream that was torn should go on ({@code resume}); from the client.
   *
   * @param envelope the id of the stream, and the conversation
   * @param offset how much of its text has arrived, in UTF-16 units
   */
  record Resume(Envelope envelope, long offset) implements Frame {
    /**
     * Checks the place.
     *
     * @param envelope the id of the stream, and the conversation
     * @param offset how much of its text has arrived
     * @throws IllegalArgumentException if it is negative
     */
    public Resume {
      if (offset < 0) {
        throw new IllegalArgumentException("no text has a place " + offset);
      }
    }
  }

  /**
   * A stream that was torn cannot go on ({@code cannot_resume}); from the server.
   *
   * @param envelope the id of the stream, and the conversation
   */
  record CannotResume(Envelope envelope) implements Frame {}

  /**
   * A frame of any other type, with all its members.
   *
   * @param envelope what frames of every type may say
   * @param type the type, empty if the frame has none
   * @param members all members as they came, the type and those of the envelope too
   */
  record Other(Envelope envelope, String type, Map<String, @Nullable Object> members)
      implements Frame {
    /**
     * Copies the members.
     *
     * @param envelope what frames of every type may say
     * @param type the type
     * @param members all members
     */
    public Other {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * Makes a frame to send.
     *
     * @param type the type
     * @param sessionId the conversation
     * @param members further members
     * @return the frame
     */
    public static Other of(String type, String sessionId, Map<String, @Nullable Object> members) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      all.put("type", type);
      all.put("session_id", sessionId);
      all.putAll(members);
      return new Other(Envelope.EMPTY.withSessionId(sessionId), type, all);
    }
  }
}
