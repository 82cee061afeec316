package io.github.streamingchat.internal.json;

/**
 * Leaves a walk through a frame from whatever depth. It says nothing and holds no stack, because what is
 * wrong with the frame is for Jackson to say.
 */
final class GivesUp extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GivesUp() {
    super(null, null, false, false);
  }
}
