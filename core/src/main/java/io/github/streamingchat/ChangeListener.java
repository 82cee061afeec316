package io.github.streamingchat;

/**
 * Told what changed in a conversation. Calls come one at a time and in order, on the executor that was
 * given with the subscription. What a method throws is reported to the conversation's hook and ends
 * nothing.
 */
@FunctionalInterface
public interface ChangeListener {
  /**
   * Takes a change. With {@link Delivery#coalesced()} changes that were committed while an earlier
   * call was under way arrive joined into one; with {@link Delivery#every()} each is one call.
   *
   * @param change what happened since the call before
   */
  void onChange(Change change);

  /**
   * This subscription ended, because more calls had to wait than {@link Delivery#every(int)} allows.
   * All that waited was told before; no call follows. The conversation goes on, and the listener may
   * subscribe again, from inside this call too, and show the new subscription's start. Unless it is
   * overridden it throws the error, so that the conversation's hook hears of it.
   *
   * @param error names the limit, its value and its setter
   */
  default void onOverflow(LimitExceededException error) {
    throw error;
  }
}
