package io.github.streamingchat.websocket;

import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a peer of the three-phase protocol says over a {@link RawPeer}'s wire. */
final class AgentPeer {
  private AgentPeer() {}

  /** The next turn that the client sent. */
  static Frame.Message turn(RawPeer.Wire wire) throws InterruptedException {
    Frame frame = Frame.parse(wire.text());
    if (frame instanceof Frame.Message turn) {
      return turn;
    }
    throw new AssertionError("not a turn: " + frame);
  }

  /** A stream that answers a turn. */
  static StreamEncoder answer(RawPeer.Wire wire, Frame.Message turn, String id) {
    return StreamEncoder.stream(id)
        .session(String.valueOf(turn.envelope().sessionId()))
        .replyTo(String.valueOf(turn.envelope().id()))
        .to(text -> send(wire, text));
  }

  static void send(RawPeer.Wire wire, String text) {
    try {
      wire.send(text);
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
