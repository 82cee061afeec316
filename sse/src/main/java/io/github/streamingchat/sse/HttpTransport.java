package io.github.streamingchat.sse;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.internal.peer.ClientShutdown;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries answers over {@code java.net.http}, any number at once, without a thread for each: bytes
 * are parsed, decoded and stored on the client's own I/O thread as they come.
 *
 * <p>Unless one is lent, it makes an {@link HttpClient} of its own: HTTP/1.1 (on plain HTTP the JDK
 * would otherwise ask for an upgrade to HTTP/2, which some model servers mishandle) and a direct
 * executor, so that a parsed piece changes threads only where a subscriber wants it. A lent client is
 * used as it is and never closed.
 *
 * <p>Redirects are followed, up to {@link #DEFAULT_MAX_REDIRECTS} in an attempt, while the connect
 * clock runs on: with the method and the body of the question, but for 303, which asks for a GET; never
 * from https to http; and without its credentials where the origin is another one, which are the
 * headers whose names tell of a key, a token, a cookie or the like.
 *
 * <p>Proxies are those of the JDK's default selector, of {@link Builder#proxy}, or of the lent
 * client. One that wants a user and a password (status 407) needs a lent client with an
 * authenticator.
 *
 * <p>When an answer has ended with its end mark, the rest of the response is read and thrown away for
 * up to {@link #DISCARD_TIME}, so that the connection can be used again; then it is closed. A
 * cancelled or failed answer closes its HTTP/1.1 connection, or resets its HTTP/2 stream, at once.
 *
 * <p>Most of the heap of an open stream is the JDK's read buffer of 16 KiB; an application with
 * thousands of them may start with {@code -Djdk.httpclient.bufsize=4096}.
 *
 * <p>Thread-safe.
 */
public final class HttpTransport implements ChatTransport {
  /** How long an own client waits for a TCP and TLS connection: ten seconds. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** How long the rest of a response is read after the end mark: one second. */
  public static final Duration DISCARD_TIME = Duration.ofSeconds(1);

  /** How long the body of an error response is waited for, which only adds to its status: 5 s. */
  public static final Duration ERROR_BODY_TIME = Duration.ofSeconds(5);

  /** How many redirects one attempt follows: five. */
  public static final int DEFAULT_MAX_REDIRECTS = 5;

  private final HttpProtocol protocol;
  private final HttpSettings settings;
  private final @Nullable HttpClient lent;
  private final Duration connectTimeout;
  private final HttpClient.Version version;
  private final @Nullable ProxySelector proxy;
  private final Object lock = new Object();

  /** Made with the first request; guarded by the lock. */
  private @Nullable HttpClient own;

  /** Guarded by the lock. */
  private boolean closed;

  private HttpTransport(Builder builder) {
    protocol = builder.protocol;
    settings = new HttpSettings(
        builder.scheduler, builder.statuses, builder.maxRedirects, builder.compression);
    lent = builder.client;
    connectTimeout = builder.connectTimeout;
    version = builder.version;
    proxy = builder.proxy;
  }

  /**
   * Starts a transport.
   *
   * @param protocol the wire format it carries
   * @return a new builder
   */
  public static Builder builder(HttpProtocol protocol) {
    return new Builder(protocol);
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    HttpExchange exchange = new HttpExchange(protocol, settings, request, sink);
    exchange.send(client());
    return exchange;
  }

  private HttpClient client() {
    if (lent != null) {
      return lent;
    }
    synchronized (lock) {
      if (closed) {
        throw new ChatException("this transport is closed; make a new one to ask again");
      }
      if (own == null) {
        own = newClient();
      }
      return own;
    }
  }

  private HttpClient newClient() {
    HttpClient.Builder client = HttpClient.newBuilder()
        .version(version)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout)
        .executor(Runnable::run);
    if (proxy != null) {
      client.proxy(proxy);
    }
    return client.build();
  }

  /**
   * Shuts down the own client, if there is one: on JDK 21 and later at once, which fails the answers
   * that still run; on earlier ones it ends when it is no longer in use and collected. A lent client
   * is left alone. Idempotent.
   */
  @Override
  public void close() {
    HttpClient client;
    synchronized (lock) {
      closed = true;
      client = own;
      own = null;
    }
    if (client != null) {
      ClientShutdown.now(client);
    }
  }

  /** Builds an {@link HttpTransport}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final HttpProtocol protocol;
    private Scheduler scheduler = Scheduler.system();
    private @Nullable HttpClient client;
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private HttpClient.Version version = HttpClient.Version.HTTP_1_1;
    private @Nullable ProxySelector proxy;
    private StatusPolicy statuses = StatusPolicy.DEFAULTS;
    private int maxRedirects = DEFAULT_MAX_REDIRECTS;
    private boolean compression;

    private Builder(HttpProtocol protocol) {
      this.protocol = Objects.requireNonNull(protocol, "protocol");
    }

    /**
     * Lends a client, with its own executor, proxy, authenticator, TLS and HTTP version. Its executor
     * should not have a thread for each stream waiting; {@code Runnable::run} is the quickest.
     *
     * @param client used as it is and never closed
     * @return this builder
     */
    public Builder client(HttpClient client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Sets how long an own client waits for a connection. A lent client has its own.
     *
     * @param timeout positive; {@link #DEFAULT_CONNECT_TIMEOUT} by default
     * @return this builder
     */
    public Builder connectTimeout(Duration timeout) {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException(
            "the connect timeout must be positive, but is " + timeout);
      }
      this.connectTimeout = timeout;
      return this;
    }

    /**
     * Sets whether an own client speaks HTTP/2 with servers that do: over TLS by the handshake, on
     * plain HTTP by asking for an upgrade. Many answers then share one connection. A stream that the
     * server resets, or a connection that it gives up, is a failure of the connection, and before the
     * answer has begun worth another attempt; a cancelled answer resets its own stream and leaves the
     * others alone. A lent client has its own version.
     *
     * @param preferred false by default, which is HTTP/1.1
     * @return this builder
     */
    public Builder http2(boolean preferred) {
      this.version = preferred ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
      return this;
    }

    /**
     * Sets the proxies of an own client, such as {@link ProxySelector#of}. A lent client has its own.
     *
     * @param selector by default that of the JDK, which reads the system properties {@code
     *     http.proxyHost} and the like
     * @return this builder
     */
    public Builder proxy(ProxySelector selector) {
      this.proxy = Objects.requireNonNull(selector, "selector");
      return this;
    }

    /**
     * Sets what each HTTP status means.
     *
     * @param policy {@link StatusPolicy#DEFAULTS} by default
     * @return this builder
     */
    public Builder statuses(StatusPolicy policy) {
      this.statuses = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets how many redirects one attempt follows. What a lent client follows by itself does not
     * count.
     *
     * @param redirects at least 0, which makes a redirect an error that names the address; {@link
     *     #DEFAULT_MAX_REDIRECTS} by default
     * @return this builder
     */
    public Builder maxRedirects(int redirects) {
      if (redirects < 0) {
        throw new IllegalArgumentException(
            "the number of redirects must be at least 0, but is " + redirects);
      }
      this.maxRedirects = redirects;
      return this;
    }

    /**
     * Sets whether a compressed answer is asked for. Pieces of text are short, and some servers and
     * proxies hold them back until a block of compressed data is full; so it is for long answers over
     * lines that are slow or paid for by the byte. An answer that comes in gzip or deflate unasked is
     * read all the same, each block as soon as it was flushed.
     *
     * @param asked false by default, which asks for the answer as it is
     * @return this builder
     */
    public Builder compression(boolean asked) {
      this.compression = asked;
      return this;
    }

    /**
     * Sets where time comes from.
     *
     * @param scheduler {@link Scheduler#system()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Builds the transport. No connection is made yet.
     *
     * @return the transport
     */
    public HttpTransport build() {
      return new HttpTransport(this);
    }
  }
}
