package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.internal.delivery.SerialCalls;
import io.github.streamingchat.stream.Scheduler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request of an attempt, and its response read in the way that its status and content type ask for.
 *
 * <p>The client calls one at a time: the body handler and then the body's subscriber, each seeing what
 * the one before did. The future's stage comes after the handler, or instead of it, on a thread of its
 * own. {@link #close} comes from any thread, by the protocol of {@link HttpExchange#cancel}.
 */
final class HttpRound {
  /** What a redirect says besides its address is read, so that the connection can be used again. */
  private static final int MOST_OF_A_REDIRECT = 1 << 12;

  private final HttpExchange exchange;
  private final HttpClient client;
  private final HttpRequest request;
  private final SerialCalls calls;

  private volatile boolean responded;
  private volatile boolean closed;
  private volatile @Nullable CompletableFuture<HttpResponse<Void>> response;
  private volatile Flow.@Nullable Subscription body;
  private volatile @Nullable BodyReader reads;

  HttpRound(HttpExchange exchange, HttpClient client, HttpRequest request) {
    this.exchange = exchange;
    this.client = client;
    this.request = request;
    this.calls = new SerialCalls(thrown -> exchange.broke(this, thrown));
  }

  /** Makes a call at once, or, if one is under way on another thread, there and after it. */
  void serially(Runnable call) {
    calls.run(call);
  }

  void send() {
    CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(request, new ResponseRelay(this));
    response = sent;
    CompletableFuture<?> unused = sent.whenComplete((done, thrown) -> {
      response = null; // there is nothing left to cancel but the body
      if (closed) {
        return;
      }
      if (thrown != null) {
        serially(() -> exchange.broke(this, thrown));
      } else if (!responded) { // a proxy that lets no tunnel be made: the JDK asks for no body then
        exchange.received(0);
        exchange.fail(status(done.statusCode(), done.headers(), ""));
      }
    });
    if (exchange.isCancelled()) {
      close();
    }
  }

  /** Chooses who reads the body. */
  Flow.Subscriber<List<ByteBuffer>> receiver(ResponseInfo info) {
    responded = true;
    int status = info.statusCode();
    HttpHeaders headers = info.headers();
    if (Redirects.isRedirect(status) && exchange.settings().maxRedirects() > 0) {
      return redirected(status, headers);
    }
    if (status != 200) {
      return refused(headers, body -> exchange.refreshable(status, status(status, headers, body)));
    }
    String contentType = headers.firstValue("Content-Type").orElse("");
    String mediaType = mediaType(contentType);
    Framing framing = exchange.framing();
    if (framing.isStream(mediaType)) {
      return accepted(headers, exchange::stream);
    }
    return framing.isWholeBody(mediaType)
        ? accepted(headers, exchange::wholeBody)
        : refused(headers, body -> failures().contentType(framing, contentType, headers, body));
  }

  private Flow.Subscriber<List<ByteBuffer>> accepted(
      HttpHeaders headers, Supplier<BodyReader> reading) {
    ContentCoding coding = coding(headers);
    if (coding == null) {
      return refused(headers, body -> failures().contentCoding(headers));
    }
    exchange.connected(200, headers);
    BodyReader plain = reading.get();
    BodyReader reader = coding == ContentCoding.IDENTITY
        ? plain
        : new InflatingReader(new Inflation(coding), plain);
    reads = reader;
    return new BodyReceiver(exchange, this, reader);
  }

  private static @Nullable ContentCoding coding(HttpHeaders headers) {
    return ContentCoding.of(String.join(",", headers.allValues("Content-Encoding")));
  }

  private Flow.Subscriber<List<ByteBuffer>> refused(
      HttpHeaders headers, Function<String, ChatError> wording) {
    exchange.received(0); // a sign of life, if not a welcome one
    ContentCoding coding = coding(headers);
    return new ErrorReceiver(
        this,
        coding == null ? 0 : exchange.limits().maxErrorBodyBytes(),
        HttpTransport.ERROR_BODY_TIME,
        coding == null || coding == ContentCoding.IDENTITY ? null : new Inflation(coding),
        (bytes, body) -> {
          exchange.received(bytes);
          exchange.fail(wording.apply(body));
        });
  }

  /** No sign of life: the connect clock runs until somebody answers. */
  private Flow.Subscriber<List<ByteBuffer>> redirected(int status, HttpHeaders headers) {
    try {
      HttpRequest next = exchange.redirects().next(request, status, headers);
      return new ErrorReceiver(
          this,
          MOST_OF_A_REDIRECT,
          HttpTransport.DISCARD_TIME,
          null,
          (bytes, body) -> exchange.follow(client, next));
    } catch (RedirectException unfit) {
      return refused(headers, body -> failures().redirect(status, unfit, headers, body));
    }
  }

  private ChatError status(int status, HttpHeaders headers, String body) {
    HttpSettings settings = exchange.settings();
    return failures()
        .status(status, headers, body, settings.statuses(), settings.scheduler().now());
  }

  private ResponseFailures failures() {
    return new ResponseFailures(
        request, exchange.credentials(), exchange.redirects().home());
  }

  /** The type without its parameters, which mean nothing here (WHATWG HTML 9.2.3). */
  private static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  void subscribed(Flow.Subscription subscription) {
    body = subscription;
    if (closed || exchange.isCancelled()) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE); // the store is the buffer: nobody is waited for
    }
  }

  Scheduler.Task after(Duration delay, Runnable task) {
    return exchange.after(delay, task);
  }

  boolean responded() {
    return responded;
  }

  URI address() {
    return request.uri();
  }

  /** The connection may serve another request from now on, and is no longer this one's to close. */
  void responseEnded() {
    response = null;
    body = null;
  }

  /**
   * Closes the connection, or resets the stream, of this request. Once there is a body it is cancelled,
   * and not the future: that closes the connection also when the response has just ended and another
   * request has taken it. Between the two, when the future is done, the body is cancelled by who
   * subscribes to it.
   */
  void close() {
    closed = true;
    Flow.Subscription open = body;
    CompletableFuture<HttpResponse<Void>> sent = response;
    if (open != null) {
      open.cancel();
    } else if (sent != null) {
      sent.cancel(true);
    }
    BodyReader reader = reads;
    if (reader != null) {
      reader.close();
    }
  }
}
