package io.github.streamingchat.sse;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, let go of once it is of no more use. While a response comes the JDK holds its
 * request, with the body's publisher and what a subscription has copied of it: the whole of a long
 * conversation, twice, for as long as the answer streams.
 *
 * <p>Thread-safe: what may be let go of is in volatile fields, and whoever finds nothing there does
 * nothing.
 */
final class RequestBody implements BodyPublisher {
  private final long length;
  private volatile @Nullable BodyPublisher source;

  RequestBody(BodyPublisher source) {
    this.source = source;
    this.length = source.contentLength();
  }

  /** An answer has begun, so that nobody will ask for the body again; who is reading it reads on. */
  void letGo() {
    source = null;
  }

  @Override
  public long contentLength() {
    return length;
  }

  /** Of a body that is gone the reader hears in its turn, by Reactive Streams 1.9. */
  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Passage passage = new Passage(subscriber);
    BodyPublisher there = source;
    if (there == null) {
      subscriber.onSubscribe(passage);
      passage.onError(new IllegalStateException("the request was answered, and its body is gone"));
    } else {
      there.subscribe(passage);
    }
  }

  /** Stands between the publisher's subscription and its reader, who keeps what it was given. */
  private static final class Passage implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> reader;
    private volatile Flow.@Nullable Subscription source;

    Passage(Flow.Subscriber<? super ByteBuffer> reader) {
      this.reader = reader;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      reader.onSubscribe(this);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      reader.onNext(bytes);
    }

    @Override
    public void onError(Throwable thrown) {
      source = null;
      reader.onError(thrown);
    }

    @Override
    public void onComplete() {
      source = null;
      reader.onComplete();
    }

    @Override
    public void request(long elements) {
      Flow.Subscription open = source;
      if (open != null) {
        open.request(elements);
      }
    }

    @Override
    public void cancel() {
      Flow.Subscription open = source;
      if (open != null) {
        source = null;
        open.cancel();
      }
    }
  }
}
