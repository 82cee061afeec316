package io.github.streamingchat.source;

import io.github.streamingchat.transport.AnswerRequest;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the items of an iterator, an iterable or a stream, pulled one by one on the thread
 * that starts it.
 *
 * @param <T> the items
 */
final class PulledSource<T> implements AnswerSource {
  /**
   * What the application gave for one attempt.
   *
   * @param items gives the iterator
   * @param resource what is to be closed, or null
   */
  record Opened<T>(
      Supplier<? extends Iterator<? extends T>> items,
      @Nullable AutoCloseable resource) {
    static <T> Opened<T> of(Iterator<? extends T> iterator) {
      return new Opened<>(() -> iterator, closeable(iterator));
    }

    static <T> Opened<T> of(Iterable<? extends T> iterable) {
      return new Opened<>(iterable::iterator, closeable(iterable));
    }

    static <T> Opened<T> of(Stream<? extends T> stream) {
      return new Opened<>(() -> stream.sequential().iterator(), stream);
    }

    private static @Nullable AutoCloseable closeable(Object given) {
      return given instanceof AutoCloseable closeable ? closeable : null;
    }
  }

  private final SourceFactory<Opened<T>> factory;
  private final ItemWriter<? super T> writer;

  PulledSource(SourceFactory<Opened<T>> factory, ItemWriter<? super T> writer) {
    this.factory = factory;
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  @Override
  public void start(AnswerRequest request, AnswerEmitter out) throws Exception {
    Pull<T> pull = new Pull<>(() -> factory.open(request), writer, out);
    out.onCancel(pull::stop);
    pull.run();
    out.complete();
  }
}
