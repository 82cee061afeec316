package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.websocket.SocketChange;
import io.github.streamingchat.websocket.SocketState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How a connection stands, in words. A connection that works has none.
 *
 * <p>Thread-safe.
 */
final class LinkWords {
  /** How long it is news that it works again. */
  private static final Duration NEWS = Duration.ofSeconds(3);

  private final LongSupplier nanoTime;
  private SocketState state = SocketState.IDLE;

  /** Whether it was lost, or never found, and is not there again. */
  private boolean down;

  private boolean wasOpen;
  private boolean again;

  /** When it was there again, or when the next attempt begins. */
  private long nanos;

  LinkWords(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Takes a move, and gives what is worth a line: not each attempt, but a loss and its end. */
  synchronized Optional<String> moved(SocketChange change) {
    boolean wasDown = down;
    state = change.to();
    nanos = nanoTime.getAsLong() + change.delay().toNanos();
    ChatError cause = change.cause();
    String reason = cause == null ? "" : ": " + cause.message();
    switch (state) {
      case OPEN -> {
        again = down;
        down = false;
        wasOpen = true;
        return again ? Optional.of("● connected again") : Optional.empty();
      }
      case BACKING_OFF -> {
        down = true;
        return wasDown ? Optional.empty() : Optional.of("○ " + lost() + reason);
      }
      case FAILED -> {
        down = true;
        return Optional.of("○ connection given up, a question dials again" + reason);
      }
      case IDLE, CONNECTING, CLOSED -> {
        return Optional.empty();
      }
    }
    throw new AssertionError(state);
  }

  private String lost() {
    return wasOpen ? "connection lost" : "no connection";
  }

  /** Says how it stands now. */
  synchronized String now() {
    long left = nanos - nanoTime.getAsLong();
    return switch (state) {
      case OPEN -> again && -left < NEWS.toNanos() ? "connected again" : "";
      case BACKING_OFF ->
        String.format(Locale.ROOT, "%s, reconnecting in %.1f s…", lost(), Math.max(0, left) / 1e9);
      case CONNECTING -> down ? lost() + ", reconnecting…" : "";
      case FAILED -> "no connection";
      case IDLE, CLOSED -> "";
    };
  }
}
