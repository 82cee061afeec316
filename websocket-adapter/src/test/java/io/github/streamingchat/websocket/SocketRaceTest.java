package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything at once, many times over: a peer that ends its connections in every way at any moment,
 * while answers are cancelled, waits are cut and the socket is closed. Each answer ends once, and the
 * socket moves as its states allow.
 */
@Timeout(240) // a guard against hanging
class SocketRaceTest {
  private static final int ROUNDS = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Backoff QUICK =
      new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(2), Backoff.Jitter.FULL);
  private static final Map<SocketState, Set<SocketState>> LEGAL = Map.of(
      SocketState.IDLE, EnumSet.of(SocketState.CONNECTING, SocketState.CLOSED),
      SocketState.CONNECTING,
          EnumSet.of(
              SocketState.OPEN, SocketState.BACKING_OFF, SocketState.FAILED, SocketState.CLOSED),
      SocketState.OPEN,
          EnumSet.of(
              SocketState.IDLE, SocketState.BACKING_OFF, SocketState.FAILED, SocketState.CLOSED),
      SocketState.BACKING_OFF, EnumSet.of(SocketState.CONNECTING, SocketState.CLOSED),
      SocketState.FAILED, EnumSet.of(SocketState.CONNECTING, SocketState.CLOSED),
      SocketState.CLOSED, EnumSet.noneOf(SocketState.class));

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20261121);

  private void serve(RawPeer.Wire wire, int way, int frames) throws Exception {
    Frame asked = Frame.parse(wire.text());
    if (asked instanceof Frame.Message turn) {
      StreamEncoder answer = AgentPeer.answer(wire, turn, "s-" + System.nanoTime());
      for (int i = 0; i < frames; i++) {
        answer.chunk("x");
      }
      if (way == 0) {
        answer.end();
      }
    }
    switch (way) {
      case 1 -> wire.close(1001, "");
      case 2 -> wire.fin();
      case 3 -> wire.rst();
      case 4 -> wire.close(1000, "");
      case 5 -> wire.raw(new byte[] {(byte) 0xFF, 0x00}); // no frame of any kind
      default -> {}
    }
    wire.awaitEnd();
  }

  @Test
  void everyAnswerEndsOnceAndEveryMoveIsLegal() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    RawPeer.Behaviour behaviour = wire -> {
      int call = calls.incrementAndGet();
      serve(wire, call % 6, call % 4);
    };
    int completed = 0;
    int cancelled = 0;
    int failed = 0;
    try (RawPeer peer = new RawPeer(behaviour)) {
      for (int round = 0; round < ROUNDS; round++) {
        Told told = new Told();
        ChatSocket socket = ChatSocket.at(peer.url())
            .listener(told)
            .heartbeat(new Heartbeat(Duration.ofMillis(200), Duration.ofMillis(200)))
            .closeTimeout(Duration.ofMillis(200))
            .reconnect(RetryPolicy.builder().maxAttempts(5).backoff(QUICK).build())
            .build();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          answers.add(Chat.builder(socket)
              .conversation(Conversation.builder("c" + i).build())
              .retry(RetryPolicy.builder().maxAttempts(2).backoff(QUICK).build())
              .build()
              .send("?"));
        }
        AtomicInteger ends = new AtomicInteger();
        answers.forEach(
            answer -> answer.onOutcome(outcome -> ends.incrementAndGet(), Runnable::run));
        CountDownLatch start = new CountDownLatch(1);
        int wait = random.nextInt(15_000);
        List<Thread> threads = List.of(
            after(start, wait, answers.get(0)::cancel),
            after(start, wait / 2, socket::retryNow),
            after(start, 2 * wait, socket::close));
        start.countDown();
        for (Thread thread : threads) {
          thread.join();
        }
        for (Answer answer : answers) {
          Outcome outcome = answer.join(PATIENCE);
          completed += outcome.status() == MessageStatus.COMPLETED ? 1 : 0;
          cancelled += outcome.status() == MessageStatus.CANCELLED ? 1 : 0;
          failed += outcome.status() == MessageStatus.FAILED ? 1 : 0;
        }
        socket.closed().toCompletableFuture().get(30, TimeUnit.SECONDS);
        while (ends.get() < 3) {
          Thread.onSpinWait(); // who ends an answer tells its readers after those who wait for it
        }
        assertThat(ends).as("ends of three answers").hasValue(3);
        SocketState at = SocketState.IDLE;
        for (SocketChange change : told.changes()) {
          assertThat(change.from()).isEqualTo(at);
          assertThat(LEGAL.get(change.from())).as("from " + at).contains(change.to());
          at = change.to();
        }
        assertThat(socket.state()).isEqualTo(SocketState.CLOSED);
      }
    }
    System.out.printf(
        "socket races: %d rounds, %d completed, %d cancelled, %d failed%n",
        ROUNDS, completed, cancelled, failed);
    assertThat(completed).isPositive();
    assertThat(cancelled).isPositive();
    assertThat(failed).isPositive();
  }

  private static Thread after(CountDownLatch start, int micros, Runnable action) {
    Thread thread = new Thread(() -> {
      try {
        start.await();
      } catch (InterruptedException interrupted) {
        return;
      }
      long until = System.nanoTime() + micros * 1_000L;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      action.run();
    });
    thread.start();
    return thread;
  }
}
