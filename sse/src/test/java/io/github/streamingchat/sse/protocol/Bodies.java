package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** What a request would send. */
final class Bodies {
  private Bodies() {}

  static String of(HttpRequest http) {
    return new String(bytes(http), UTF_8);
  }

  static byte[] bytes(HttpRequest http) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    http.bodyPublisher().orElseThrow().subscribe(new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
      }

      @Override
      public void onNext(ByteBuffer buffer) {
        byte[] next = new byte[buffer.remaining()];
        buffer.get(next);
        bytes.writeBytes(next);
      }

      @Override
      public void onError(Throwable thrown) {
        throw new AssertionError(thrown);
      }

      @Override
      public void onComplete() {}
    });
    return bytes.toByteArray();
  }
}
