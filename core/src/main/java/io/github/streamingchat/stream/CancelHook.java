package io.github.streamingchat.stream;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells the peer that an answer is no longer wanted, where closing the connection does not say so. It
 * is called once for an answer that was cancelled, cleared or interrupted after an attempt was opened,
 * on the chat's executor, when the answer has ended; nobody waits for it, and whatever comes of it
 * changes nothing about the outcome. What it throws, and that it took too long, is told by the {@link
 * CancelReceipt} and reported to the conversation's {@link
 * io.github.streamingchat.Conversation#callbackErrors() hook}.
 *
 * <p>Implementations must be thread-safe.
 */
@FunctionalInterface
public interface CancelHook {
  /** How long a hook has, unless the chat says otherwise: five seconds. */
  Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

  /**
   * Asks the peer to stop.
   *
   * @param answer what is to be stopped
   * @return completed with the peer's word, which may be empty, or null; exceptionally if it could not
   *     be told; null if there is nothing to tell
   */
  @Nullable
  CompletionStage<? extends @Nullable String> cancel(CancelledAnswer answer);
}
