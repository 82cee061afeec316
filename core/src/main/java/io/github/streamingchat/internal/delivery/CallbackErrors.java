package io.github.streamingchat.internal.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Where the exceptions of callbacks go when the application named no place for them. */
public final class CallbackErrors {
  private static final Logger LOG = System.getLogger("io.github.streamingchat");

  private CallbackErrors() {}

  /**
   * Gives the default hook.
   *
   * @return a consumer that logs a warning with the exception
   */
  public static Consumer<Throwable> logging() {
    return thrown ->
        LOG.log(Level.WARNING, "a callback of the application threw; the stream goes on", thrown);
  }

  /**
   * Tells a hook. What the hook itself throws is dropped: there is nobody left to tell.
   *
   * @param hook the hook
   * @param thrown what a callback or its executor threw
   * @param <T> what the hook takes
   */
  public static <T extends Throwable> void report(Consumer<? super T> hook, T thrown) {
    try {
      hook.accept(thrown);
    } catch (Throwable ignored) {
      // the hook of last resort failed
    }
  }
}
