package io.github.streamingchat.benchmarks.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The least that can stand on {@code java.net.http}, with a direct executor. */
final class BareClient implements StreamClient {
  private final String address;
  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .executor(Runnable::run)
      .build();

  BareClient(String address) {
    this.address = address;
  }

  @Override
  public Runnable open(int number, Arrivals arrivals) {
    Discarding subscriber = new Discarding(arrivals);
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(address + "/" + ServedStream.NAME + number))
        .build();
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request, HttpResponse.BodyHandlers.fromSubscriber(subscriber));
    return () -> {
      subscriber.cancel();
      response.cancel(true);
    };
  }

  private static final class Discarding implements Flow.Subscriber<List<ByteBuffer>> {
    private final Arrivals arrivals;
    private volatile Flow.@Nullable Subscription subscription;
    private int bytes;

    Discarding(Arrivals arrivals) {
      this.arrivals = arrivals;
    }

    void cancel() {
      Flow.Subscription running = subscription;
      if (running != null) {
        running.cancel();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    /** Paced, what comes at once is one event; what is cut within one is counted and not timed. */
    @Override
    public void onNext(List<ByteBuffer> body) {
      for (ByteBuffer buffer : body) {
        bytes += buffer.remaining();
      }
      ByteBuffer last = body.get(body.size() - 1);
      boolean isWhole =
          bytes % StampedEvents.LENGTH == 0 && last.remaining() >= StampedEvents.LENGTH;
      long sent = isWhole ? StampedEvents.ofLast(last) : Long.MIN_VALUE;
      for (; bytes >= StampedEvents.LENGTH; bytes -= StampedEvents.LENGTH) {
        arrivals.arrived(sent);
      }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
