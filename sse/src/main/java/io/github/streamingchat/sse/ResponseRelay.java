package io.github.streamingchat.sse;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP client holds of a round. A connection that is kept open for the next request still
 * knows the handler and the subscriber of the one before, and through them would keep a whole answer,
 * and the client itself: so both are this, which lets go of the round with the end of its response.
 *
 * <p>Confined to the client's thread, which calls one method at a time.
 */
final class ResponseRelay implements BodyHandler<Void>, BodySubscriber<Void> {
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private @Nullable HttpRound round;
  private @Nullable BodySubscriber<Void> receiver;

  ResponseRelay(HttpRound round) {
    this.round = round;
  }

  @Override
  public BodySubscriber<Void> apply(ResponseInfo info) {
    BodySubscriber<Void> reads = Objects.requireNonNull(round).receiver(info);
    receiver = reads;
    CompletionStage<?> unused =
        reads.getBody().whenComplete((nothing, never) -> done.complete(null));
    return this;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Objects.requireNonNull(receiver).onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    Objects.requireNonNull(receiver).onNext(buffers);
  }

  @Override
  public void onComplete() {
    letGo().onComplete();
  }

  @Override
  public void onError(Throwable thrown) {
    letGo().onError(thrown);
  }

  private BodySubscriber<Void> letGo() {
    BodySubscriber<Void> last = Objects.requireNonNull(receiver);
    Objects.requireNonNull(round).responseEnded();
    round = null;
    receiver = null;
    return last;
  }
}
