package io.github.streamingchat.sse;

import io.github.streamingchat.stream.Scheduler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of the body of a response that is no answer, up to a limit and for a while. The
 * status alone says enough: a body that stalls, never ends or breaks off must not hold it back. What is
 * left of it is closed before the answer goes on.
 *
 * <p>The client's thread brings bytes and the end, one call at a time; the timer comes on
 * another. {@code body} is guarded by itself, and of those that end the reading the first one tells.
 */
final class ErrorReceiver implements Flow.Subscriber<List<ByteBuffer>> {
  /** What becomes of the part of the body that was read. */
  @FunctionalInterface
  interface Telling {
    void tell(int bytes, String text);
  }

  private final HttpRound round;
  private final Duration time;
  private final BoundedBody body;
  private final @Nullable Inflation inflation;
  private final Telling then;
  private final AtomicBoolean finished = new AtomicBoolean();
  private volatile Scheduler.@Nullable Task timer;

  /** In bytes; guarded by the body. */
  private int received;

  ErrorReceiver(
      HttpRound round, int most, Duration time, @Nullable Inflation inflation, Telling then) {
    this.round = round;
    this.time = time;
    this.body = new BoundedBody(most);
    this.inflation = inflation;
    this.then = then;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    timer = round.after(time, this::giveUp);
    round.subscribed(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (finished.get()) {
      return;
    }
    boolean fits = true;
    for (ByteBuffer buffer : buffers) {
      synchronized (body) {
        received += buffer.remaining();
      }
      fits = fits && (inflation == null ? take(buffer) : inflated(inflation, buffer));
    }
    if (!fits) {
      giveUp();
    }
  }

  private boolean inflated(Inflation compressed, ByteBuffer buffer) {
    try {
      return compressed.decode(buffer, this::take);
    } catch (CorruptBodyException corrupt) {
      return false; // what was read before counts
    }
  }

  private boolean take(ByteBuffer buffer) {
    synchronized (body) {
      return body.take(buffer);
    }
  }

  @Override
  public void onComplete() {
    finish();
  }

  @Override
  public void onError(Throwable thrown) {
    finish();
  }

  private void giveUp() {
    if (finished.compareAndSet(false, true)) {
      round.close(); // what else would come is of no use, and may never end
      tell();
    }
  }

  private void finish() {
    if (finished.compareAndSet(false, true)) {
      tell();
    }
  }

  private void tell() {
    Scheduler.Task pending = timer;
    if (pending != null) {
      pending.cancel();
    }
    if (inflation != null) {
      inflation.close();
    }
    int bytes;
    String text;
    synchronized (body) {
      bytes = received;
      text = body.text();
    }
    then.tell(bytes, text);
  }
}
