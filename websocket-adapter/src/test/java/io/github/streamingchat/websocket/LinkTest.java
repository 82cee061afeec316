package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection whose every call is made by hand, in the orders that a real one seldom takes. */
@Timeout(60) // a guard against hanging; nothing here waits for time
class LinkTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Heartbeat HEARTBEAT = new Heartbeat(SECOND.multipliedBy(20), SECOND);

  private final VirtualTime time = new VirtualTime();
  private final HandedClient client = new HandedClient();
  private final HeldSocket socket = new HeldSocket();
  private final List<LinkEnd> ends = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final LinkListener keeping = new LinkListener() {
    @Override
    public void opened(String subprotocol) {}

    @Override
    public void text(CharSequence part, boolean last) {
      texts.add(part.toString());
    }

    @Override
    public void binary(int bytes, boolean last) {}

    @Override
    public void ended(LinkEnd end) {
      ends.add(end);
    }
  };

  private Link link(SendLimits limits) {
    Dial dial = new Dial(URI.create("ws://127.0.0.1/"), Map.of(), List.of(), SECOND);
    LinkSettings settings = new LinkSettings(
        HEARTBEAT,
        limits,
        SECOND.multipliedBy(5),
        CloseCodes.DEFAULTS,
        time,
        RandomGenerator.getDefault());
    return new Link(client, dial, settings, keeping);
  }

  private Link open(SendLimits limits) {
    Link link = link(limits);
    link.open();
    client.listener.onOpen(socket);
    client.handshake.complete(socket);
    return link;
  }

  @Test
  void silenceIsToldAsSilenceAlsoWhileAMessageIsOnItsWay() {
    Link link = open(SendLimits.DEFAULTS);
    CompletableFuture<Void> sent = link.send("held");

    time.advance(SECOND.multipliedBy(21));

    assertThat(socket.pings).isEqualTo(1);
    assertThat(ends).extracting(end -> end.error().code()).containsExactly("pong");
    assertThat(ends).extracting(end -> end.error().kind()).containsExactly(Kind.TIMEOUT);
    assertThat(sent).isCompletedExceptionally();
  }

  @Test
  void anOverflowIsToldAsOneAlthoughAMessageIsOnItsWay() {
    Link link = open(new SendLimits(1, 1000, SendLimits.Overflow.CLOSE));
    CompletableFuture<Void> onItsWay = link.send("on its way");
    CompletableFuture<Void> waiting = link.send("waits");

    CompletableFuture<Void> tooMuch = link.send("too much");

    assertThat(ends).extracting(end -> end.error().kind()).containsExactly(Kind.LIMIT);
    assertThat(List.of(onItsWay, waiting, tooMuch))
        .allMatch(CompletableFuture::isCompletedExceptionally);
  }

  @Test
  void whatIsAbortedOnThisSideIsToldSoAlthoughAMessageIsOnItsWay() {
    Link link = open(SendLimits.DEFAULTS);
    CompletableFuture<Void> sent = link.send("held");

    link.abort();

    assertThat(ends).extracting(LinkEnd::byUs).containsExactly(true);
    assertThat(sent).isCompletedExceptionally();
    assertThat(time.timers()).isZero();
  }

  @Test
  void closingTwiceSaysGoodbyeOnceAndStillWaitsForThePeer() {
    Link link = open(SendLimits.DEFAULTS);
    link.close();

    CompletionStage<Void> closed = link.close();

    assertThat(socket.closes).containsExactly(1000);
    assertThat(socket.aborts).isZero();
    assertThat(closed.toCompletableFuture()).isNotDone();
    client.listener.onClose(socket, 1000, "");
    assertThat(closed.toCompletableFuture()).isDone();
    assertThat(ends).extracting(LinkEnd::byUs).containsExactly(true);
    assertThat(time.timers()).isZero();
  }

  @Test
  void closingWhatHasEndedLeavesNoTimer() {
    Link link = open(SendLimits.DEFAULTS);
    client.listener.onClose(socket, 1001, "");

    CompletionStage<Void> closed = link.close();

    assertThat(closed.toCompletableFuture()).isDone();
    assertThat(time.timers()).isZero();
    assertThat(ends).extracting(LinkEnd::closeCode).containsExactly(1001);
  }

  @Test
  void aPeerThatIsMuteToAGoodbyeIsCutAtTheDeadline() {
    Link link = open(SendLimits.DEFAULTS);
    CompletionStage<Void> closed = link.close();

    time.advance(SECOND.multipliedBy(5));

    assertThat(socket.aborts).isEqualTo(1);
    assertThat(closed.toCompletableFuture()).isDone();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aPeerThatClosesWithoutReadingIsCutOffForItsOwnCloseWouldNeverBeAnswered() {
    Link link = open(SendLimits.DEFAULTS);
    CompletableFuture<Void> sent = link.send("held");

    client.listener.onClose(socket, 4403, "");

    assertThat(socket.aborts).isEqualTo(1);
    assertThat(sent).isCompletedExceptionally();
    assertThat(ends).extracting(LinkEnd::closeCode).containsExactly(4403);
  }

  @Test
  void aGoodbyeThatMayWaitBehindAMessageIsNotWaitedForOnceThePeerHasClosed() {
    Link link = open(SendLimits.DEFAULTS);
    CompletableFuture<Void> sent = link.send("held");
    link.close();

    client.listener.onClose(socket, 1000, "");

    assertThat(sent).isCompletedExceptionally();
    assertThat(socket.aborts).isEqualTo(1);
    assertThat(time.timers()).isZero();
  }

  @Test
  void aPeerThatClosesIsLeftToTheJdkWhichAnswersIt() {
    open(SendLimits.DEFAULTS);

    client.listener.onClose(socket, 1001, "");

    assertThat(socket.aborts).isZero();
  }

  @Test
  void whatWasAbortedIsNotDialledAnyMore() {
    Link link = link(SendLimits.DEFAULTS);
    link.abort();

    link.open();

    assertThat(client.handshakes).isZero();
    assertThat(ends).hasSize(1);
  }

  @Test
  void anAbortWhileConnectingCancelsTheHandshakeAndWhatOpensAllTheSame() {
    Link link = link(SendLimits.DEFAULTS);
    link.open();
    link.abort();

    client.listener.onOpen(socket);

    assertThat(client.handshake).isCancelled();
    assertThat(socket.aborts).isEqualTo(1);
    assertThat(ends).extracting(LinkEnd::wasOpen).containsExactly(false);
    assertThat(time.timers()).isZero();
  }

  @Test
  void aSocketThatOpensAfterItsHandshakeFailedIsNotKept() {
    Link link = link(SendLimits.DEFAULTS);
    link.open();
    client.handshake.completeExceptionally(new IOException("timed out"));

    client.listener.onOpen(socket);

    assertThat(socket.aborts).isEqualTo(1);
    assertThat(ends).hasSize(1);
    assertThat(time.timers()).isZero();
  }

  @Test
  void theEndIsToldOnceHoweverOftenItComes() {
    Link link = open(SendLimits.DEFAULTS);

    client.listener.onError(socket, new IOException("reset"));
    client.listener.onClose(socket, 1006, "");
    client.listener.onText(socket, "late", true);
    link.abort();

    assertThat(ends).hasSize(1);
    assertThat(texts).isEmpty();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aPartIsTheListenersUntilItWasTold() throws Exception {
    Link link = open(SendLimits.DEFAULTS);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Thread other = new Thread(() -> link.serially(() -> {
      busy.countDown();
      try {
        free.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }));
    other.start();
    busy.await();

    CompletionStage<?> part = client.listener.onText(socket, "part", true);

    assertThat(part.toCompletableFuture()).isNotDone();
    free.countDown();
    other.join();
    assertThat(part.toCompletableFuture()).isDone();
    assertThat(texts).containsExactly("part");
  }

  @Test
  void everyCallOfTheSocketAsksForTheNext() {
    open(SendLimits.DEFAULTS);
    WebSocket.Listener listener = client.listener;

    listener.onText(socket, "", false);
    listener.onBinary(socket, java.nio.ByteBuffer.allocate(1), true);
    listener.onPing(socket, java.nio.ByteBuffer.allocate(0));
    listener.onPong(socket, java.nio.ByteBuffer.allocate(0));

    assertThat(socket.asked).isEqualTo(5); // the first one by onOpen
  }
}
