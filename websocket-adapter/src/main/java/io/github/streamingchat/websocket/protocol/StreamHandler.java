package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.transport.Problem;

/**
 * Told what one stream says, in order, on the decoder's thread. After {@link #ended}, {@link #failed} or
 * {@link #tooLarge} nothing follows.
 *
 * <p>What a method throws goes to whoever feeds the decoder; better it throws nothing.
 */
public interface StreamHandler {
  /**
   * A frame of this stream arrived; what it says follows.
   *
   * @param chars how long it is, in UTF-16 units
   */
  void frame(int chars);

  /**
   * More text.
   *
   * @param piece the new text only; empty if the stream's end says where it stands
   * @param offset where it begins in the stream's text, in UTF-16 units, or -1 if the peer does not say
   */
  void chunk(String piece, long offset);

  /**
   * A complete message of the stream's id told its whole text; {@link #ended} follows.
   *
   * @param text the whole text
   */
  void whole(String text);

  /**
   * A frame of this stream broke the protocol in a way that was repaired or passed over.
   *
   * @param problem what was wrong
   */
  void problem(Problem problem);

  /**
   * The stream is whole.
   *
   * @param end what its last frame says of itself
   */
  void ended(Envelope end);

  /**
   * The peer reported an error instead of the rest.
   *
   * @param failure the error
   */
  void failed(Frame.Failure failure);

  /**
   * A frame that was, or may have been, of this stream was over the limit and dropped.
   *
   * @param limit which limit
   */
  void tooLarge(LimitExceededException limit);
}
