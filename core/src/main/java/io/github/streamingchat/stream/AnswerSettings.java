package io.github.streamingchat.stream;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What a chat gives to each of its answers. */
record AnswerSettings(
    Timeouts timeouts,
    Scheduler scheduler,
    Executor executor,
    RetryPolicy retry,
    CancelCall.Settings onCancel,
    List<Function<? super Answer, ? extends AnswerObserver>> observers) {
  /** The same for an answer that can be had once only; its text may be replaced as in all others. */
  AnswerSettings withoutRetries() {
    RetryPolicy once =
        RetryPolicy.builder().maxAttempts(1).afterText(retry.afterText()).build();
    return new AnswerSettings(timeouts, scheduler, executor, once, onCancel, observers);
  }
}
