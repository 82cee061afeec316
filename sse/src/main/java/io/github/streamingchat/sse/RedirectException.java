package io.github.streamingchat.sse;

/** A redirect that is not followed: why, in words that are safe to show. */
final class RedirectException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String words;

  RedirectException(String code, String words) {
    super(words, null, false, false);
    this.code = code;
    this.words = words;
  }

  String code() {
    return code;
  }

  String words() {
    return words;
  }
}
