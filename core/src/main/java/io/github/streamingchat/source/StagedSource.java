package io.github.streamingchat.source;

import io.github.streamingchat.transport.AnswerRequest;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the one item of a stage.
 *
 * @param <T> the item
 */
final class StagedSource<T> implements AnswerSource {
  private final SourceFactory<? extends CompletionStage<? extends T>> factory;
  private final ItemWriter<? super T> writer;

  StagedSource(
      SourceFactory<? extends CompletionStage<? extends T>> factory, ItemWriter<? super T> writer) {
    this.factory = Objects.requireNonNull(factory, "source");
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  @Override
  public void start(AnswerRequest request, AnswerEmitter out) throws Exception {
    CompletionStage<? extends T> stage = SourceErrors.given(factory.open(request));
    if (stage instanceof Future<?> future) {
      out.onCancel(() -> cancel(future));
    }
    stage.whenComplete((item, thrown) -> end(out, item, thrown));
  }

  private static void cancel(Future<?> future) {
    try {
      future.cancel(true);
    } catch (UnsupportedOperationException readOnly) {
      // a minimal stage of the JDK is a Future by its class only
    }
  }

  private void end(AnswerEmitter out, @Nullable T item, @Nullable Throwable thrown) {
    if (thrown != null) {
      out.fail(original(thrown));
    } else if (item == null) {
      out.fail(SourceErrors.nullItem());
    } else {
      try {
        writer.write(out, item);
        out.complete();
      } catch (Throwable broken) {
        out.fail(broken);
      }
    }
  }

  /** A stage that depends on another wraps the exception of that one. */
  private static Throwable original(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }
}
