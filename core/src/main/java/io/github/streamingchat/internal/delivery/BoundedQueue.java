package io.github.streamingchat.internal.delivery;

import io.github.streamingchat.LimitExceededException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has yet to be told, call by call. Over its limit it takes no more, for good, but
 * gives what it holds: the listener is told everything up to the end of its subscription.
 *
 * <p>Not thread-safe: guarded by its owner's lock.
 *
 * @param <T> what a call tells
 */
public final class BoundedQueue<T> {
  private final int limit;
  private final Queue<T> waiting = new ArrayDeque<>();
  private boolean overflowed;

  /**
   * Makes an empty queue.
   *
   * @param limit how many may wait
   */
  public BoundedQueue(int limit) {
    this.limit = limit;
  }

  /**
   * Makes sure that there is room for one more, or gives up taking any.
   *
   * @return whether {@link #add} may be called
   */
  public boolean hasRoom() {
    if (waiting.size() == limit) {
      overflowed = true;
    }
    return !overflowed;
  }

  /**
   * Adds one, if there is room.
   *
   * @param element what a call will tell
   */
  public void add(T element) {
    if (hasRoom()) {
      waiting.add(element);
    }
  }

  /**
   * Takes the oldest.
   *
   * @return the element, or null if none waits
   */
  public @Nullable T poll() {
    return waiting.poll();
  }

  /**
   * Tells whether nothing waits.
   *
   * @return true if the next poll gives null
   */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Tells whether one had to be refused.
   *
   * @return true once there was no room
   */
  public boolean isOverflowed() {
    return overflowed;
  }

  /**
   * Makes the error to tell when all that waited was told.
   *
   * @return an error that names the limit, its value and its setter
   */
  public LimitExceededException exceeded() {
    return new LimitExceededException("Delivery.every", limit, limit + 1L, "Delivery.every(...)");
  }
}
