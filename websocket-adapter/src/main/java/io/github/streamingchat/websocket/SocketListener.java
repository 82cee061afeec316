package io.github.streamingchat.websocket;

import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.websocket.protocol.Frame;

/**
 * Told what concerns the whole socket rather than one answer. Calls of each method come in the order of
 * what they tell; they are made on the socket's own thread and must not block. What a call throws is
 * logged and changes nothing.
 *
 * <p>Implementations are thread-safe.
 */
public interface SocketListener {
  /**
   * The socket moved to another state.
   *
   * @param change from where, to where, and why
   */
  default void onStateChange(SocketChange change) {}

  /**
   * A frame arrived that belongs to no answer, with all its members: {@code typing}, {@code
   * agent_status}, {@code config}, types that this library does not know, other people's messages, and
   * {@code error}, also if it failed an answer too.
   *
   * @param frame the frame
   */
  default void onFrame(Frame frame) {}

  /**
   * The peer broke the protocol in a way that belongs to no answer and was passed over.
   *
   * @param problem what it did
   */
  default void onProblem(Problem problem) {}

  /**
   * The peer said, by going on or by refusing, whether an answer goes on after a reconnect where it was
   * torn.
   *
   * @param answer the answer's first message
   * @param recovered whether it goes on
   */
  default void onResumed(MessageId answer, boolean recovered) {}
}
