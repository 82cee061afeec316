package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.Subscription;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.log.LogBatch;
import io.github.streamingchat.examples.web.log.LogEvent;
import io.github.streamingchat.examples.web.rooms.AnswerStream;
import io.github.streamingchat.examples.web.rooms.Retelling;
import io.github.streamingchat.sse.SseEvent;
import io.github.streamingchat.stream.Scheduler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Tells one browser what a stream's log says behind a place, as fast as the browser takes it. What it has
 * not taken stays in the log: a slow one holds its place and one batch. No thread waits for it.
 *
 * <p>It is an {@link IteratingCallback}: {@code process} is never run twice at once, and runs again when
 * a write is done, when the log has more, and at a heartbeat. All fields belong to {@code process}, but
 * for the volatile ones.
 */
final class Follower extends IteratingCallback {
  private static final byte[] HEARTBEAT = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

  private final AnswerStream stream;
  private final Exchange exchange;
  private final Followers followers;
  private final Scheduler time;
  private final Patience patience;
  private final int mostCharacters;
  private final Subscription following;

  private long place;
  private boolean greeted;
  private boolean saidAll;
  private int sending;
  private Subscription waiting = () -> {};

  private volatile boolean beatDue;
  private volatile Scheduler.Task heartbeat = () -> {};

  Follower(
      AnswerStream stream,
      long place,
      Exchange exchange,
      Followers followers,
      Scheduler time,
      Patience patience,
      int mostCharacters) {
    this.stream = stream;
    this.place = place;
    this.exchange = exchange;
    this.followers = followers;
    this.time = time;
    this.patience = patience;
    this.mostCharacters = mostCharacters;
    this.following = stream.follow();
    followers.joined();
  }

  @Override
  protected Action process() {
    followers.sent(sending);
    sending = 0;
    if (saidAll) {
      return Action.SUCCEEDED;
    }
    if (!greeted) {
      greeted = true;
      beatLater();
      return send(
          ("retry: " + patience.reconnect().toMillis() + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
    LogBatch batch = stream.log().after(place, mostCharacters);
    if (batch.gone()) {
      Retelling retelling = stream.retold();
      place = retelling.place();
      return send(encoded(retelling.events()));
    }
    if (!batch.events().isEmpty()) {
      place += batch.events().size();
      return send(encoded(batch.events()));
    }
    if (batch.ended()) {
      saidAll = true;
      exchange.response().write(true, BufferUtil.EMPTY_BUFFER, this);
      return Action.SCHEDULED;
    }
    if (beatDue) {
      beatDue = false;
      beatLater();
      return send(HEARTBEAT);
    }
    waiting.close();
    waiting = stream.log().onMore(place, this::wake);
    return Action.IDLE;
  }

  private Action send(byte[] bytes) {
    sending = bytes.length;
    followers.sending(sending);
    exchange.response().write(false, ByteBuffer.wrap(bytes), this);
    return Action.SCHEDULED;
  }

  private static byte[] encoded(List<LogEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (LogEvent event : events) {
      String id = event.place() > 0 ? Long.toString(event.place()) : "";
      bytes.writeBytes(new SseEvent(event.type(), event.data(), id).encode());
    }
    return bytes.toByteArray();
  }

  /** The writer of the log goes on meanwhile. */
  private void wake() {
    try {
      exchange.request().getComponents().getExecutor().execute(this::iterate);
    } catch (RejectedExecutionException stopped) { // the server, and with it everybody's connection
      abort(stopped);
    }
  }

  private void beatLater() {
    heartbeat = time.schedule(patience.heartbeat(), () -> {
      beatDue = true;
      wake();
    });
  }

  @Override
  protected void onCompleteSuccess() {
    leave();
    exchange.callback().succeeded();
  }

  @Override
  protected void onCompleteFailure(Throwable gone) {
    leave();
    exchange.callback().failed(gone);
  }

  private void leave() {
    heartbeat.cancel();
    waiting.close();
    following.close();
    followers.sent(sending);
    sending = 0;
    followers.left();
  }
}
