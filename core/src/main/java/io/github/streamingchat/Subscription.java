package io.github.streamingchat;

/**
 * A reader's place at a conversation or an answer. Closing it ends the calls to that reader and
 * nothing else: no answer is cancelled by it.
 *
 * <p>Thread-safe.
 */
public interface Subscription extends AutoCloseable {
  /**
   * Ends the subscription. Idempotent; may be called from inside the callback. A call that another
   * thread is about to make or in the middle of may still finish; no other follows.
   */
  @Override
  void close();
}
