package io.github.streamingchat.websocket;

import org.jspecify.annotations.Nullable;

/** What became of a turn that was sent. Guarded by the lock of {@link Routes}. */
final class AskedTurn {
  /** How often it was sent. */
  int times;

  /** Nobody wants its answer any more. */
  boolean cancelled;

  /** Who answered, if somebody did and said so. */
  @Nullable
  String agentId;
}
