package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Limits;
import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.internal.peer.Addresses;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.TransportProvider;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket that carries the answers of many conversations, in the three-phase protocol: a
 * conversation's id is the {@code session_id} of its frames.
 *
 * <pre>{@code
 * try (ChatSocket socket = ChatSocket.at("wss://example.org/ws").build()) {
 *   Chat chat = Chat.builder(socket).conversation(Conversation.builder("support").build()).build();
 *   Answer answer = chat.send("Why is the sky blue?").onText(System.out::print);
 *   answer.join(Duration.ofMinutes(2));
 * }
 * }</pre>
 *
 * <p>It connects with the first question, or by {@link #connect}, and keeps the connection: when that is
 * lost it is dialled again, as {@link Builder#reconnect} says, and so is a first handshake that fails.
 * A connection is known to be alive by its {@link Heartbeat}. Only the protocol's own end completes an
 * answer: one whose connection goes fails with what arrived kept, and the chat's own {@code RetryPolicy}
 * says whether it is asked for again (nothing had arrived), resumed ({@code RESUME}, if the server says
 * in its chunks where they belong and honours the resume frame) or replaced. What comes of a question
 * that meets no connection is told by the next handshake: it is asked, or it fails, and is tried again,
 * with that.
 *
 * <p>What is sent waits in a bounded queue ({@link Builder#sendLimits}); what arrives is decoded into
 * the conversations on the socket's own thread, and nobody is waited for. Cancelling one answer tells the
 * server so, and leaves the others and the connection alone. A text of more than 16 KiB the JDK sends in
 * several fragments, which a server has to join. What an answer's evidence counts as bytes received are
 * the UTF-16 units of its frames. There is no compression: the JDK's WebSocket
 * has none. A SOCKS proxy is refused, as the JDK would go around it.
 *
 * <p>Thread-safe.
 */
public final class ChatSocket implements ChatTransport {
  /** How long a handshake may take: ten seconds. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** How long the peer's Close frame is waited for: five seconds. */
  public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** How long a connection must last, and bring a frame that makes sense, to be healthy: 5 s. */
  public static final Duration DEFAULT_MIN_UPTIME = Duration.ofSeconds(5);

  /**
   * As often as it takes, after half a second and twice as long each time, up to 20 seconds, spread at
   * random from zero on; a server's own word is heeded up to two minutes.
   */
  public static final RetryPolicy DEFAULT_RECONNECT = RetryPolicy.builder()
      .maxAttempts(Integer.MAX_VALUE)
      .backoff(new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(20), Backoff.Jitter.FULL))
      .maxRetryAfter(Duration.ofMinutes(2))
      .build();

  private final URI address;
  private final Object lock = new Object();
  private final ClientFrames frames;
  private final SocketProblems problems;
  private final Routes routes;
  private final Connector connector;

  private ChatSocket(Builder builder) {
    address = builder.address;
    frames = builder.frames;
    problems = new SocketProblems(builder.limits.maxProblems());
    routes =
        new Routes(lock, frames, builder.listener, builder.onIncoming, problems, builder.limits);
    SocketListener listener = builder.listener;
    connector = new Connector(lock, builder.settings(), routes, listener::onStateChange);
  }

  /**
   * Describes a socket.
   *
   * @param address a {@code ws} or {@code wss} URL; its query is sent as it is
   * @return a new builder
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Builder at(String address) {
    String stripped = address.strip();
    try {
      return at(new URI(stripped));
    } catch (URISyntaxException invalid) { // whose message shows all of it
      throw notASocket(stripped, ": " + invalid.getReason());
    }
  }

  /**
   * Describes a socket.
   *
   * @param address a {@code ws} or {@code wss} URL; its query is sent as it is
   * @return a new builder
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Builder at(URI address) {
    String scheme = Addresses.scheme(address);
    boolean isSocket = scheme.equals("ws") || scheme.equals("wss");
    if (!isSocket || address.getHost() == null) {
      throw notASocket(address.toString(), "");
    }
    if (address.getRawFragment() != null) {
      throw notASocket(address.toString(), ", for it has a fragment (#)");
    }
    return new Builder(address);
  }

  private static IllegalArgumentException notASocket(String given, String reason) {
    return new IllegalArgumentException(
        "\"%s\" is not the URL of a WebSocket%s; it should look like wss://example.org/ws"
            .formatted(Addresses.shown(given), reason));
  }

  /**
   * Asks for an answer: sends the turn, or, for an attempt that resumes one that was torn, the resume
   * frame. Called by a chat.
   *
   * @throws ChatException if this socket is closed
   */
  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    TornStream torn = null;
    if (request.resumed()) {
      synchronized (lock) {
        torn = routes.torn(request.answerId());
      }
      if (torn == null) {
        sink.failed(ChatError.builder(
                Kind.TRUNCATED,
                "The connection broke in the middle of the answer, whose stream has no id to go on from; what arrived was kept.")
            .code("cannot_resume")
            .build());
        return () -> {};
      }
    }
    String frame;
    try {
      frame = Objects.requireNonNull(
          torn == null ? frames.turn().apply(request) : frames.resume().apply(torn),
          "the function that writes a frame gave null");
    } catch (UnsendableTurnException thrown) {
      sink.failed(ChatError.builder(Kind.REQUEST, String.valueOf(thrown.getMessage()))
          .code("unsendable")
          .cause(thrown)
          .build());
      return () -> {};
    }
    AnswerRoute route = new AnswerRoute(routes, request, sink, turnId(request), frame, torn);
    connector.carry(route);
    return route;
  }

  /** What a server says that it replies to. */
  private static String turnId(AnswerRequest request) {
    List<ChatMessage> messages = request.messages();
    return messages.isEmpty()
        ? request.answerId().value()
        : messages.get(messages.size() - 1).id().value();
  }

  /**
   * Connects now rather than with the first question. Does nothing while it is connected, or about to
   * be; after it has given up, it begins anew. Returns at once: {@link SocketListener#onStateChange}
   * tells what comes of it.
   *
   * @throws ChatException if this socket is closed
   */
  public void connect() {
    connector.connect();
  }

  /**
   * Dials at once instead of waiting any longer, such as when the network is back.
   *
   * @return false if it does not wait for a next attempt
   */
  public boolean retryNow() {
    return connector.retryNow();
  }

  /**
   * Tells where this socket stands.
   *
   * @return the state
   */
  public SocketState state() {
    return connector.state();
  }

  /**
   * Tells what the peer did wrong that belongs to no answer.
   *
   * @return the first problems, as many as {@link Limits#maxProblems()}, in order
   */
  public List<Problem> problems() {
    return problems.first();
  }

  /**
   * Counts what the peer did wrong that belongs to no answer.
   *
   * @return how many problems there were, those that were not kept too
   */
  public long problemCount() {
    return problems.count();
  }

  /**
   * Closes for good: answers that run fail, a Close frame is sent and the peer's is waited for up to
   * {@link Builder#closeTimeout}, and then the connection is cut. Returns at once; {@link #closed} tells
   * when all of it is gone. An own client is shut down on JDK 21 and later, and on earlier ones ends
   * when it is collected; a lent one is left alone. Idempotent.
   */
  @Override
  public void close() {
    connector.close();
  }

  /**
   * Tells when nothing of this socket is left after {@link #close}.
   *
   * @return completes, without a value and never with a failure, on whatever thread ends the connection
   */
  public CompletionStage<Void> closed() {
    return connector.closed();
  }

  /**
   * Describes the socket.
   *
   * @return its address without user-info and query, and its state
   */
  @Override
  public String toString() {
    return "ChatSocket[" + Addresses.shown(address) + ", " + state() + "]";
  }

  /** Builds a {@link ChatSocket}. Not safe for use by several threads at once. */
  public static final class Builder implements TransportProvider {
    private final URI address;
    private final Map<String, String> fixedHeaders = new LinkedHashMap<>();
    private Supplier<? extends Map<String, String>> headers = Map::of;
    private List<String> subprotocols = List.of();
    private @Nullable HttpClient client;
    private @Nullable ProxySelector proxy;
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    private Duration minUptime = DEFAULT_MIN_UPTIME;
    private Heartbeat heartbeat = Heartbeat.DEFAULTS;
    private SendLimits sendLimits = SendLimits.DEFAULTS;
    private CloseCodes closeCodes = CloseCodes.DEFAULTS;
    private RetryPolicy reconnect = DEFAULT_RECONNECT;
    private Limits limits = Limits.DEFAULTS;
    private ClientFrames frames = DefaultFrames.ALL;
    private Consumer<? super IncomingStream> onIncoming = stream -> {};
    private SocketListener listener = new SocketListener() {};
    private Scheduler scheduler = Scheduler.system();
    private Executor executor = SharedPool.attempts();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    private Builder(URI address) {
      this.address = address;
    }

    /**
     * Sets a header of every handshake.
     *
     * @param name its name
     * @param value its value; never shown
     * @return this builder
     */
    public Builder header(String name, String value) {
      fixedHeaders.put(
          Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets what supplies the headers that may change, such as one with a token. Asked before each
     * handshake, so that a handshake refused with 401, or a connection closed with 4401, is followed by
     * one with fresh credentials, one time in a row. What it throws gives the connection up and fails
     * what waits for it with kind APPLICATION.
     *
     * @param supplier runs on the executor and may block; by default there are none
     * @return this builder
     */
    public Builder headers(Supplier<? extends Map<String, String>> supplier) {
      headers = Objects.requireNonNull(supplier, "supplier");
      return this;
    }

    /**
     * Sets the subprotocols to ask for.
     *
     * @param names in the order in which they are preferred; none by default
     * @return this builder
     */
    public Builder subprotocols(String... names) {
      subprotocols = List.of(names);
      return this;
    }

    /**
     * Lends a client, with its own executor, proxy, authenticator and TLS. Its executor should run
     * callbacks quickly; {@code Runnable::run} is the quickest. An own client brings a thread of its
     * own: an application with many sockets lends one client to all of them.
     *
     * @param lent used as it is and never closed
     * @return this builder
     */
    public Builder client(HttpClient lent) {
      client = Objects.requireNonNull(lent, "client");
      return this;
    }

    /**
     * Sets the proxies of an own client; HTTP proxies only.
     *
     * @param selector the JDK's default selector by default
     * @return this builder
     */
    public Builder proxy(ProxySelector selector) {
      proxy = Objects.requireNonNull(selector, "selector");
      return this;
    }

    /**
     * Sets how long a handshake may take.
     *
     * @param timeout positive; {@link #DEFAULT_CONNECT_TIMEOUT} by default
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = positive("connect timeout", timeout);
      return this;
    }

    /**
     * Sets how long the peer's Close frame is waited for.
     *
     * @param timeout positive; {@link #DEFAULT_CLOSE_TIMEOUT} by default
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder closeTimeout(Duration timeout) {
      closeTimeout = positive("close timeout", timeout);
      return this;
    }

    private static Duration positive(String what, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(
            "the %s must be positive, but is %s".formatted(what, value));
      }
      return value;
    }

    /**
     * Sets when a lost connection, or a handshake that failed, is followed by another. Failures are
     * counted in a row, which ends when a connection was healthy: mere handshakes do not end it. Its
     * {@code afterText} means nothing here. A budget may be shared with the answers' own policies.
     *
     * @param policy {@link #DEFAULT_RECONNECT} by default
     * @return this builder
     */
    public Builder reconnect(RetryPolicy policy) {
      reconnect = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets how long a connection must have lasted, and have brought a frame that makes sense, to count
     * as healthy.
     *
     * @param uptime zero or more; {@link #DEFAULT_MIN_UPTIME} by default
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder minUptime(Duration uptime) {
      if (uptime.isNegative()) {
        throw new IllegalArgumentException("no connection lasts for " + uptime);
      }
      minUptime = uptime;
      return this;
    }

    /**
     * Sets how a silent connection is found out.
     *
     * @param newHeartbeat {@link Heartbeat#DEFAULTS} by default
     * @return this builder
     */
    public Builder heartbeat(Heartbeat newHeartbeat) {
      heartbeat = Objects.requireNonNull(newHeartbeat, "heartbeat");
      return this;
    }

    /**
     * Sets how much may wait to be sent.
     *
     * @param newLimits {@link SendLimits#DEFAULTS} by default
     * @return this builder
     */
    public Builder sendLimits(SendLimits newLimits) {
      sendLimits = Objects.requireNonNull(newLimits, "limits");
      return this;
    }

    /**
     * Sets what the peer's close codes mean.
     *
     * @param codes {@link CloseCodes#DEFAULTS} by default
     * @return this builder
     */
    public Builder closeCodes(CloseCodes codes) {
      closeCodes = Objects.requireNonNull(codes, "codes");
      return this;
    }

    /**
     * Sets the bounds for what arrives over the socket: {@link Limits#maxEventBytes()} for a text
     * message, in UTF-16 units, {@link Limits#maxSeenIds()} for the ids remembered, {@link
     * Limits#maxProblems()} for the problems kept. What a message may hold is its conversation's
     * business.
     *
     * @param newLimits {@link Limits#DEFAULTS} by default
     * @return this builder
     */
    public Builder limits(Limits newLimits) {
      limits = Objects.requireNonNull(newLimits, "limits");
      return this;
    }

    /**
     * Sets who takes the streams that the peer starts unasked: those that reply to no turn that is under
     * way. As long as a peer has never said what it replies to, a stream of a session whose turn still
     * waits is taken for its answer.
     *
     * @param taker called on the socket's thread when such a stream starts, and must not block; a stream
     *     that it does not let {@linkplain IncomingStream#into into} a chat is passed over. By default
     *     all are
     * @return this builder
     */
    public Builder onIncoming(Consumer<? super IncomingStream> taker) {
      onIncoming = Objects.requireNonNull(taker, "taker");
      return this;
    }

    /**
     * Sets who is told of what concerns the whole socket.
     *
     * @param newListener nobody by default
     * @return this builder
     */
    public Builder listener(SocketListener newListener) {
      listener = Objects.requireNonNull(newListener, "listener");
      return this;
    }

    /**
     * Sets how a turn is written. By default it is {@code
     * {"type":"message","id","content","sender":"user","timestamp","session_id"}} for the last message,
     * which must be the user's and hold text only.
     *
     * @param writer makes a text message of what is asked; runs on the chat's executor and may throw,
     *     which fails the answer with kind APPLICATION. The server says that it replies to the id of
     *     the request's last message
     * @return this builder
     */
    public Builder turn(Function<? super AnswerRequest, String> writer) {
      frames = new ClientFrames(
          Objects.requireNonNull(writer, "writer"), frames.cancel(), frames.resume());
      return this;
    }

    /**
     * Sets how the peer is told that an answer is not wanted any more. By default it is {@code
     * {"type":"cancel","id","session_id"}}.
     *
     * @param writer makes a text message; runs on the thread that cancels and must not block
     * @return this builder
     */
    public Builder cancel(Function<? super CancelledTurn, String> writer) {
      frames = new ClientFrames(
          frames.turn(), Objects.requireNonNull(writer, "writer"), frames.resume());
      return this;
    }

    /**
     * Sets how the peer is asked for the rest of a stream that was torn. By default it is {@code
     * {"type":"resume","id","offset","session_id"}}; the peer goes on with frames of that id, or
     * refuses with {@code {"type":"cannot_resume","id"}}.
     *
     * @param writer makes a text message; runs on the chat's executor
     * @return this builder
     */
    public Builder resume(Function<? super TornStream, String> writer) {
      frames = new ClientFrames(
          frames.turn(), frames.cancel(), Objects.requireNonNull(writer, "writer"));
      return this;
    }

    /**
     * Sets where time comes from.
     *
     * @param newScheduler {@link Scheduler#system()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler newScheduler) {
      scheduler = Objects.requireNonNull(newScheduler, "scheduler");
      return this;
    }

    /**
     * Sets where headers are asked for and handshakes begin.
     *
     * @param newExecutor the library's own small daemon pool by default
     * @return this builder
     */
    public Builder executor(Executor newExecutor) {
      executor = Objects.requireNonNull(newExecutor, "executor");
      return this;
    }

    /**
     * Sets what spreads the waits that a close code asks for; the back-off has a source of its own.
     *
     * @param source safe for use by many threads; the thread's own random source by default
     * @return this builder
     */
    public Builder random(RandomGenerator source) {
      random = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Builds the socket. No connection is made yet.
     *
     * @return the socket
     */
    public ChatSocket build() {
      return new ChatSocket(this);
    }

    @Override
    public ChatSocket newTransport() {
      return build();
    }

    private SocketSettings settings() {
      Map<String, String> fixed = Map.copyOf(fixedHeaders);
      Supplier<? extends Map<String, String>> changing = headers;
      Supplier<Map<String, String>> all = () -> {
        Map<String, String> both = new LinkedHashMap<>(fixed);
        both.putAll(changing.get());
        return both;
      };
      return new SocketSettings(
          address,
          all,
          subprotocols,
          client,
          proxy,
          connectTimeout,
          new LinkSettings(heartbeat, sendLimits, closeTimeout, closeCodes, scheduler, random),
          reconnect,
          minUptime,
          executor);
    }
  }
}
