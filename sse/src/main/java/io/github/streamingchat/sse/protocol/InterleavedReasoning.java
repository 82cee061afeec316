package io.github.streamingchat.sse.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The reasoning of a message in a format that does not number its parts: what comes after something
 * else was said is another thought than the one before.
 */
final class InterleavedReasoning {
  private final DecodedMessage message;
  private int closed;
  private boolean open;

  InterleavedReasoning(DecodedMessage message) {
    this.message = message;
  }

  void piece(@Nullable String piece) {
    if (piece != null && !piece.isEmpty()) {
      open = true;
      message.reasoning(part(), piece);
    }
  }

  /** Takes the whole of it; of several thoughts it cannot be told which they are. */
  void whole(@Nullable String whole) {
    if (closed == 0 || (closed == 1 && !open)) {
      message.wholeReasoning("reasoning", whole);
    }
  }

  /** Something else is said now. */
  void close() {
    if (open) {
      open = false;
      closed++;
    }
  }

  private String part() {
    return closed == 0 ? "reasoning" : "reasoning-" + closed;
  }
}
