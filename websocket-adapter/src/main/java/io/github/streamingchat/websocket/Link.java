package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.SerialCalls;
import io.github.streamingchat.stream.Scheduler;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from the handshake to its one end.
 *
 * <p>The problem: the JDK's socket may tell of its end by {@code onClose} or by {@code onError}, or by
 * nothing but a send that fails, or not at all (a FIN that comes right after a frame is lost now and
 * then); and {@code abort()} calls nobody. So there are four inputs, the watchdog of the {@link Pulse}
 * the last of them, and whichever comes first ends the link: {@link LinkListener#ended} is called once,
 * and nothing after it.
 *
 * <p>Everything that is told goes through one line of calls, so that the listener is called by one
 * thread at a time, whatever thread an input comes from. {@code ended} belongs to that line. A next
 * frame is asked for as soon as the call for one begins, never later: without demand the JDK answers no
 * ping and sees no end.
 *
 * <p>Handshake and socket are volatile, and set before {@code aborted} is looked at, which is set before
 * they are: one of the two sides sees the other.
 */
final class Link {
  private static final int NORMAL_CLOSURE = 1000;

  private final HttpClient client;
  private final Dial dial;
  private final LinkSettings settings;
  private final LinkListener listener;
  private final LinkFailures failures;
  private final SerialCalls line = new SerialCalls(CallbackErrors.logging());
  private final SendQueue queue;
  private final Pulse pulse;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private volatile @Nullable CompletableFuture<WebSocket> handshake;
  private volatile @Nullable WebSocket socket;
  private volatile boolean aborted;
  private volatile boolean closing;

  /** Whether a message was on its way when the queue was closed. */
  private volatile boolean cutsOff;

  /** Touched on the line alone, as is {@code ended}. */
  private Scheduler.@Nullable Task closer;

  private boolean ended;

  Link(HttpClient client, Dial dial, LinkSettings settings, LinkListener listener) {
    this.client = client;
    this.dial = dial;
    this.settings = settings;
    this.listener = listener;
    this.failures = LinkFailures.of(dial);
    this.queue = new SendQueue(
        settings.sendLimits(),
        this::broke,
        () -> abort(failures.overflow(settings.sendLimits()), false));
    this.pulse = new Pulse(
        settings.heartbeat(),
        settings.scheduler(),
        this::ping,
        () -> abort(failures.silent(settings.heartbeat().patience()), false));
  }

  /** Starts the handshake. May look the name up on the caller's thread. */
  void open() {
    if (aborted) {
      return;
    }
    try {
      if (goesThroughSocks()) {
        line.run(() -> end(failures.socks(), 0, "", false));
        return;
      }
      WebSocket.Builder asking = client.newWebSocketBuilder().connectTimeout(dial.connectTimeout());
      dial.headers().forEach(asking::header);
      if (!dial.subprotocols().isEmpty()) {
        asking.subprotocols(
            dial.subprotocols().get(0),
            dial.subprotocols().stream().skip(1).toArray(String[]::new));
      }
      CompletableFuture<WebSocket> asked = asking.buildAsync(dial.address(), new Ears());
      handshake = asked;
      CompletableFuture<?> unused = asked.whenComplete((opened, thrown) -> {
        if (thrown != null) {
          refused(thrown);
        }
      });
    } catch (RuntimeException | Error thrown) { // a header that the JDK does not take, a selector
      refused(thrown);
    }
    if (aborted) {
      letGo();
    }
  }

  private void refused(Throwable thrown) {
    line.run(() -> end(
        failures.handshake(thrown, dial.connectTimeout(), settings.scheduler().now()),
        0,
        "",
        false));
  }

  /** The JDK would go around such a proxy without a word. */
  private boolean goesThroughSocks() {
    ProxySelector selector = client.proxy().orElseGet(ProxySelector::getDefault);
    if (selector == null) {
      return false;
    }
    String address = dial.address().toString().replaceFirst("^[wW][sS]", "http");
    try {
      return selector.select(URI.create(address)).stream()
          .findFirst()
          .filter(proxy -> proxy.type() == Proxy.Type.SOCKS)
          .isPresent();
    } catch (IllegalArgumentException notForThisSelector) {
      return false;
    }
  }

  /**
   * Sends a message after those before it.
   *
   * @return completes when it is written; fails with {@link SendRejectedException} or {@link
   *     SocketClosedException}
   */
  CompletableFuture<Void> send(String text) {
    return queue.send(text);
  }

  /** Makes a call in line with the listener's. */
  void serially(Runnable call) {
    line.run(call);
  }

  private void ping() {
    WebSocket open = socket;
    if (open != null) {
      CompletableFuture<?> unused = open.sendPing(ByteBuffer.allocate(0))
          .whenComplete((sent, thrown) -> {
            if (thrown instanceof IOException) {
              broke(thrown); // an IllegalStateException says that a pong is on its way
            }
          });
    }
  }

  private void broke(Throwable thrown) {
    abort(failures.broke(thrown), false);
  }

  /**
   * Says goodbye and waits for the peer's word, but not for long.
   *
   * @return completes when the connection is gone
   */
  CompletionStage<Void> close() {
    closing = true;
    closeQueue(new SocketClosedException("the connection was closed on this side", 0, null));
    line.run(this::sayGoodbye);
    return gone;
  }

  private void closeQueue(SocketClosedException why) {
    if (queue.close(why)) {
      cutsOff = true;
    }
  }

  /** On the line, so that no deadline is set for what has ended, nor a second one. */
  private void sayGoodbye() {
    if (ended || closer != null) {
      return;
    }
    WebSocket open = socket;
    if (open == null) {
      abort();
      return;
    }
    closer = settings.scheduler().schedule(settings.closeTimeout(), this::abort);
    CompletableFuture<?> unused = open.sendClose(NORMAL_CLOSURE, "")
        .whenComplete((sent, thrown) -> {
          if (thrown != null) {
            abort();
          }
        });
  }

  /** Ends the connection at once. */
  void abort() {
    abort(LinkFailures.byUs(), true);
  }

  private void abort(ChatError error, boolean byUs) {
    aborted = true;
    line.queue(() -> end(error, 0, "", byUs)); // before what fails because of letting go
    letGo();
    line.make();
  }

  private void letGo() {
    WebSocket open = socket;
    CompletableFuture<WebSocket> asked = handshake;
    if (open != null) {
      open.abort();
    } else if (asked != null) {
      asked.cancel(true); // closes the connection that is being made
    }
  }

  /** On the line. */
  private void end(ChatError error, int closeCode, String reason, boolean byUs) {
    if (ended) {
      return;
    }
    ended = true;
    pulse.stop();
    Scheduler.Task deadline = closer;
    if (deadline != null) {
      deadline.cancel();
    }
    closeQueue(new SocketClosedException(error.message(), closeCode, error.cause()));
    WebSocket open = socket;
    if (cutsOff && open != null) {
      open.abort(); // the JDK's own answer to a Close frame would wait behind that message
    }
    try {
      listener.ended(new LinkEnd(error, closeCode, reason, open != null, byUs || closing));
    } finally {
      gone.complete(null);
    }
  }

  /** What the JDK's socket calls. */
  private final class Ears implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(1);
      if (aborted) {
        opened.abort();
        return;
      }
      line.run(() -> {
        if (ended) {
          opened.abort();
        } else {
          pulse.start();
          queue.open(opened);
          listener.opened(opened.getSubprotocol());
        }
      });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      return heard(from, () -> listener.text(data, last));
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      int bytes = data.remaining();
      return heard(from, () -> listener.binary(bytes, last));
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      return heard(from, () -> {});
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      return heard(from, () -> {});
    }

    /** Completes when it was told: until then the data is not the JDK's to use again. */
    private CompletionStage<?> heard(WebSocket from, Runnable tell) {
      pulse.heard();
      CompletableFuture<Void> told = new CompletableFuture<>();
      line.run(() -> {
        from.request(1);
        try {
          if (!ended && !closing) {
            tell.run();
          }
        } finally {
          told.complete(null);
        }
      });
      return told;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      line.run(() -> end(
          failures.closed(code, reason, settings.closeCodes(), settings.random()),
          code,
          reason,
          false));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable thrown) {
      broke(thrown);
    }
  }
}
