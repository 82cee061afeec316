package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.SerialCalls;
import io.github.streamingchat.internal.peer.ClientShutdown;
import io.github.streamingchat.internal.peer.Credentials;
import io.github.streamingchat.stream.RetryRow;
import io.github.streamingchat.stream.Scheduler;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection, and makes another one when it is lost: the states of {@link SocketState}.
 *
 * <pre>
 * IDLE, FAILED -- a question, connect() --> CONNECTING -- handshake --> OPEN
 * CONNECTING, OPEN -- lost, patience may help --> BACKING_OFF -- its time, retryNow() --> CONNECTING
 * CONNECTING, OPEN -- lost, patience does not help --> FAILED
 * OPEN -- closed by the peer with 1000, nothing under way --> IDLE
 * any -- close() --> CLOSED
 * </pre>
 *
 * <p>At most one link is alive: it is made in CONNECTING and has ended before that state is left for
 * another one than OPEN. Links tell what happens on their own line of calls; a link that is not the
 * current one any more is not listened to. The state, the link and the timer are guarded by the lock,
 * under which nothing but the clock is asked. The row of failures belongs to whoever ends the current
 * link, and to whoever leaves IDLE or FAILED, when there is none.
 */
final class Connector {
  private static final int NORMAL_CLOSURE = 1000;

  private final Object lock;
  private final SocketSettings settings;
  private final Routes routes;
  private final Scheduler scheduler;
  private final Consumer<? super SocketChange> listener;
  private final SerialCalls told = new SerialCalls(CallbackErrors.logging());
  private final RetryRow row;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Guarded by the lock; volatile for those who only look. */
  private volatile SocketState state = SocketState.IDLE;

  private int attempt;
  private @Nullable Link current;
  private @Nullable HttpClient own;
  private Scheduler.@Nullable Task timer;
  private long openedNanos;

  /** How often it has moved, by which a timer knows that its wait is the one that it was set for. */
  private long moves;

  Connector(
      Object lock,
      SocketSettings settings,
      Routes routes,
      Consumer<? super SocketChange> listener) {
    this.lock = lock;
    this.settings = settings;
    this.routes = routes;
    this.scheduler = settings.scheduler();
    this.listener = listener;
    this.row = RetryRow.of(settings.reconnect());
  }

  SocketState state() {
    return state;
  }

  /** Completed when the connection and the own client have gone after {@link #close}. */
  CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  /** Carries an attempt, at once or when there is a connection. */
  void carry(AnswerRoute route) {
    Link open = null;
    boolean dials;
    synchronized (lock) {
      requireOpen();
      routes.add(route);
      if (state == SocketState.OPEN) {
        open = Objects.requireNonNull(current);
        route.link = open;
      }
      dials = beginAnew();
    }
    told.make();
    if (open != null) {
      routes.ask(route, open);
    } else if (dials) {
      dial();
    }
  }

  /** Connects, if nobody has. */
  void connect() {
    boolean dials;
    synchronized (lock) {
      requireOpen();
      dials = beginAnew();
    }
    told.make();
    if (dials) {
      dial();
    }
  }

  private void requireOpen() {
    if (state == SocketState.CLOSED) {
      throw new ChatException("this socket is closed; make a new one to ask again");
    }
  }

  private boolean beginAnew() {
    if (state != SocketState.IDLE && state != SocketState.FAILED) {
      return false;
    }
    row.startOver();
    attempt = 0;
    moveToConnecting();
    return true;
  }

  private void moveToConnecting() {
    attempt++;
    move(SocketState.CONNECTING, Duration.ZERO, null);
  }

  /** Under the lock; who moves tells, without it. */
  private void move(SocketState to, Duration delay, @Nullable ChatError cause) {
    SocketChange change = new SocketChange(state, to, scheduler.now(), attempt, delay, cause);
    state = to;
    moves++;
    told.queue(() -> listener.accept(change));
  }

  /** Ends the wait for the next attempt; false if nobody waits. */
  boolean retryNow() {
    Scheduler.Task waits;
    synchronized (lock) {
      if (state != SocketState.BACKING_OFF) {
        return false;
      }
      waits = timer;
      moveToConnecting();
    }
    if (waits != null) {
      waits.cancel();
    }
    told.make();
    dial();
    return true;
  }

  private void dial() {
    try {
      settings.executor().execute(this::handshake);
    } catch (RuntimeException | Error rejected) {
      notDialled(rejected);
    }
  }

  /** What the application supplies is asked for here, and may block. */
  private void handshake() {
    Link link;
    try {
      Map<String, String> headers =
          Objects.requireNonNull(settings.headers().get(), "the supplier of headers gave null");
      Dial dial =
          new Dial(settings.address(), headers, settings.subprotocols(), settings.connectTimeout());
      routes.credentials(Credentials.ofHeaders(headers, settings.address()));
      Events events = new Events();
      synchronized (lock) {
        if (state != SocketState.CONNECTING) {
          return; // closed meanwhile: nobody would shut a client down that is made now
        }
        link = new Link(client(), dial, settings.link(), events);
        events.link = link;
        current = link;
      }
    } catch (Throwable thrown) { // also what other languages throw undeclared
      notDialled(thrown);
      return;
    }
    link.open();
  }

  /** Under the lock. */
  private HttpClient client() {
    if (settings.lent() != null) {
      return settings.lent();
    }
    if (own == null) {
      HttpClient.Builder client = HttpClient.newBuilder().executor(Runnable::run);
      if (settings.proxy() != null) {
        client.proxy(settings.proxy());
      }
      own = client.build();
    }
    return own;
  }

  private void notDialled(Throwable thrown) {
    lost(null, new LinkEnd(applicationError(thrown), 0, "", false, false));
  }

  private static ChatError applicationError(Throwable thrown) {
    return ChatError.builder(
            Kind.APPLICATION,
            "The application's own code failed before the connection was made; see the cause of this error in the application's log")
        .cause(thrown)
        .build();
  }

  /** What one link tells. */
  private final class Events implements LinkListener {
    /** Set before the link is opened. */
    private @Nullable Link link;

    @Override
    public void opened(String subprotocol) {
      Link open = Objects.requireNonNull(link);
      List<AnswerRoute> waiting;
      synchronized (lock) {
        if (current != open || state != SocketState.CONNECTING) {
          return;
        }
        openedNanos = scheduler.nanoTime();
        move(SocketState.OPEN, Duration.ZERO, null);
        waiting = routes.bind(open);
      }
      routes.linkOpened(open);
      waiting.forEach(route -> routes.ask(route, open));
      told.make();
    }

    @Override
    public void text(CharSequence part, boolean last) {
      routes.text(part, last);
    }

    @Override
    public void binary(int bytes, boolean last) {
      routes.binary(bytes, last);
    }

    @Override
    public void ended(LinkEnd end) {
      lost(link, end);
    }
  }

  /** The link, or the attempt to make one (null), is over. */
  private void lost(@Nullable Link link, LinkEnd end) {
    boolean wasHealthy = routes.linkLost();
    Verdict verdict = verdict(end, wasHealthy);
    List<Consumer<ChatError>> torn;
    boolean closes;
    long wait;
    synchronized (lock) {
      closes = state == SocketState.CLOSED;
      if (!closes && current != link) {
        return;
      }
      torn = routes.takeAll(); // after close() it is what began while that was called
      if (!closes) {
        current = null;
        boolean waits = verdict.delay().isPresent();
        move(
            waits ? SocketState.BACKING_OFF : verdict.next(),
            verdict.delay().orElse(Duration.ZERO),
            verdict.error());
      }
      wait = moves;
    }
    if (!closes) {
      verdict.delay().ifPresent(delay -> dialAfter(delay, wait));
    }
    told.make();
    ChatError error =
        closes ? closedByUs() : Objects.requireNonNullElse(verdict.error(), end.error());
    torn.forEach(tell -> tell.accept(error));
  }

  private void dialAfter(Duration delay, long wait) {
    Scheduler.Task task;
    try {
      task = scheduler.schedule(delay, () -> waited(wait));
    } catch (RuntimeException | Error thrown) {
      synchronized (lock) {
        if (moves == wait) {
          move(SocketState.FAILED, Duration.ZERO, applicationError(thrown));
        }
      }
      return;
    }
    boolean isOver;
    synchronized (lock) {
      isOver = moves != wait;
      if (!isOver) {
        timer = task;
      }
    }
    if (isOver) {
      task.cancel();
    }
  }

  private record Verdict(
      SocketState next, Optional<Duration> delay, @Nullable ChatError error) {}

  private Verdict verdict(LinkEnd end, boolean wasHealthy) {
    if (wasHealthy && end.wasOpen() && upFor().compareTo(settings.minUptime()) >= 0) {
      row.succeeded();
      synchronized (lock) {
        attempt = 0;
      }
    }
    boolean isDone = end.closeCode() == NORMAL_CLOSURE && !isInUse();
    if (isDone) {
      return new Verdict(SocketState.IDLE, Optional.empty(), null);
    }
    RetryRow.Verdict verdict = row.failed(end.error());
    return new Verdict(SocketState.FAILED, verdict.delay(), verdict.error());
  }

  private boolean isInUse() {
    synchronized (lock) {
      return routes.hasOpen();
    }
  }

  private Duration upFor() {
    synchronized (lock) {
      return Duration.ofNanos(scheduler.nanoTime() - openedNanos);
    }
  }

  private void waited(long wait) {
    synchronized (lock) {
      if (moves != wait) {
        return;
      }
      moveToConnecting();
    }
    told.make();
    dial();
  }

  /** Closes for good; what is under way fails. */
  void close() {
    Link link;
    List<Consumer<ChatError>> cut;
    synchronized (lock) {
      if (state == SocketState.CLOSED) {
        return;
      }
      move(SocketState.CLOSED, Duration.ZERO, null);
      link = current;
      cut = routes.takeAll();
      if (timer != null) {
        timer.cancel();
      }
    }
    told.make();
    Runnable tell = () -> cut.forEach(one -> one.accept(closedByUs()));
    if (link == null) {
      tell.run();
      gone();
    } else {
      link.serially(tell);
      link.close().whenComplete((done, thrown) -> gone());
    }
  }

  private static ChatError closedByUs() {
    return ChatError.builder(
            Kind.CONNECTION, "The application closed the socket; make a new one to ask again.")
        .code("closed")
        .build();
  }

  private void gone() {
    HttpClient client;
    synchronized (lock) {
      client = own;
      own = null;
    }
    if (client != null) {
      ClientShutdown.now(client);
    }
    closed.complete(null);
  }
}
