package io.github.streamingchat.examples.console;

/** The person who watches did not want to see the rest. */
final class SceneLeftException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SceneLeftException(InterruptedException cause) {
    super("the scene was left", cause);
  }
}
