package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.Subscription;
import io.github.streamingchat.examples.web.log.LogBatch;
import io.github.streamingchat.examples.web.log.LogEvent;
import io.github.streamingchat.examples.web.rooms.AnswerStream;
import io.github.streamingchat.examples.web.rooms.Retelling;
import io.github.streamingchat.websocket.protocol.Frame;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * Tells on a socket what a stream's log says behind a place, one frame after the other, as fast as they
 * are taken. What was not taken stays in the log.
 *
 * <p>It is an {@link IteratingCallback}: {@code process} is never run twice at once. All fields belong to
 * it, but for {@code left}.
 */
final class SocketFollower extends IteratingCallback {
  private final AnswerStream stream;
  private final Session socket;
  private final Executor wakes;
  private final Followers followers;
  private final int mostCharacters;
  private final BiPredicate<String, SocketFollower> over;
  private final Subscription following;
  private final StreamFrames frames;
  private final Deque<LogEvent> next = new ArrayDeque<>();
  private final AtomicBoolean left = new AtomicBoolean();

  private long place;
  private volatile Subscription waiting = () -> {};

  /**
   * Begins to follow.
   *
   * @param wakes where it goes on when the log has more
   * @param clock where the frames' times come from
   * @param over told the stream's id and this follower, once, when nothing follows
   */
  SocketFollower(
      AnswerStream stream,
      Frame.Resume wish,
      Session socket,
      Executor wakes,
      InstantSource clock,
      Followers followers,
      int mostCharacters,
      BiPredicate<String, SocketFollower> over) {
    this.stream = stream;
    this.socket = socket;
    this.wakes = wakes;
    this.followers = followers;
    this.mostCharacters = mostCharacters;
    this.over = over;
    frames = new StreamFrames(wish.envelope(), wish.offset(), clock);
    place = frames.place();
    following = stream.follow();
    followers.joined();
  }

  @Override
  protected Action process() {
    if (left.get()) {
      return Action.SUCCEEDED;
    }
    String start = frames.start();
    if (start != null) {
      return send(start);
    }
    if (next.isEmpty()) {
      LogBatch batch = stream.log().after(place, mostCharacters);
      if (batch.isOver()) {
        return Action.SUCCEEDED;
      }
      next.addAll(batch.gone() ? retold() : batch.events());
    }
    LogEvent event = next.poll();
    if (event != null) {
      place = event.place() > 0 ? event.place() : place;
      return send(frames.of(event));
    }
    waiting.close();
    waiting = stream.log().onMore(place, this::wake);
    return Action.IDLE;
  }

  private List<LogEvent> retold() {
    Retelling retelling = stream.retold();
    place = retelling.place();
    return retelling.events();
  }

  private Action send(String frame) {
    socket.sendText(frame, Callback.from(this::succeeded, this::failed));
    return Action.SCHEDULED;
  }

  /** The writer of the log goes on meanwhile. */
  private void wake() {
    wakes.execute(this::iterate);
  }

  @Override
  protected void onCompleteSuccess() {
    leave();
  }

  @Override
  protected void onCompleteFailure(Throwable gone) {
    leave();
    socket.disconnect();
  }

  /** Follows no more; the answer goes on. Idempotent, and for any thread. */
  void leave() {
    if (left.compareAndSet(false, true)) {
      waiting.close();
      following.close();
      followers.left();
      boolean unused = over.test(stream.id(), this);
    }
  }
}
