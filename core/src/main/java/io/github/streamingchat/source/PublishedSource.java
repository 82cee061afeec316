package io.github.streamingchat.source;

import io.github.streamingchat.transport.AnswerRequest;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the items of a publisher.
 *
 * @param <T> the items
 */
final class PublishedSource<T> implements AnswerSource {
  private final SourceFactory<? extends Flow.Publisher<? extends T>> factory;
  private final ItemWriter<? super T> writer;

  PublishedSource(
      SourceFactory<? extends Flow.Publisher<? extends T>> factory, ItemWriter<? super T> writer) {
    this.factory = Objects.requireNonNull(factory, "source");
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  @Override
  public void start(AnswerRequest request, AnswerEmitter out) throws Exception {
    subscribe(SourceErrors.given(factory.open(request)), new Receiver<T>(writer, out));
  }

  private static <T> void subscribe(Flow.Publisher<T> publisher, Receiver<? super T> receiver) {
    receiver.out.onCancel(receiver::stop);
    publisher.subscribe(receiver);
  }

  /**
   * Takes the items as they come, a batch asked for ahead. The subscription is in one atomic
   * reference, which {@link #stop} closes for good, so that it is cancelled at most once, also when
   * the publisher hands it over too late.
   */
  private static final class Receiver<T> implements Flow.Subscriber<T> {
    private static final Flow.Subscription STOPPED = new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {}
    };

    private static final int BATCH = Answers.PUBLISHER_PREFETCH / 2;

    private final ItemWriter<? super T> writer;
    private final AnswerEmitter out;
    private final AtomicReference<Flow.@Nullable Subscription> subscription =
        new AtomicReference<>();

    /** Confined to the publisher's signals, which come one after the other. */
    private int taken;

    Receiver(ItemWriter<? super T> writer, AnswerEmitter out) {
      this.writer = writer;
      this.out = out;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      if (!subscription.compareAndSet(null, given)) {
        given.cancel(); // stopped already, or a second one (Reactive Streams 2.5)
        return;
      }
      out.connected();
      given.request(Answers.PUBLISHER_PREFETCH);
    }

    @Override
    public void onNext(T item) {
      if (item == null) {
        fail(SourceErrors.nullItem());
        return;
      }
      try {
        writer.write(out, item);
      } catch (Throwable thrown) {
        fail(thrown);
        return;
      }
      if (!out.isOpen()) {
        stop();
      } else if (++taken == BATCH) {
        taken = 0;
        more();
      }
    }

    private void more() {
      Flow.Subscription now = subscription.get();
      if (now != null) {
        now.request(BATCH);
      }
    }

    private void fail(Throwable thrown) {
      out.fail(thrown);
      stop();
    }

    @Override
    public void onError(Throwable thrown) {
      subscription.set(STOPPED);
      out.fail(thrown);
    }

    @Override
    public void onComplete() {
      subscription.set(STOPPED);
      out.complete();
    }

    void stop() {
      Flow.Subscription last = subscription.getAndSet(STOPPED);
      if (last != null) {
        last.cancel();
      }
    }
  }
}
