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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP client holds of a round. A connection that is kept open for the next request still
 * knows the handler and the subscriber of the one before, and through them would keep a whole answer,
 * and the client itself: so both are this, which lets go of the round with the end of its response.
 *
 * <p>The client calls one method at a time, but for one case: when it is shut down, it tells of that on
 * the thread that does so, even while another is inside {@link #onNext}. Calls are therefore made
 * {@linkplain HttpRound#serially one after the other}, and {@code receiver} is touched in them only.
 */
final class ResponseRelay implements BodyHandler<Void>, BodySubscriber<Void> {
  private volatile @Nullable HttpRound round;
  private volatile Flow.@Nullable Subscriber<List<ByteBuffer>> receiver;

  ResponseRelay(HttpRound round) {
    this.round = round;
  }

  @Override
  public BodySubscriber<Void> apply(ResponseInfo info) {
    receiver = Objects.requireNonNull(round).receiver(info);
    return this;
  }

  /**
   * There from the beginning, so that the client's future is done with the head of the response: one
   * that is not holds a dozen others, for as long as an answer streams.
   */
  @Override
  public CompletionStage<Void> getBody() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Objects.requireNonNull(receiver).onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    serially(reads -> reads.onNext(buffers));
  }

  @Override
  public void onComplete() {
    serially(reads -> {
      letGo();
      reads.onComplete();
    });
  }

  @Override
  public void onError(Throwable thrown) {
    serially(reads -> {
      letGo();
      reads.onError(thrown);
    });
  }

  /** Nothing is told after the end. */
  private void serially(Consumer<Flow.Subscriber<List<ByteBuffer>>> call) {
    HttpRound serving = round;
    if (serving != null) {
      serving.serially(() -> {
        Flow.Subscriber<List<ByteBuffer>> reads = receiver;
        if (reads != null) {
          call.accept(reads);
        }
      });
    }
  }

  private void letGo() {
    HttpRound served = round;
    if (served != null) {
      served.responseEnded();
    }
    round = null;
    receiver = null;
  }
}
