package io.github.streamingchat.websocket;

import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.DrainLoop;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent over one connection, one message at a time: the JDK's socket refuses a second
 * one while the first is on its way. Each message's future completes once, with the message written or
 * with why it was not.
 *
 * <p>The queue, and what is on its way, are guarded by this object's monitor; the socket and the futures
 * are called without it. The {@link DrainLoop} lets one thread at a time hand messages to the socket, so
 * that they keep the order in which they joined.
 */
final class SendQueue {
  private final SendLimits limits;
  private final Consumer<Throwable> onFailure;
  private final Runnable onOverflow;
  private final DrainLoop loop;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private @Nullable Waiting sending;
  private @Nullable WebSocket socket;
  private @Nullable SocketClosedException closed;

  /** Each is one of its own, also if it says the same as another. */
  private static final class Waiting {
    final String text;
    final int bytes;
    final CompletableFuture<Void> sent;

    Waiting(String text, int bytes, CompletableFuture<Void> sent) {
      this.text = text;
      this.bytes = bytes;
      this.sent = sent;
    }
  }

  /**
   * Makes an empty queue.
   *
   * @param onFailure told that the socket could not send, which ends the connection
   * @param onOverflow told that the connection is to be given up
   */
  SendQueue(SendLimits limits, Consumer<Throwable> onFailure, Runnable onOverflow) {
    this.limits = limits;
    this.onFailure = onFailure;
    this.onOverflow = onOverflow;
    this.loop = new DrainLoop(Runnable::run, this::drain, CallbackErrors.logging());
  }

  /** From now on there is a socket. */
  void open(WebSocket opened) {
    synchronized (this) {
      socket = opened;
    }
    loop.signal();
  }

  CompletableFuture<Void> send(String text) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    String refusal = refusal(text);
    if (refusal != null) {
      sent.completeExceptionally(new SendRejectedException(refusal));
      return sent;
    }
    Waiting message = new Waiting(text, utf8Length(text), sent);
    List<Waiting> dropped = new ArrayList<>();
    boolean overflows = false;
    synchronized (this) {
      if (closed != null) {
        sent.completeExceptionally(closed);
        return sent;
      }
      if (hasRoom(message)) {
        join(message);
      } else if (limits.overflow() == SendLimits.Overflow.DROP_OLDEST
          && message.bytes <= limits.maxBytes()) {
        while (!hasRoom(message)) {
          dropped.add(drop());
        }
        join(message);
      } else {
        overflows = true;
      }
    }
    dropped.forEach(one -> one.sent.completeExceptionally(
        new SendRejectedException("newer messages took its place: " + full())));
    if (overflows) {
      sent.completeExceptionally(new SendRejectedException(full()));
      if (limits.overflow() == SendLimits.Overflow.CLOSE) {
        onOverflow.run();
      }
    } else {
      loop.signal();
    }
    return sent;
  }

  private String full() {
    return "at most %d messages of %d bytes together wait to be sent; raise it with ChatSocket.Builder.sendLimits if this is expected"
        .formatted(limits.maxMessages(), limits.maxBytes());
  }

  /** The JDK refuses half a pair too, but in the middle of sending. */
  private static @Nullable String refusal(String text) {
    return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)
        ? "half of a surrogate pair cannot be sent; write it as a JSON escape"
        : null;
  }

  private static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }

  private boolean hasRoom(Waiting message) {
    return waiting.size() < limits.maxMessages() && bytes + message.bytes <= limits.maxBytes();
  }

  private void join(Waiting message) {
    waiting.add(message);
    bytes += message.bytes;
  }

  private Waiting drop() {
    Waiting oldest = waiting.remove();
    bytes -= oldest.bytes;
    return oldest;
  }

  private void drain() {
    for (Waiting next = next(); next != null; next = next()) {
      Waiting message = next;
      try {
        CompletableFuture<?> unused = socketNow()
            .sendText(message.text, true)
            .whenComplete((done, thrown) -> sent(message, thrown));
      } catch (RuntimeException | Error thrown) {
        sent(message, thrown);
      }
    }
  }

  private synchronized WebSocket socketNow() {
    return Objects.requireNonNull(socket);
  }

  private synchronized @Nullable Waiting next() {
    if (sending != null || socket == null || waiting.isEmpty()) {
      return null;
    }
    sending = drop();
    return sending;
  }

  private void sent(Waiting message, @Nullable Throwable thrown) {
    synchronized (this) {
      if (sending != message) {
        return; // closed meanwhile, which has completed its future
      }
      sending = null;
    }
    if (thrown == null) {
      message.sent.complete(null);
      loop.signal();
    } else {
      message.sent.completeExceptionally(
          new SocketClosedException("the connection broke while sending", 0, thrown));
      onFailure.accept(thrown);
    }
  }

  /**
   * What waits, and whatever comes, is not sent any more.
   *
   * @return whether a message was on its way
   */
  boolean close(SocketClosedException why) {
    List<Waiting> left;
    boolean wasSending;
    synchronized (this) {
      if (closed != null) {
        return false;
      }
      closed = why;
      wasSending = sending != null;
      left = new ArrayList<>(waiting);
      if (sending != null) {
        left.add(0, sending);
      }
      waiting.clear();
      sending = null;
      bytes = 0;
    }
    left.forEach(message -> message.sent.completeExceptionally(why));
    return wasSending;
  }
}
