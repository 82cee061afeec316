package io.github.streamingchat;

/** Told what changed in a conversation. */
@FunctionalInterface
public interface ChangeListener {
  /**
   * Takes a change. Calls come one at a time and in order, on the executor that was given with the
   * subscription; changes that were committed while an earlier call was under way arrive joined into
   * one. What it throws is reported and ends nothing.
   *
   * @param change what happened since the call before
   */
  void onChange(Change change);
}
