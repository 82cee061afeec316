package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.websocket.SendLimits.Overflow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a guard against hanging; nothing here waits for time
class SendQueueTest {
  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicInteger overflows = new AtomicInteger();
  private final SlowSocket socket = new SlowSocket();

  private SendQueue queue(int messages, long bytes, Overflow overflow) {
    SendQueue queue = new SendQueue(
        new SendLimits(messages, bytes, overflow), failures::add, overflows::incrementAndGet);
    queue.open(socket);
    return queue;
  }

  private static Throwable failureOf(CompletableFuture<Void> sent) throws Exception {
    assertThat(sent).isCompletedExceptionally();
    try {
      sent.get();
      throw new AssertionError("it did not fail");
    } catch (ExecutionException thrown) {
      return thrown.getCause();
    }
  }

  @Test
  void theNextMessageGoesWhenTheOneBeforeIsWritten() {
    SendQueue queue = queue(10, 1000, Overflow.REJECT);
    CompletableFuture<Void> one = queue.send("1");
    CompletableFuture<Void> two = queue.send("2");

    assertThat(socket.texts).containsExactly("1");
    assertThat(one).isNotDone();
    socket.written();
    assertThat(one).isCompleted();
    assertThat(socket.texts).containsExactly("1", "2");
    assertThat(two).isNotDone();
    socket.written();
    assertThat(two).isCompleted();
  }

  @Test
  void whatWaitsBeforeTheSocketIsOpenGoesWhenItIs() {
    SendQueue queue = new SendQueue(SendLimits.DEFAULTS, failures::add, () -> {});
    queue.send("early");
    assertThat(socket.texts).isEmpty();

    queue.open(socket);

    assertThat(socket.texts).containsExactly("early");
  }

  @Test
  void oneMessageMoreThanMayWaitIsRefusedAndTheOthersAreNotConcerned() throws Exception {
    SendQueue queue = queue(2, 1000, Overflow.REJECT);
    queue.send("on its way");
    queue.send("1");
    CompletableFuture<Void> last = queue.send("2");

    Throwable refused = failureOf(queue.send("3"));

    assertThat(refused)
        .isInstanceOf(SendRejectedException.class)
        .hasMessageContaining("at most 2 messages")
        .hasMessageContaining("sendLimits");
    assertThat(last).isNotDone();
    assertThat(overflows).hasValue(0);
  }

  @Test
  void bytesAreCountedAsTheyAreSent() throws Exception {
    SendQueue queue = queue(100, 10, Overflow.REJECT);
    queue.send("on its way");

    assertThat(queue.send("äöü")).isNotDone(); // 6 bytes
    assertThat(failureOf(queue.send("😀x"))).isInstanceOf(SendRejectedException.class); // 5
    assertThat(queue.send("😀")).isNotDone(); // 4
  }

  @Test
  void theOldestGivesWayIfThatIsWanted() throws Exception {
    SendQueue queue = queue(2, 1000, Overflow.DROP_OLDEST);
    queue.send("on its way");
    CompletableFuture<Void> oldest = queue.send("1");
    queue.send("2");
    queue.send("3");

    assertThat(failureOf(oldest)).isInstanceOf(SendRejectedException.class);
    socket.written();
    socket.written();
    assertThat(socket.texts).containsExactly("on its way", "2", "3");
  }

  @Test
  void aMessageThatNoRoomIsLargeEnoughForIsRefusedAndDropsNobody() throws Exception {
    SendQueue queue = queue(2, 10, Overflow.DROP_OLDEST);
    queue.send("on its way");
    CompletableFuture<Void> waiting = queue.send("1");

    assertThat(failureOf(queue.send("x".repeat(11)))).isInstanceOf(SendRejectedException.class);
    assertThat(waiting).isNotDone();
  }

  @Test
  void theConnectionIsGivenUpIfThatIsWanted() throws Exception {
    SendQueue queue = queue(1, 1000, Overflow.CLOSE);
    queue.send("on its way");
    queue.send("1");

    assertThat(failureOf(queue.send("2"))).isInstanceOf(SendRejectedException.class);
    assertThat(overflows).hasValue(1);
  }

  @Test
  void aSocketThatCannotSendEndsTheConnection() throws Exception {
    SendQueue queue = queue(10, 1000, Overflow.REJECT);
    CompletableFuture<Void> one = queue.send("1");
    java.io.IOException broken = new java.io.IOException("broken pipe");

    socket.fails(broken);

    assertThat(failures).containsExactly(broken);
    assertThat(failureOf(one)).isInstanceOf(SocketClosedException.class).hasRootCause(broken);
  }

  @Test
  void allThatWaitsFailsWithTheEndAndLaterOnesToo() throws Exception {
    SendQueue queue = queue(10, 1000, Overflow.REJECT);
    CompletableFuture<Void> one = queue.send("1");
    CompletableFuture<Void> two = queue.send("2");
    SocketClosedException end = new SocketClosedException("over", 1001, null);

    queue.close(end);
    socket.written();

    for (CompletableFuture<Void> sent : List.of(one, two, queue.send("3"))) {
      assertThat(failureOf(sent)).isSameAs(end);
    }
    assertThat(socket.texts).containsExactly("1");
  }

  @Test
  void halfOfAPairIsRefusedBeforeTheSocketSeesIt() throws Exception {
    SendQueue queue = queue(10, 1000, Overflow.REJECT);

    assertThat(failureOf(queue.send("\uD83D"))).isInstanceOf(SendRejectedException.class);
    assertThat(socket.texts).isEmpty();
  }

  @Test
  void manyThreadsLoseNothingAndKeepTheirOrder() throws Exception {
    int threads = 8;
    int each = 1000;
    SendQueue queue = queue(threads * each, 1 << 20, Overflow.REJECT);
    List<CompletableFuture<Void>> sent = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> senders = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      Thread sender = new Thread(() -> {
        for (int i = 0; i < each; i++) {
          sent.add(queue.send(thread + ":" + i));
        }
      });
      sender.start();
      senders.add(sender);
    }
    while (socket.done.get() < threads * each) {
      socket.written();
      Thread.onSpinWait();
    }
    for (Thread sender : senders) {
      sender.join();
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

    assertThat(socket.overlaps).as("sends while one was on its way").hasValue(0);
    assertThat(socket.texts).hasSize(threads * each);
    for (int t = 0; t < threads; t++) {
      String mine = t + ":";
      assertThat(socket.texts.stream().filter(text -> text.startsWith(mine)))
          .as("the order of thread " + t)
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, each).mapToObj(i -> mine + i).toList());
    }
  }

  /** A socket that takes one message at a time, and as long as it likes, as the JDK's does. */
  private static final class SlowSocket implements java.net.http.WebSocket {
    final List<String> texts = java.util.Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger done = new AtomicInteger();
    private CompletableFuture<java.net.http.WebSocket> sending;

    @Override
    public CompletableFuture<java.net.http.WebSocket> sendText(CharSequence data, boolean last) {
      synchronized (this) {
        if (sending != null) {
          overlaps.incrementAndGet();
        }
        sending = new CompletableFuture<>();
        texts.add(data.toString());
        return sending;
      }
    }

    private CompletableFuture<java.net.http.WebSocket> take() {
      synchronized (this) {
        CompletableFuture<java.net.http.WebSocket> now = sending;
        sending = null;
        return now;
      }
    }

    void written() {
      CompletableFuture<java.net.http.WebSocket> now = take();
      if (now != null) {
        done.incrementAndGet();
        now.complete(this);
      }
    }

    void fails(Throwable thrown) {
      take().completeExceptionally(thrown);
    }

    private static CompletableFuture<java.net.http.WebSocket> no() {
      throw new UnsupportedOperationException("texts only");
    }

    @Override
    public CompletableFuture<java.net.http.WebSocket> sendBinary(ByteBuffer data, boolean last) {
      return no();
    }

    @Override
    public CompletableFuture<java.net.http.WebSocket> sendPing(ByteBuffer message) {
      return no();
    }

    @Override
    public CompletableFuture<java.net.http.WebSocket> sendPong(ByteBuffer message) {
      return no();
    }

    @Override
    public CompletableFuture<java.net.http.WebSocket> sendClose(int code, String reason) {
      return no();
    }

    @Override
    public void request(long n) {}

    @Override
    public String getSubprotocol() {
      return "";
    }

    @Override
    public boolean isOutputClosed() {
      return false;
    }

    @Override
    public boolean isInputClosed() {
      return false;
    }

    @Override
    public void abort() {}
  }
}
