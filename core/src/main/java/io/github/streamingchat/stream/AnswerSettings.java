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
    List<Function<? super Answer, ? extends AnswerObserver>> observers) {}
