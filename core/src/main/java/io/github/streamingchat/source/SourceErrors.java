package io.github.streamingchat.source;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;

/** What a failure of the application's own source is called. */
final class SourceErrors {
  private SourceErrors() {}

  /** The words of a foreign exception may hold what nobody should see: they stay in the cause. */
  static ChatError of(Throwable thrown) {
    String what = thrown instanceof ChatException && thrown.getMessage() != null
        ? thrown.getMessage()
        : "see the cause of this error in the application's log";
    return ChatError.builder(
            ChatError.Kind.APPLICATION,
            "The application's own source of the answer failed: " + what)
        .cause(thrown)
        .build();
  }

  static ChatError noThread(Throwable rejected) {
    return ChatError.builder(
            ChatError.Kind.LIMIT,
            "Too many answers are being read from sources of the application: the default executor"
                + " has %d threads. Ask again later, or give the source an executor of its own with Answers.on."
                    .formatted(Answers.DEFAULT_MAX_THREADS))
        .code("sourceThreads")
        .cause(rejected)
        .retryable(true)
        .build();
  }

  static ChatError tooMuchWaits(long most) {
    return ChatError.builder(
            ChatError.Kind.LIMIT,
            "The application emits faster than its own subscribers return: more than maxMessageChars = %d characters wait. Let them return sooner, or set Limits.Builder.maxMessageChars."
                .formatted(most))
        .code("maxMessageChars")
        .build();
  }

  static ChatError transportClosed() {
    return ChatError.builder(
            ChatError.Kind.CONNECTION,
            "The transport was closed while the answer was being read from its source; what arrived was kept.")
        .code("closed")
        .build();
  }

  static ChatException nullItem() {
    return new ChatException(
        "the source gave null where an item was due; leave it out, or give an empty text");
  }

  /** What a factory of the application gave, which must be something. */
  static <S> S given(S source) {
    if (source == null) {
      throw new ChatException("the source's factory gave null instead of something to read");
    }
    return source;
  }
}
