package io.github.streamingchat.examples.console;

/**
 * One act of the show.
 *
 * @param title what it shows
 * @param script plays it on a page; may block, and is interrupted when it is left
 */
record Scene(String title, Script script) {
  /** What is played. */
  @FunctionalInterface
  interface Script {
    /**
     * Plays.
     *
     * @throws InterruptedException if this thread is interrupted
     * @throws SceneLeftException if it was while a stream was written
     */
    void play(Page page) throws InterruptedException;
  }
}
