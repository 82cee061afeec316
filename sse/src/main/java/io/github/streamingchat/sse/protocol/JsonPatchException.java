package io.github.streamingchat.sse.protocol;

/** Says why a JSON Patch does not apply. Instances are as thread-safe as any {@link Throwable}. */
final class JsonPatchException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonPatchException(String message) {
    super(message);
  }
}
