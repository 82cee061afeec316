package io.github.streamingchat.sse;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a short reply as UTF-8. Of a longer one the beginning counts and the rest is not read.
 *
 * <p>Called by the client, one call at a time.
 */
final class ReplyReceiver implements BodySubscriber<String> {
  private final BoundedBody body;
  private final CompletableFuture<String> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  ReplyReceiver(int most) {
    this.body = new BoundedBody(most);
  }

  @Override
  public CompletionStage<String> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription opened) {
    subscription = opened;
    opened.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (!body.take(buffer) && subscription != null) {
        subscription.cancel();
        done.complete(body.text());
      }
    }
  }

  @Override
  public void onError(Throwable thrown) {
    done.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    done.complete(body.text());
  }
}
