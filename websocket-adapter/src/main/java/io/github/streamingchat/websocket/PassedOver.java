package io.github.streamingchat.websocket;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamHandler;

/** Where the streams go that belong nowhere; that there was one has been said. */
enum PassedOver implements StreamHandler {
  /** The only one. */
  STREAM;

  @Override
  public void frame(int chars) {}

  @Override
  public void chunk(String piece, long offset) {}

  @Override
  public void whole(String text) {}

  @Override
  public void problem(Problem problem) {}

  @Override
  public void ended(Envelope end) {}

  @Override
  public void failed(Frame.Failure failure) {}

  @Override
  public void tooLarge(LimitExceededException limit) {}
}
