package io.github.streamingchat.websocket;

import io.github.streamingchat.Author;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.websocket.protocol.Envelope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The turns that are under way on a socket, and what is remembered of those that were: which of them a
 * stream or an error of the peer belongs to.
 *
 * <p>A stream belongs to the turn that it says it replies to. If this peer has never said so of any, it
 * belongs to the turn of its session that still waits for an answer; and if it names no session either,
 * to the only turn that waits on the socket. A stream for a turn that was cancelled, or that was sent again and has been
 * answered by the same agent, is late. Every other one was not asked for.
 *
 * <p>Not thread-safe: guarded by the lock of {@link Routes}, and with it the fields of the routes.
 */
final class OpenTurns {
  /** How many turns and torn streams are remembered. */
  private static final int MEMORY = 1000;

  private final Map<String, AnswerRoute> byTurn = new LinkedHashMap<>();
  private final Map<String, AnswerRoute> bySession = new LinkedHashMap<>();
  private final RecentIds<String, AskedTurn> asked = new RecentIds<>(MEMORY);
  private final RecentIds<MessageId, TornStream> torn = new RecentIds<>(MEMORY);

  /** Whether this peer says what its streams reply to, so that one that does not was not asked for. */
  private boolean saysReplies;

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

  boolean isEmpty() {
    return byTurn.isEmpty();
  }

  /** Where an answer was torn; null if it was not, or that is long ago. */
  @Nullable
  TornStream torn(MessageId answer) {
    return torn.get(answer);
  }

  /** Takes a route out, so that its end is told once; false if that was done before. */
  boolean end(AnswerRoute route) {
    if (route.ended) {
      return false;
    }
    route.ended = true;
    byTurn.remove(route.turnId, route);
    bySession.remove(route.sessionId(), route);
    return true;
  }

  /** The application wants no more of it: so for streams that start for it later. */
  boolean leave(AnswerRoute route) {
    AskedTurn turn = asked.get(route.turnId);
    boolean isLeft = end(route);
    if (isLeft) {
      rememberPlace(route); // of a stream that went silent, which another attempt may wake
      if (turn != null) {
        turn.cancelled = true;
      }
    }
    return isLeft;
  }

  private void rememberPlace(AnswerRoute route) {
    StreamWriter writer = route.writer;
    if (writer != null && route.streamId != null) {
      torn.put(
          route.request.answerId(),
          new TornStream(route.sessionId(), route.streamId, writer.offset()));
    }
  }

  /** Takes all out, and remembers where their streams were torn. */
  List<AnswerRoute> takeAll() {
    List<AnswerRoute> all = new ArrayList<>(byTurn.values());
    for (AnswerRoute route : all) {
      route.ended = true;
      rememberPlace(route);
    }
    byTurn.clear();
    bySession.clear();
    return all;
  }

  /** The turn that a stream answers; null if there is none. */
  @Nullable
  AnswerRoute answeredBy(Envelope start) {
    AnswerRoute route = candidate(start);
    if (route == null || route.writer != null || route.link == null) {
      return null;
    }
    route.streamId = start.id();
    AskedTurn turn = asked.get(route.turnId);
    if (turn != null) {
      turn.agentId = agentId(start);
    }
    return route;
  }

  private @Nullable AnswerRoute candidate(Envelope start) {
    if (start.replyTo() != null) {
      saysReplies |= asked.containsKey(start.replyTo());
      return byTurn.get(start.replyTo());
    }
    if (saysReplies) {
      return null;
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
  boolean isLate(Envelope start) {
    AskedTurn turn = start.replyTo() == null ? null : asked.get(start.replyTo());
    return turn != null
        && (turn.cancelled || (turn.times > 1 && Objects.equals(turn.agentId, agentId(start))));
  }

  /** Whether a turn of this socket comes back as an echo. */
  boolean wasAsked(@Nullable String turnId) {
    return turnId != null && asked.containsKey(turnId);
  }

  /** The attempt that waits for the rest of a stream; null if there is none. */
  @Nullable
  AnswerRoute resuming(@Nullable String streamId) {
    for (AnswerRoute route : byTurn.values()) {
      if (route.resumes != null && route.resumes.streamId().equals(streamId)) {
        return route;
      }
    }
    return null;
  }

  /** The turn that an error concerns; null if there is none, or that cannot be known. */
  @Nullable
  AnswerRoute concernedBy(Envelope error) {
    if (error.id() != null && byTurn.containsKey(error.id())) {
      return byTurn.get(error.id());
    }
    if (error.replyTo() != null) {
      return byTurn.get(error.replyTo());
    }
    if (error.id() != null) {
      return null; // it was about a stream
    }
    if (error.sessionId() != null) {
      return bySession.get(error.sessionId());
    }
    return byTurn.size() == 1 ? byTurn.values().iterator().next() : null;
  }
}
