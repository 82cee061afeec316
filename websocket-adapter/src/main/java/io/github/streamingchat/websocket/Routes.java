package io.github.streamingchat.websocket;

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
import java.util.List;
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
 * <p>The rule is that of {@link OpenTurns}. A stream that was not asked for is handed to the
 * application, and grows where that lets it.
 *
 * <p>The decoder, and every call to an answer, are confined to the line of calls of the link that
 * carries them; there is one link at a time, and its line sees what the one before did. The turns,
 * the routes' fields and the set of streams that were not asked for are guarded by the lock, under which nothing of anyone else is called. Streams
 * that the application leaves, on whatever thread, wait in a queue for the decoder to be told.
 */
final class Routes implements ThreePhaseHandler {
  private static final String USER = "user";

  private final Object lock;
  private final ClientFrames frames;
  private final SocketListener listener;
  private final Consumer<? super IncomingStream> onIncoming;
  private final SocketProblems problems;
  private final ThreePhaseDecoder decoder;
  private final Consumer<Throwable> report = CallbackErrors.logging();

  private final OpenTurns turns = new OpenTurns();
  private final Set<IncomingRoute> incoming = new HashSet<>();

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
    turns.add(route);
  }

  List<AnswerRoute> bind(Link link) {
    return turns.bind(link);
  }

  boolean hasOpen() {
    return !turns.isEmpty() || !incoming.isEmpty();
  }

  @Nullable
  TornStream torn(MessageId answer) {
    return turns.torn(answer);
  }

  /**
   * Takes all that is under way.
   *
   * @return what tells each of it of an error, to be called on the line of the link, without the lock
   */
  List<Consumer<ChatError>> takeAll() {
    List<Consumer<ChatError>> tell = new ArrayList<>();
    for (AnswerRoute route : turns.takeAll()) {
      StreamWriter writer = route.writer;
      tell.add(writer == null ? error -> sink(route.sink).failed(error) : writer::torn);
    }
    for (IncomingRoute route : incoming) {
      route.ended = true;
      tell.add(Objects.requireNonNull(route.writer)::torn);
    }
    incoming.clear();
    return tell;
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
    releaseLeft(); // of which this stream may be one
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

  private boolean end(AnswerRoute route) {
    synchronized (lock) {
      return turns.end(route);
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
      if (!turns.leave(route)) {
        return;
      }
      link = route.link;
      streamId = route.streamId;
      started = route.writer != null;
    }
    if (link != null && !isUnanswered(route)) {
      String id = streamId == null ? route.turnId : streamId;
      cancel(link, new CancelledTurn(route.sessionId(), id, started), streamId);
    }
  }

  /** A wish to go on that was not heard: the stream may still be waiting for another one. */
  private static boolean isUnanswered(AnswerRoute route) {
    StreamWriter writer = route.writer;
    return route.resumes != null && (writer == null || !writer.hasMet());
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
      claimed = turns.answeredBy(start);
      late = claimed == null && turns.isLate(start);
      if (claimed != null) {
        claimed.writer = writer(claimed);
      }
    }
    if (claimed != null) {
      StreamWriter writer = Objects.requireNonNull(claimed.writer);
      writer.start(start);
      return writer;
    }
    return late ? tooLate(start) : handOver(start);
  }

  private StreamWriter writer(AnswerRoute route) {
    return new StreamWriter(sink(route.sink), 0, () -> {}, () -> ended(route));
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
      return turns.wasAsked(envelope.id());
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
    AnswerRoute refused;
    synchronized (lock) {
      refused = turns.resuming(refusal.id());
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
      route = turns.concernedBy(failure.envelope());
    }
    if (route != null && end(route)) {
      sink(route.sink)
          .failed(ProviderErrors.of(new ProviderError(failure.message(), null, failure.code())));
    }
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
