package io.github.streamingchat;

/**
 * A reader's place at a conversation, with the snapshot from which its changes lead on. A view that
 * shows {@link #start()} and then applies each change misses nothing and shows nothing twice.
 *
 * <p>Thread-safe.
 */
public interface ConversationSubscription extends Subscription {
  /**
   * Gives the conversation as it was when the subscription began.
   *
   * @return the snapshot whose version is the first change's {@link Change#previousVersion()}, or an
   *     earlier one if the subscription is to one message
   */
  Snapshot start();
}
