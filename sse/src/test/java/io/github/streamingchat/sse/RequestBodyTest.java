package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  /** Takes what it asks for. */
  private static final class Reader implements Flow.Subscriber<ByteBuffer> {
    final StringBuilder told = new StringBuilder();
    Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      told.append(UTF_8.decode(bytes));
    }

    @Override
    public void onError(Throwable thrown) {
      told.append('!').append(thrown.getMessage());
    }

    @Override
    public void onComplete() {
      told.append('.');
    }
  }

  /** Gives nothing by itself, and writes down what it is asked. */
  private static final class Source implements BodyPublisher, Flow.Subscription {
    final List<String> asked = new ArrayList<>();
    Flow.Subscriber<? super ByteBuffer> reader;

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      reader = subscriber;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long elements) {
      asked.add("request " + elements);
    }

    @Override
    public void cancel() {
      asked.add("cancel");
    }
  }

  private final Reader reader = new Reader();

  @Test
  void bodyIsWhatItsPublisherGivesAndCanBeReadAgain() {
    RequestBody body = new RequestBody(BodyPublishers.ofString("What?"));

    for (int i = 0; i < 2; i++) {
      body.subscribe(reader);
      reader.subscription.request(Long.MAX_VALUE);
    }

    assertThat(body.contentLength()).isEqualTo(5);
    assertThat(reader.told).hasToString("What?.What?.");
  }

  @Test
  void readerOfABodyThatWasLetGoIsToldSoAndTheLengthStays() {
    RequestBody body = new RequestBody(BodyPublishers.ofString("What?"));

    body.letGo();
    body.subscribe(reader);
    reader.subscription.request(1);
    reader.subscription.cancel();

    assertThat(body.contentLength()).isEqualTo(5);
    assertThat(reader.told).hasToString("!the request was answered, and its body is gone");
  }

  @Test
  void whoIsReadingReadsOnWhenTheBodyIsLetGo() {
    RequestBody body = new RequestBody(BodyPublishers.ofString("What?"));
    body.subscribe(reader);

    body.letGo();
    reader.subscription.request(1);

    assertThat(reader.told).hasToString("What?.");
  }

  @Test
  void publisherIsAskedNoMoreOnceItHasEnded() {
    Source source = new Source();
    new RequestBody(source).subscribe(reader);

    reader.subscription.request(2);
    source.reader.onComplete();
    reader.subscription.request(3);
    reader.subscription.cancel();

    assertThat(source.asked).containsExactly("request 2");
    assertThat(reader.told).hasToString(".");
  }

  @Test
  void errorAndCancelArePassedOnOnce() {
    Source failing = new Source();
    new RequestBody(failing).subscribe(reader);
    failing.reader.onError(new IllegalStateException("no"));
    reader.subscription.cancel();

    Source stopped = new Source();
    new RequestBody(stopped).subscribe(reader);
    reader.subscription.cancel();
    reader.subscription.cancel();

    assertThat(failing.asked).isEmpty();
    assertThat(stopped.asked).containsExactly("cancel");
    assertThat(reader.told).hasToString("!no");
  }
}
