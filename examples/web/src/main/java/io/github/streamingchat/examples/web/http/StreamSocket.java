package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.rooms.AnswerStream;
import io.github.streamingchat.examples.web.rooms.Streams;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.websocket.protocol.BadFrameException;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * One page's socket, in the three-phase protocol: the page says which streams to go on with and where,
 * and they are told side by side. Questions are asked over HTTP, where they can be refused.
 *
 * <p>Thread-safe; Jetty, which finds its methods by their names, wants the class to be public.
 */
public final class StreamSocket implements Session.Listener.AutoDemanding {
  private static final int MOST_FOLLOWED = 64;

  /** A frame each, and as many that a page left or was refused; who lets more wait is not listening. */
  private static final int MOST_UNTAKEN = 2 * MOST_FOLLOWED;

  private final Streams streams;
  private final String owner;
  private final Executor wakes;
  private final Followers followers;
  private final Scheduler time;
  private final Patience patience;
  private final int mostCharacters;
  private final Map<String, SocketFollower> following = new ConcurrentHashMap<>();

  private volatile @Nullable Session session;
  private volatile Scheduler.Task heartbeat = () -> {};

  StreamSocket(
      Streams streams,
      String owner,
      Executor wakes,
      Followers followers,
      Scheduler time,
      Patience patience,
      int mostCharacters) {
    this.streams = streams;
    this.owner = owner;
    this.wakes = wakes;
    this.followers = followers;
    this.time = time;
    this.patience = patience;
    this.mostCharacters = mostCharacters;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    opened.setMaxOutgoingFrames(MOST_UNTAKEN);
    session = opened;
    beatLater();
  }

  private void beatLater() {
    heartbeat = time.schedule(patience.heartbeat(), () -> {
      Session open = session;
      if (open != null && open.isOpen()) {
        open.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        beatLater();
      }
    });
  }

  @Override
  public void onWebSocketText(String text) {
    try {
      take(Frame.parse(text));
    } catch (BadFrameException bad) {
      String words = Objects.requireNonNullElse(bad.getMessage(), "not a frame");
      send(new Frame.Failure(Envelope.EMPTY, words, "bad_frame", Map.of()));
    }
  }

  private void take(Frame frame) {
    if (frame instanceof Frame.Resume wish) {
      resume(wish);
    } else if (frame instanceof Frame.Cancel && frame.envelope().id() != null) {
      streams
          .find(frame.envelope().id(), owner)
          .map(AnswerStream::answer)
          .ifPresent(answer -> answer.cancel());
    } else if (frame instanceof Frame.Message turn) {
      send(new Frame.Failure(turn.envelope(), "Ask over HTTP.", "not_here", Map.of()));
    }
  }

  private void resume(Frame.Resume wish) {
    String id = Objects.requireNonNullElse(wish.envelope().id(), "");
    Session open = session;
    AnswerStream stream = streams.find(id, owner).orElse(null);
    boolean tooMany = following.size() >= MOST_FOLLOWED && !following.containsKey(id);
    if (open == null || stream == null || tooMany) {
      send(new Frame.CannotResume(Envelope.of(id, wish.envelope().sessionId())));
      return;
    }
    SocketFollower next = new SocketFollower(
        stream, wish, open, wakes, time::now, followers, mostCharacters, following::remove);
    SocketFollower before = following.put(id, next);
    if (before != null) {
      before.leave();
    }
    next.iterate();
  }

  private void send(Frame frame) {
    Session open = session;
    if (open != null && open.isOpen()) {
      open.sendText(frame.json(), Callback.from(() -> {}, untaken -> open.disconnect()));
    }
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    heartbeat.cancel();
    following.values().forEach(SocketFollower::leave);
    callback.succeed();
  }
}
