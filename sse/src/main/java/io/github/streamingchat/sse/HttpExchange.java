package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt over HTTP: one request, and its response read in the way that its status and content
 * type ask for.
 *
 * <p>The client calls one at a time: the body handler, then the body's subscriber, then the future's
 * stage, each seeing what the one before did. {@link #cancel} comes from any thread; {@code
 * cancelled} is set before it looks for something to cancel, and each thing to cancel is put in its
 * volatile field before {@code cancelled} is looked at, so that one of the two sees the other.
 */
final class HttpExchange implements Connection, BodyHandler<Void> {
  private final HttpProtocol protocol;
  private final AnswerRequest request;
  private final EventSink sink;
  private final Scheduler scheduler;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean cancelled;
  private volatile boolean responded;
  private volatile @Nullable URI uri;
  private volatile @Nullable StreamDecoder decoder;
  private volatile @Nullable CompletableFuture<HttpResponse<Void>> response;
  private volatile Flow.@Nullable Subscription body;
  private volatile Scheduler.@Nullable Task waiting;

  HttpExchange(HttpProtocol protocol, AnswerRequest request, EventSink sink, Scheduler scheduler) {
    this.protocol = protocol;
    this.request = request;
    this.sink = sink;
    this.scheduler = scheduler;
  }

  void send(HttpClient client) {
    HttpRequest http;
    try {
      http = accepting(protocol.request(request));
    } catch (UnsendableException thrown) {
      fail(HttpFailures.unsendable(thrown));
      return;
    }
    StreamDecoder made = protocol.decoder(request, sink);
    uri = http.uri();
    decoder = made;
    if (!sink.isOpen()) {
      return; // cancelled while the application made its request
    }
    CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(http, this);
    response = sent;
    CompletableFuture<?> unused = sent.whenComplete((done, thrown) -> {
      if (thrown != null) {
        broke(thrown);
      }
    });
    if (cancelled) {
      sent.cancel(true);
    }
  }

  private HttpRequest accepting(HttpRequest http) {
    return http.headers().firstValue("Accept").isPresent()
        ? http
        : HttpRequest.newBuilder(http, (name, value) -> true)
            .header("Accept", protocol.framing().accept())
            .build();
  }

  @Override
  public BodySubscriber<Void> apply(ResponseInfo info) {
    responded = true;
    int status = info.statusCode();
    HttpHeaders headers = info.headers();
    if (status != 200) {
      return refused(
          body -> HttpFailures.status(address(), status, headers, body, scheduler.now()));
    }
    String contentType = headers.firstValue("Content-Type").orElse("");
    String mediaType = mediaType(contentType);
    Framing framing = protocol.framing();
    if (framing.isStream(mediaType)) {
      return accepted(streamReader(framing));
    }
    return framing.isWholeBody(mediaType)
        ? accepted(new WholeBodyReader(decoder(), request.limits(), this))
        : refused(body -> HttpFailures.contentType(address(), framing, contentType, headers, body));
  }

  private BodyReader streamReader(Framing framing) {
    return switch (framing) {
      case EVENT_STREAM -> new EventStreamReader(decoder(), sink, request.limits(), this);
      case JSON_LINES -> new JsonLinesReader(decoder(), sink, request.limits(), this);
    };
  }

  private BodySubscriber<Void> accepted(BodyReader reader) {
    sink.connected(200);
    return new BodyReceiver(this, reader);
  }

  private BodySubscriber<Void> refused(Function<String, ChatError> wording) {
    sink.received(0); // a sign of life, if not a welcome one
    return new ErrorReceiver(
        this,
        request.limits().maxErrorBodyBytes(),
        HttpTransport.ERROR_BODY_TIME,
        body -> fail(wording.apply(body)));
  }

  /** The type without its parameters, which mean nothing here (WHATWG HTML 9.2.3). */
  private static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  void subscribed(Flow.Subscription subscription) {
    body = subscription;
    if (cancelled) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE); // the store is the buffer: nobody is waited for
    }
  }

  void received(int bytes) {
    sink.received(bytes);
  }

  /** Whether what arrives is still of use. */
  boolean isOpen() {
    return !cancelled && !ended.get() && sink.isOpen();
  }

  boolean read(BodyReader reader, ByteBuffer bytes) {
    try {
      return reader.read(bytes) && isOpen();
    } catch (RuntimeException thrown) {
      undecodable(thrown);
      return false;
    }
  }

  /** The response has ended, or its reader wants no more of it. */
  void end(BodyReader reader, @Nullable Throwable thrown) {
    try {
      if (!isOpen() || reader.end(thrown != null)) {
        return;
      }
    } catch (RuntimeException wrong) {
      undecodable(wrong);
    }
    if (thrown == null) {
      if (ended.compareAndSet(false, true)) {
        sink.truncated(null);
      }
    } else {
      broke(thrown);
    }
  }

  void tooLarge(LimitExceededException limit) {
    fail(ChatError.builder(Kind.LIMIT, "Too large: " + limit.getMessage())
        .code(limit.limit())
        .cause(limit)
        .build());
  }

  private void undecodable(RuntimeException thrown) {
    fail(ChatError.builder(Kind.PROTOCOL, "The server's answer could not be decoded: " + thrown)
        .cause(thrown)
        .build());
  }

  private void fail(ChatError error) {
    if (ended.compareAndSet(false, true)) {
      sink.failed(error);
    }
  }

  /** The connection is gone. If the answer has ended, that is nobody's concern. */
  private void broke(Throwable thrown) {
    if (cancelled || !sink.isOpen() || !ended.compareAndSet(false, true)) {
      return;
    }
    if (responded && HttpFailures.isEndOfStream(thrown)) {
      sink.truncated(HttpFailures.unwrapped(thrown));
    } else {
      sink.failed(HttpFailures.connection(address(), thrown, responded));
    }
  }

  private URI address() {
    return Objects.requireNonNull(uri);
  }

  private StreamDecoder decoder() {
    return Objects.requireNonNull(decoder);
  }

  /** The answer has ended and the response has not: waits a little for the rest, then closes. */
  Scheduler.Task closeSoon() {
    return after(HttpTransport.DISCARD_TIME, this::cancel);
  }

  /** Sets the one timer of this attempt, which has nothing to wait for once that is cancelled. */
  Scheduler.Task after(Duration delay, Runnable task) {
    Scheduler.Task timer = scheduler.schedule(delay, task);
    waiting = timer;
    if (cancelled) {
      timer.cancel();
    }
    return timer;
  }

  @Override
  public void cancel() {
    cancelled = true;
    Scheduler.Task timer = waiting;
    if (timer != null) {
      timer.cancel();
    }
    Flow.Subscription open = body;
    if (open != null) {
      open.cancel();
    }
    CompletableFuture<HttpResponse<Void>> sent = response;
    if (sent != null) {
      sent.cancel(true);
    }
  }
}
