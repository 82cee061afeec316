package io.github.streamingchat.stream;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** An answer as a publisher: each subscriber gets all of it, at its own pace. */
record AnswerPublisher<T>(AnswerRun run, Supplier<Feed<T>> feeds, Executor executor)
    implements Flow.Publisher<T> {
  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber"); // 1.9
    run.state().readers().add(new FlowReader<>(run, feeds.get(), subscriber, executor));
  }
}
