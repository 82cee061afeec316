package io.github.streamingchat.transport;

import io.github.streamingchat.ChatError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a transport pushes what it decodes during one attempt. Exactly one of {@link #completed},
 * {@link #truncated} and {@link #failed} ends the attempt; whatever comes after it, or after the
 * answer ended for another reason, changes nothing and is counted as late, but for {@link #connected},
 * {@link #received} and {@link #heartbeat}, which say nothing.
 *
 * <p>Calls come from one thread at a time, each after the one before has returned and with its
 * effects visible. No method throws or waits for a subscriber; subscribers that asked for it run
 * inside the call.
 */
public interface EventSink {
  /**
   * Tells whether the attempt still counts.
   *
   * @return false once it has ended; the transport may stop then
   */
  boolean isOpen();

  /** The peer of a transport without status codes accepted the request and is about to answer. */
  default void connected() {
    connected(0);
  }

  /**
   * The peer accepted the request and is about to answer.
   *
   * @param status the peer's status, such as that of HTTP; 0 if the transport has none
   */
  void connected(int status);

  /**
   * Bytes arrived, whatever they mean. Any of them is a sign of life that resets the idle clock.
   *
   * @param bytes how many, at least 0
   */
  void received(int bytes);

  /** A frame arrived that only says that the peer is alive, such as a comment or a ping. */
  void heartbeat();

  /**
   * An event is about to be decoded. Its id becomes the resume point: an attempt that resumes this one
   * asks for what follows it. Events of a stream without ids need not be told.
   *
   * @param id the event's own id, not one that it inherits; empty if it has none
   * @return false if an earlier attempt has delivered this event, or the attempt no longer counts: the
   *     transport drops the event
   */
  boolean event(String id);

  /**
   * The stream set its resume point without an event, as a block of an event stream does that has an
   * id and no data. {@link #event} does the same for an event of its own.
   *
   * @param id the id to resume after; empty if the stream took it back
   */
  void lastEventId(String id);

  /**
   * The peer told how long to wait before the next attempt, as the {@code retry:} field of an event
   * stream does: the base of the back-off from now on, which is capped and spread as ever.
   *
   * @param base zero or more
   */
  void reconnectionTime(Duration base);

  /**
   * The peer told its own id of this stream, by which it can be asked to cancel it.
   *
   * @param id the peer's id
   */
  void streamId(String id);

  /**
   * Gives the answer's first message.
   *
   * @return where to push that message's events; always the same
   */
  MessageSink primary();

  /**
   * Gives one of the answer's messages, which joins the conversation with its first event.
   *
   * @param key the peer's key for it within this answer; "" is the primary one
   * @return where to push that message's events; the same for the same key
   */
  MessageSink message(String key);

  /**
   * The peer broke the protocol in a way that was repaired or passed over.
   *
   * @param problem what it did
   */
  void problem(Problem problem);

  /**
   * The answer is whole by its protocol's own rule.
   *
   * @param endMarkSeen true if the peer sent the end mark; false if the protocol lets an answer end
   *     in another way, such as a finish reason followed by the end of the connection
   */
  void completed(boolean endMarkSeen);

  /**
   * The connection ended before the answer was whole.
   *
   * @param cause how it ended, or null if the peer simply closed it
   */
  void truncated(@Nullable Throwable cause);

  /**
   * The attempt failed.
   *
   * @param error why
   */
  void failed(ChatError error);
}
