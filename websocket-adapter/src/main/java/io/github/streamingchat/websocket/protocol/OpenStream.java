package io.github.streamingchat.websocket.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A stream that has not ended.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OpenStream {
  final StreamHandler handler;

  /** The conversation, once the peer told it. */
  private @Nullable String sessionId;

  /** Whether it goes on where it was torn, and the peer has not started it anew. */
  private boolean resumes;

  /** Where the next chunk belongs if the peer does not say; -1 if that is not known. */
  private long place = -1;

  private boolean hasPlaced;
  private boolean hasUnplaced;

  OpenStream(StreamHandler handler, boolean resumes) {
    this.handler = handler;
    this.resumes = resumes;
  }

  /** Whether a frame of a conversation can be of this stream: one stream is in one conversation. */
  boolean isIn(@Nullable String session) {
    if (sessionId == null) {
      sessionId = session;
    }
    return session == null || session.equals(sessionId);
  }

  /**
   * The peer starts the stream once more. It may do so if it was asked to go on with it and cannot but
   * begin again: then it is known where its text belongs, and none of it is there twice.
   *
   * @return false if this start is a repeated one
   */
  boolean startsAnew() {
    boolean anew = resumes;
    if (anew) {
      resumes = false;
      place = 0;
    }
    return anew;
  }

  void chunk(String chunk, long offset) {
    hasPlaced |= offset >= 0;
    hasUnplaced |= offset < 0;
    long at = offset >= 0 ? offset : place;
    if (place >= 0) {
      place = at + chunk.length();
    }
    handler.chunk(chunk, at);
  }

  /** Whether a hole in it would not show: none of its chunks, or not each, said where it belongs. */
  boolean hidesHoles() {
    return hasUnplaced || !hasPlaced;
  }
}
