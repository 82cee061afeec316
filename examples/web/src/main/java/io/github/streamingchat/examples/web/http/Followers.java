package io.github.streamingchat.examples.web.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the browsers that follow a stream, and what is on its way to them.
 *
 * <p>Thread-safe.
 */
public final class Followers {
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong heldBytes = new AtomicLong();

  /** Makes counts that are zero. */
  public Followers() {}

  void joined() {
    count.incrementAndGet();
  }

  void left() {
    count.decrementAndGet();
  }

  void sending(int bytes) {
    heldBytes.addAndGet(bytes);
  }

  void sent(int bytes) {
    heldBytes.addAndGet(-bytes);
  }

  /**
   * Counts the browsers.
   *
   * @return how many follow now
   */
  public long count() {
    return count.get();
  }

  /**
   * Counts what the server itself holds for them, which is what they have not yet taken of one batch
   * each.
   *
   * @return bytes
   */
  public long heldBytes() {
    return heldBytes.get();
  }
}
