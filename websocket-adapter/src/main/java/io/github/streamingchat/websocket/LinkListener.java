package io.github.streamingchat.websocket;

/** What one connection tells: one call at a time, in order, none after {@link #ended}. */
interface LinkListener {
  /** The handshake is done. */
  void opened(String subprotocol);

  /** A part of a text message, valid during the call. */
  void text(CharSequence part, boolean last);

  /** A part of a binary message, which is thrown away. */
  void binary(int bytes, boolean last);

  /** The connection is over, or was never made; told once, whatever happens. */
  void ended(LinkEnd end);
}
