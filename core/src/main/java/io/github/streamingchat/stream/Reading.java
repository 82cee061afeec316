package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a reader finds when it looks at an answer: the primary message, and the outcome if the answer
 * has ended; then the message is the outcome's, with all of its text.
 */
record Reading(ChatMessage message, @Nullable Outcome outcome) {
  static Reading of(AnswerRun run) {
    return run.state()
        .outcome()
        .map(outcome -> new Reading(outcome.message(), outcome))
        .orElseGet(() -> new Reading(run.primaryMessage(), null));
  }
}
