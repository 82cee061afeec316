package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that go silent, and readers that are slow; sockets are real, waits are virtual. */
@Timeout(60) // a guard against hanging; nothing here waits for time
class SilenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final Told told = new Told();

  private ChatSocket.Builder at(RawPeer peer) {
    return ChatSocket.at(peer.url())
        .scheduler(time)
        .listener(told)
        .reconnect(RetryPolicy.NONE)
        .heartbeat(new Heartbeat(SECOND.multipliedBy(20), SECOND.multipliedBy(10)));
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aPeerThatAnswersNoPingIsGivenUpAfterThePatienceAndWithItItsAnswers() throws Exception {
    Semaphore pinged = new Semaphore(0);
    RawPeer.Behaviour mute = wire -> {
      wire.answerNoPings();
      AgentPeer.answer(wire, AgentPeer.turn(wire), "s").chunk("half");
      await(() -> wire.pings() == 1);
      pinged.release();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(mute);
        ChatSocket socket = at(peer).build()) {
      Answer answer = Chat.builder(socket).retry(RetryPolicy.NONE).build().send("?");
      assertThat(answer.textIterator().next()).isEqualTo("half");

      time.advance(SECOND.multipliedBy(20));
      pinged.acquire();
      time.advance(SECOND.multipliedBy(9));
      assertThat(socket.state()).isEqualTo(SocketState.OPEN);
      time.advance(SECOND);

      SocketChange change = told.await(SocketState.FAILED);
      assertThat(change.cause().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(change.cause().code()).isEqualTo("pong");
      Outcome outcome = answer.join(PATIENCE);
      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.message().text()).isEqualTo("half");
    }
  }

  @Test
  void anyFrameCountsAsLifeAlsoAfterAPing() throws Exception {
    Semaphore speaks = new Semaphore(0);
    RawPeer.Behaviour behaviour = wire -> {
      wire.answerNoPings();
      await(() -> wire.pings() == 1);
      wire.send("{\"type\":\"typing\"}");
      speaks.acquire();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      socket.connect();
      told.await(SocketState.OPEN);
      time.advance(SECOND.multipliedBy(20));
      await(() -> told.frames().size() == 1);

      time.advance(SECOND.multipliedBy(10));

      assertThat(socket.state()).isEqualTo(SocketState.OPEN);
      speaks.release();
    }
  }

  @Test
  void aPeerThatSpeaksIsNotPinged() throws Exception {
    Semaphore speaks = new Semaphore(0);
    RawPeer.Wire[] seen = new RawPeer.Wire[1];
    RawPeer.Behaviour behaviour = wire -> {
      seen[0] = wire;
      while (speaks.tryAcquire(20, java.util.concurrent.TimeUnit.SECONDS)) {
        wire.send("{\"type\":\"typing\"}");
      }
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      socket.connect();
      told.await(SocketState.OPEN);
      for (int i = 1; i <= 5; i++) {
        time.advance(SECOND.multipliedBy(19));
        speaks.release();
        int frames = i;
        await(() -> told.frames().size() == frames);
      }

      assertThat(seen[0].pings()).isZero();
    }
  }

  @Test
  void aStreamThatGoesSilentEndsAloneAndThePeerIsToldSo() throws Exception {
    Semaphore goes = new Semaphore(0);
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder silent = AgentPeer.answer(wire, AgentPeer.turn(wire), "silent");
      StreamEncoder lively = AgentPeer.answer(wire, AgentPeer.turn(wire), "lively");
      silent.chunk("one");
      lively.chunk("1");
      goes.acquire();
      lively.chunk("2");
      Frame told = Frame.parse(wire.text());
      lively.chunk(told instanceof Frame.Cancel cancel ? cancel.envelope().id() : "no cancel");
      lively.end();
      wire.awaitEnd();
    };
    Timeouts idle = Timeouts.DEFAULTS.withIdle(SECOND.multipliedBy(60));
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket =
            at(peer).heartbeat(new Heartbeat(SECOND.multipliedBy(900), SECOND)).build()) {
      Answer one = Chat.builder(socket)
          .conversation(Conversation.builder("a").build())
          .scheduler(time)
          .timeouts(idle)
          .retry(RetryPolicy.NONE)
          .build()
          .send("?");
      assertThat(one.state()).isNotNull();
      told.await(SocketState.OPEN);
      Answer two = Chat.builder(socket)
          .conversation(Conversation.builder("b").build())
          .scheduler(time)
          .timeouts(idle)
          .retry(RetryPolicy.NONE)
          .build()
          .send("?");
      assertThat(one.textIterator().next()).isEqualTo("one");
      var texts = two.textIterator();
      assertThat(texts.next()).isEqualTo("1");
      time.advance(SECOND.multipliedBy(50));
      goes.release();
      assertThat(texts.next()).isEqualTo("2");

      time.advance(SECOND.multipliedBy(10));

      Outcome silent = one.join(PATIENCE);
      assertThat(silent.error().orElseThrow().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(silent.message().text()).isEqualTo("one");
      assertThat(two.join(PATIENCE).message().text()).isEqualTo("12silent");
      assertThat(socket.state()).isEqualTo(SocketState.OPEN);
    }
  }

  @Test
  void aReaderThatBlocksKeepsNeitherPongsNorTheEndFromTheSocket() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      answer.chunk("first");
      blocked.await();
      for (int i = 0; i < 1000; i++) {
        answer.chunk("x".repeat(100));
      }
      wire.ping();
      await(() -> wire.pongs() == 1);
      wire.fin();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Chat chat = Chat.builder(socket).retry(RetryPolicy.NONE).build();
      Answer answer = chat.send("?").onText(text -> {
        blocked.countDown();
        try {
          free.await();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      });

      await(() -> socket.state() == SocketState.FAILED || answer.state().isTerminal());

      assertThat(answer.message().text()).hasSize(100_005);
      free.countDown();
      assertThat(answer.join(PATIENCE).status()).isEqualTo(MessageStatus.FAILED);
    }
  }

  @Test
  void aReaderThatThrowsHarmsNeitherTheConnectionNorAnybodyElse() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder one = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-1");
      StreamEncoder two = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-2");
      for (StreamEncoder each : java.util.List.of(one, two)) {
        each.chunk("a");
        each.chunk("b");
        each.end();
      }
      wire.awaitEnd();
    };
    SocketListener throwing = new SocketListener() {
      @Override
      public void onStateChange(SocketChange change) {
        throw new IllegalStateException("listener");
      }
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).listener(throwing).build()) {
      java.util.List<Throwable> reported = new java.util.concurrent.CopyOnWriteArrayList<>();
      Conversation conversation =
          Conversation.builder("a").onCallbackError(reported::add).build();
      conversation.subscribe(
          change -> {
            throw new AssertionError("subscriber");
          },
          Runnable::run);
      Answer one = Chat.builder(socket).conversation(conversation).build().send("?");
      Answer two = Chat.builder(socket)
          .conversation(Conversation.builder("b").build())
          .build()
          .send("?");

      assertThat(one.join(PATIENCE).message().text()).isEqualTo("ab");
      assertThat(two.join(PATIENCE).message().text()).isEqualTo("ab");
      assertThat(reported).isNotEmpty();
      assertThat(peer.connections()).isEqualTo(1);
    }
  }
}
