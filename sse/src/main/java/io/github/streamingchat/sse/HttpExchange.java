package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.internal.peer.ConnectionFailures;
import io.github.streamingchat.internal.peer.Credentials;
import io.github.streamingchat.internal.peer.DiscreetSink;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt over HTTP: a request, those that redirects make of it, and the answer to the last.
 *
 * <p>One thread at a time brings what happens: that of {@link #send}, then the client's, and the pool's
 * for a request after a redirect. {@link #cancel} comes from any thread; {@code cancelled} is set
 * before it looks for something to cancel, and each thing to cancel is put in its volatile field before
 * {@code cancelled} is looked at, so that one of the two sees the other.
 */
final class HttpExchange implements Connection {
  /** Where servers that can be asked to cancel tell the stream's id, unless they do so in the body. */
  private static final String STREAM_ID = "X-Stream-Id";

  private final HttpProtocol protocol;
  private final HttpSettings settings;
  private final AnswerRequest request;
  private final EventSink sink;
  private final Redirects redirects;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean cancelled;

  /** Whether some of the answer itself arrived, as opposed to the head of the response. */
  private volatile boolean answering;

  private volatile @Nullable RequestBody asked;
  private volatile @Nullable StreamDecoder decoder;
  private volatile @Nullable Credentials credentials;
  private volatile @Nullable HttpRound round;
  private volatile Scheduler.@Nullable Task waiting;

  HttpExchange(
      HttpProtocol protocol, HttpSettings settings, AnswerRequest request, EventSink sink) {
    this.protocol = protocol;
    this.settings = settings;
    this.request = request;
    this.sink = sink;
    this.redirects = new Redirects(settings.maxRedirects());
  }

  void send(HttpClient client) {
    HttpRequest http;
    try {
      http = accepting(protocol.request(request));
    } catch (UnsendableException thrown) {
      fail(ChatError.builder(Kind.REQUEST, String.valueOf(thrown.getMessage()))
          .code("unsendable")
          .cause(thrown)
          .build());
      return;
    }
    Credentials sent = Credentials.of(http);
    credentials = sent;
    decoder = protocol.decoder(request, new DiscreetSink(sink, sent));
    if (sink.isOpen()) { // or it was cancelled while the application made its request
      begin(client, http);
    }
  }

  /** Holds the body itself, and names its own headers only where the protocol has not. */
  private HttpRequest accepting(HttpRequest http) {
    HttpRequest.Builder asking = HttpRequest.newBuilder(http, (name, value) -> true);
    if (http.headers().firstValue("Accept").isEmpty()) {
      asking.header("Accept", protocol.framing().accept());
    }
    if (!request.lastEventId().isEmpty()) {
      asking.setHeader("Last-Event-ID", sendable(request.lastEventId()));
    }
    if (http.headers().firstValue("Accept-Encoding").isEmpty()) {
      asking.header(
          "Accept-Encoding",
          settings.compression() ? ContentCoding.COMPRESSED : ContentCoding.PLAIN);
    }
    http.bodyPublisher().map(RequestBody::new).ifPresent(body -> {
      asked = body;
      asking.method(http.method(), body);
    });
    return asking.build();
  }

  /**
   * The standard has the id sent in UTF-8; the JDK would put a question mark in the place of whatever
   * is not ASCII, and resume at the wrong place. Line ends are in no id that a stream can set.
   */
  private static String sendable(String id) {
    if (!id.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      throw new UnsendableException(
          "The answer cannot be resumed: its last event id has characters that no header can carry.");
    }
    return id;
  }

  /** Only a 401 says that other credentials would do (RFC 9110, section 15.5.2). */
  ChatError refreshable(int status, ChatError error) {
    return status == 401 && protocol.refreshesCredentials()
        ? error.toBuilder().refreshable(true).build()
        : error;
  }

  private void begin(HttpClient client, HttpRequest http) {
    HttpRound next = new HttpRound(this, client, http);
    round = next;
    next.send();
  }

  /** The JDK looks names up on the caller's thread, which must not be the client's own. */
  void follow(HttpClient client, HttpRequest next) {
    SharedPool.attempts().execute(() -> {
      try {
        if (isOpen()) {
          begin(client, next);
        }
      } catch (RuntimeException thrown) {
        fail(ConnectionFailures.of(next.uri(), thrown, false));
      }
    });
  }

  HttpSettings settings() {
    return settings;
  }

  Redirects redirects() {
    return redirects;
  }

  Credentials credentials() {
    return Objects.requireNonNull(credentials);
  }

  Limits limits() {
    return request.limits();
  }

  Framing framing() {
    return protocol.framing();
  }

  BodyReader stream() {
    return switch (framing()) {
      case EVENT_STREAM ->
        new EventStreamReader(decoder(), sink, request.limits(), request.lastEventId(), this);
      case JSON_LINES -> new JsonLinesReader(decoder(), sink, request.limits(), this);
    };
  }

  BodyReader wholeBody() {
    return new WholeBodyReader(decoder(), request.limits(), this);
  }

  private StreamDecoder decoder() {
    return Objects.requireNonNull(decoder);
  }

  /** The answer is about to come, and the question is not asked again. */
  void connected(int status, HttpHeaders headers) {
    RequestBody answered = asked;
    if (answered != null) {
      answered.letGo();
    }
    sink.connected(status);
    headers.firstValue(STREAM_ID).filter(id -> !id.isBlank()).ifPresent(sink::streamId);
  }

  void received(int bytes) {
    sink.received(bytes);
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Whether what arrives is still of use. */
  boolean isOpen() {
    return !cancelled && !ended.get() && sink.isOpen();
  }

  boolean read(BodyReader reader, ByteBuffer bytes) {
    answering = true;
    try {
      return reader.read(bytes) && isOpen();
    } catch (CorruptBodyException thrown) {
      fail(ChatError.builder(
              Kind.PROTOCOL,
              "The server's compressed answer is corrupt: %s; try without HttpTransport.Builder.compression."
                  .formatted(thrown.getMessage()))
          .code("content_encoding")
          .cause(thrown)
          .build());
      return false;
    } catch (RuntimeException thrown) {
      undecodable(thrown);
      return false;
    }
  }

  /** The response has ended, or its reader wants no more of it. */
  void end(HttpRound round, BodyReader reader, @Nullable Throwable thrown) {
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
      broke(round, thrown);
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

  void fail(ChatError error) {
    if (ended.compareAndSet(false, true)) {
      sink.failed(error);
    }
  }

  /** The connection is gone. If the answer has ended, that is nobody's concern. */
  void broke(HttpRound broken, Throwable thrown) {
    if (cancelled || !sink.isOpen() || !ended.compareAndSet(false, true)) {
      return;
    }
    boolean cut = broken.responded() && ConnectionFailures.isEndOfStream(thrown);
    if (cut || (answering && ConnectionFailures.isGivenUp(thrown))) {
      sink.truncated(ConnectionFailures.unwrapped(thrown));
    } else {
      sink.failed(ConnectionFailures.of(broken.address(), thrown, broken.responded()));
    }
  }

  /** The answer has ended and the response has not: waits a little for the rest, then closes. */
  Scheduler.Task closeSoon() {
    return after(HttpTransport.DISCARD_TIME, this::cancel);
  }

  /** Sets the one timer of this attempt, which has nothing to wait for once that is cancelled. */
  Scheduler.Task after(Duration delay, Runnable task) {
    Scheduler.Task timer = settings.scheduler().schedule(delay, task);
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
    HttpRound last = round;
    if (last != null) {
      last.close();
    }
  }
}
