package io.github.streamingchat.websocket;

/** Where a {@link ChatSocket} stands. */
public enum SocketState {
  /** Not connected, and nobody asked for it; the next question or {@link ChatSocket#connect} dials. */
  IDLE,
  /** The handshake is under way. */
  CONNECTING,
  /** Frames flow. */
  OPEN,
  /** The connection failed or was lost; the next attempt waits for its time. */
  BACKING_OFF,
  /**
   * Given up: the failure is one that patience does not mend, or the attempts are used up. The next
   * question or {@link ChatSocket#connect} begins anew.
   */
  FAILED,
  /** Closed by the application, for good. */
  CLOSED
}
