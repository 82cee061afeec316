package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.transport.Problem;

/**
 * Told what a {@link ThreePhaseDecoder} reads, in order, on the thread that feeds it.
 *
 * <p>What a method throws goes to whoever feeds the decoder; better it throws nothing.
 */
public interface ThreePhaseHandler {
  /**
   * A stream started, or spoke without having started.
   *
   * @param start what its first frame says of itself
   * @return where the rest of the stream goes
   */
  StreamHandler started(Envelope start);

  /**
   * A complete message arrived that belongs to no open stream; once for each id.
   *
   * @param message the message
   */
  void message(Frame.Message message);

  /**
   * Any other frame arrived: an error, also one that has failed an open stream, or one of another type.
   *
   * @param frame the frame
   */
  void other(Frame frame);

  /**
   * Something arrived that was repaired or passed over, and concerns no open stream.
   *
   * @param problem what was wrong
   */
  void problem(Problem problem);
}
