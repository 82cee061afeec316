package io.github.streamingchat.websocket;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.peer.Credentials;
import io.github.streamingchat.internal.peer.DiscreetSink;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamHandler;
import io.github.streamingchat.websocket.protocol.ThreePhaseDecoder;
import io.github.streamingchat.websocket.protocol.ThreePhaseHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which answer each of the peer's streams belongs to.
 *
 * <p>A stream belongs to the turn that it says it replies to; if it does not say, to the turn of its
 * session that still waits for an answer; and if it names no session either, to the only turn that
 * waits on the socket. Every other stream was not asked for, unless it comes too late: for a turn that
 * was cancelled, or that was sent again and has been answered.
 *
 * <p>The decoder, and every call to an answer, are confined to the line of calls of the link that
 * carries them; there is one link at a time, and its line sees what the one before did. The maps and
 * the routes' fields are guarded by the lock, under which nothing of anyone else is called. Streams
 * that the application leaves, on whatever thread, wait in a queue for the decoder to be told.
 */
final class Routes implements ThreePhaseHandler {
  /** How many turns and torn streams are remembered. */
  private static final int MEMORY = 1000;

  private static final String USER = "user";

  private final Object lock;
  private final ClientFrames frames;
  private final SocketListener listener;
  private final Consumer<? super IncomingStream> onIncoming;
  private final SocketProblems problems;
  private final ThreePhaseDecoder decoder;
  private final Consumer<Throwable> report = CallbackErrors.logging();

  private final Map<String, AnswerRoute> byTurn = new LinkedHashMap<>();
  private final Map<String, AnswerRoute> bySession = new LinkedHashMap<>();
  private final Set<IncomingRoute> incoming = new HashSet<>();
  private final RecentIds<String, AskedTurn> asked = new RecentIds<>(MEMORY);
  private final RecentIds<MessageId, TornStream> torn = new RecentIds<>(MEMORY);

  private final Queue<String> left = new ConcurrentLinkedQueue<>();

  /** What the words of the peer may repeat of the last handshake. */
  private volatile Credentials credentials = Credentials.NONE;

  /** Set before the first frame of a link, and read on its line. */
  private @Nullable Link current;

  /** Whether the link brought a frame that makes sense. */
  private boolean healthy;

  Routes(
      Object lock,
      ClientFrames frames,
      SocketListener listener,
      Consumer<? super IncomingStream> onIncoming,
      SocketProblems problems,
      Limits limits) {
    this.lock = lock;
    this.frames = frames;
    this.listener = listener;
    this.onIncoming = onIncoming;
    this.problems = problems;
    this.decoder = new ThreePhaseDecoder(this, limits);
  }

  void credentials(Credentials sent) {
    credentials = sent;
  }

  // Under the lock.

  void add(AnswerRoute route) {
    byTurn.put(route.turnId, route);
    bySession.put(route.sessionId(), route);
    AskedTurn turn = asked.computeIfAbsent(route.turnId, unknown -> new AskedTurn());
    turn.times++;
    turn.cancelled = false;
    if (route.resumes == null) { // else the place is kept: the handshake may fail
      torn.remove(route.request.answerId());
    }
  }

  /** Has the routes that wait carried by a link, and gives them. */
  List<AnswerRoute> bind(Link link) {
    List<AnswerRoute> waiting = new ArrayList<>();
    for (AnswerRoute route : byTurn.values()) {
      if (route.link == null) {
        route.link = link;
        waiting.add(route);
      }
    }
    return waiting;
  }

  boolean hasOpen() {
    return !byTurn.isEmpty() || !incoming.isEmpty();
  }

  /** Where an answer was torn; null if it was not, or that is long ago. */
  @Nullable
  TornStream torn(MessageId answer) {
    return torn.get(answer);
  }

  /**
   * Takes all that is under way.
   *
   * @return what tells each of it of an error, to be called on the line of the link, without the lock
   */
  List<Consumer<ChatError>> takeAll() {
    List<Consumer<ChatError>> tell = new ArrayList<>();
    for (AnswerRoute route : byTurn.values()) {
      StreamWriter writer = route.writer;
      route.ended = true;
      if (writer == null) {
        tell.add(error -> sink(route.sink).failed(error));
      } else {
        if (route.streamId != null) {
          torn.put(
              route.request.answerId(),
              new TornStream(route.sessionId(), route.streamId, writer.offset()));
        }
        tell.add(writer::torn);
      }
    }
    byTurn.clear();
    bySession.clear();
    for (IncomingRoute route : incoming) {
      route.ended = true;
      tell.add(Objects.requireNonNull(route.writer)::torn);
    }
    incoming.clear();
    return tell;
  }

  private void remove(AnswerRoute route) {
    route.ended = true;
    byTurn.remove(route.turnId, route);
    bySession.remove(route.sessionId(), route);
  }

  // On the line of the link.

  void linkOpened(Link link) {
    current = link;
    healthy = false;
  }

  /** Returns whether the link brought a frame that makes sense. */
  boolean linkLost() {
    decoder.connectionLost();
    current = null;
    return healthy;
  }

  void text(CharSequence part, boolean last) {
    releaseLeft();
    decoder.text(part, last);
  }

  void binary(int bytes, boolean last) {
    decoder.binary(bytes, last);
  }

  private void releaseLeft() {
    for (String id = left.poll(); id != null; id = left.poll()) {
      decoder.release(id);
    }
  }

  // Any thread, without the lock.

  /** Sends what asks for an answer. */
  void ask(AnswerRoute route, Link link) {
    if (route.resumes == null) {
      send(route, link);
    } else {
      link.serially(() -> {
        if (resume(route, route.resumes)) {
          send(route, link);
        }
      });
    }
  }

  /** Has the stream go on where the attempt before was torn; false if nobody waits for it. */
  private boolean resume(AnswerRoute route, TornStream from) {
    StreamWriter writer = new StreamWriter(
        sink(route.sink), from.offset(), () -> resumed(route, true), () -> ended(route));
    synchronized (lock) {
      if (route.ended) {
        return false;
      }
      route.writer = writer;
      route.streamId = from.streamId();
    }
    decoder.resume(from.streamId(), writer);
    return true;
  }

  private void send(AnswerRoute route, Link link) {
    CompletableFuture<?> unused = link.send(route.frame).whenComplete((sent, thrown) -> {
      if (thrown != null) {
        link.serially(() -> unsent(route, thrown));
      }
    });
  }

  private void unsent(AnswerRoute route, Throwable thrown) {
    if (end(route)) {
      sink(route.sink).failed(SendFailures.of(thrown));
    }
  }

  /** Takes a route out, so that its end is told once; false if that was done before. */
  private boolean end(AnswerRoute route) {
    synchronized (lock) {
      if (route.ended) {
        return false;
      }
      remove(route);
      return true;
    }
  }

  private void ended(AnswerRoute route) {
    boolean unused = end(route);
  }

  private EventSink sink(EventSink sink) {
    return new DiscreetSink(sink, credentials);
  }

  /** The application wants no more of an answer: the peer is told, and the connection stays. */
  void leave(AnswerRoute route) {
    Link link;
    String streamId;
    boolean started;
    synchronized (lock) {
      if (route.ended) {
        return;
      }
      remove(route);
      link = route.link;
      streamId = route.streamId;
      started = route.writer != null;
      AskedTurn turn = asked.get(route.turnId);
      if (turn != null) {
        turn.cancelled = true;
      }
    }
    if (link != null) {
      String id = streamId == null ? route.turnId : streamId;
      cancel(link, new CancelledTurn(route.sessionId(), id, started), streamId);
    }
  }

  void leave(IncomingRoute route) {
    synchronized (lock) {
      if (route.ended) {
        return;
      }
      route.ended = true;
      incoming.remove(route);
    }
    if (route.streamId != null) {
      cancel(route.link, new CancelledTurn(route.sessionId, route.streamId, true), route.streamId);
    }
  }

  private void cancel(Link link, CancelledTurn turn, @Nullable String streamId) {
    if (streamId != null) {
      left.add(streamId);
    }
    try {
      CompletableFuture<?> unused =
          link.send(frames.cancel().apply(turn)); // what is gone needs no word
    } catch (RuntimeException | Error thrown) {
      CallbackErrors.report(report, thrown);
    }
  }

  // What the decoder tells.

  @Override
  public StreamHandler started(Envelope start) {
    healthy = true;
    AnswerRoute claimed;
    boolean late;
    synchronized (lock) {
      claimed = claim(start);
      late = claimed == null && isLate(start);
    }
    if (claimed != null) {
      StreamWriter writer = Objects.requireNonNull(claimed.writer);
      writer.start(start);
      return writer;
    }
    return late ? tooLate(start) : handOver(start);
  }

  /** The turn that a stream answers; null if there is none. */
  private @Nullable AnswerRoute claim(Envelope start) {
    AnswerRoute route = candidate(start);
    if (route == null || route.writer != null || route.link == null) {
      return null;
    }
    AnswerRoute claimed = route;
    route.writer = new StreamWriter(sink(route.sink), 0, () -> {}, () -> ended(claimed));
    route.streamId = start.id();
    AskedTurn turn = asked.get(route.turnId);
    if (turn != null) {
      turn.agentId = agentId(start);
    }
    return route;
  }

  private @Nullable AnswerRoute candidate(Envelope start) {
    if (start.replyTo() != null) {
      return byTurn.get(start.replyTo());
    }
    if (start.sessionId() != null) {
      return bySession.get(start.sessionId());
    }
    List<AnswerRoute> waiting =
        byTurn.values().stream().filter(route -> route.writer == null).limit(2).toList();
    return waiting.size() == 1 ? waiting.get(0) : null;
  }

  private static @Nullable String agentId(Envelope start) {
    Author agent = start.agent();
    return agent == null ? null : agent.id();
  }

  /** Another agent may have something to say to a turn that was answered; the same one repeats itself. */
  private boolean isLate(Envelope start) {
    AskedTurn turn = start.replyTo() == null ? null : asked.get(start.replyTo());
    return turn != null
        && (turn.cancelled || (turn.times > 1 && Objects.equals(turn.agentId, agentId(start))));
  }

  private StreamHandler tooLate(Envelope start) {
    problem(new Problem(
        "late_stream",
        "a stream was passed over that answers a turn which was cancelled or answered before"));
    Link link = current;
    String id = start.id();
    if (link != null && id != null) {
      cancel(link, new CancelledTurn(sessionOf(start), id, true), id);
    }
    return PassedOver.STREAM;
  }

  private static String sessionOf(Envelope start) {
    return start.sessionId() == null ? "" : start.sessionId();
  }

  private StreamHandler handOver(Envelope start) {
    Link link = Objects.requireNonNull(current, "a frame came without a link");
    IncomingRoute route = new IncomingRoute(this, link, sessionOf(start), start.id());
    IncomingStream stream = new IncomingStream(start, route);
    try {
      onIncoming.accept(stream);
    } catch (RuntimeException | Error thrown) {
      CallbackErrors.report(report, thrown);
    } finally {
      stream.handedOver();
    }
    EventSink sink = route.sink;
    if (sink == null) {
      problem(new Problem(
          "unclaimed_stream",
          "a stream that nobody asked for was passed over: onIncoming let it into no chat"));
      return PassedOver.STREAM;
    }
    StreamWriter writer = new StreamWriter(sink(sink), 0, () -> {}, () -> ended(route));
    synchronized (lock) {
      if (route.ended) { // cancelled inside the call
        return PassedOver.STREAM;
      }
      route.writer = writer;
      incoming.add(route);
    }
    writer.start(start);
    return writer;
  }

  private void ended(IncomingRoute route) {
    synchronized (lock) {
      route.ended = true;
      incoming.remove(route);
    }
  }

  @Override
  public void message(Frame.Message message) {
    healthy = true;
    Envelope envelope = message.envelope();
    if (USER.equals(envelope.sender())) {
      if (!isOwnEcho(envelope)) {
        tell(message);
      }
      return;
    }
    StreamHandler whole = started(envelope);
    whole.frame(message.content().length());
    whole.whole(message.content());
    whole.ended(Envelope.EMPTY);
  }

  private boolean isOwnEcho(Envelope envelope) {
    synchronized (lock) {
      return envelope.id() != null && asked.containsKey(envelope.id());
    }
  }

  @Override
  public void other(Frame frame) {
    healthy = true;
    if (frame instanceof Frame.CannotResume refusal) {
      refused(refusal.envelope());
    } else if (frame instanceof Frame.Failure failure) {
      failed(failure);
    }
    tell(frame);
  }

  private void tell(Frame frame) {
    try {
      listener.onFrame(frame);
    } catch (RuntimeException | Error thrown) {
      CallbackErrors.report(report, thrown);
    }
  }

  private void resumed(AnswerRoute route, boolean recovered) {
    try {
      listener.onResumed(route.request.answerId(), recovered);
    } catch (RuntimeException | Error thrown) {
      CallbackErrors.report(report, thrown);
    }
  }

  private void refused(Envelope refusal) {
    AnswerRoute refused = null;
    synchronized (lock) {
      for (AnswerRoute route : byTurn.values()) {
        if (route.resumes != null && route.resumes.streamId().equals(refusal.id())) {
          refused = route;
        }
      }
    }
    if (refused != null && end(refused)) {
      decoder.release(Objects.requireNonNull(refused.resumes).streamId());
      resumed(refused, false);
      sink(refused.sink)
          .failed(ChatError.builder(
                  Kind.TRUNCATED,
                  "The connection broke in the middle of the answer, and the server cannot go on with it; what arrived was kept.")
              .code("cannot_resume")
              .build());
    }
  }

  /** An error that names no open stream may still be the answer to a turn. */
  private void failed(Frame.Failure failure) {
    AnswerRoute route;
    synchronized (lock) {
      route = concerned(failure.envelope());
    }
    if (route != null && end(route)) {
      sink(route.sink)
          .failed(ProviderErrors.of(new ProviderError(failure.message(), null, failure.code())));
    }
  }

  private @Nullable AnswerRoute concerned(Envelope envelope) {
    if (envelope.id() != null && byTurn.containsKey(envelope.id())) {
      return byTurn.get(envelope.id());
    }
    if (envelope.replyTo() != null) {
      return byTurn.get(envelope.replyTo());
    }
    if (envelope.id() != null) {
      return null;
    }
    if (envelope.sessionId() != null) {
      return bySession.get(envelope.sessionId());
    }
    return byTurn.size() == 1 ? byTurn.values().iterator().next() : null;
  }

  @Override
  public void problem(Problem problem) {
    Problem safe = new Problem(problem.code(), credentials.hiddenIn(problem.message()));
    problems.add(safe);
    try {
      listener.onProblem(safe);
    } catch (RuntimeException | Error thrown) {
      CallbackErrors.report(report, thrown);
    }
  }
}
