package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a socket is dialled again, and when not; sockets are real, waits are virtual. */
@Timeout(60) // a guard against hanging; nothing here waits for time
class ReconnectTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final RetryPolicy EXACT = RetryPolicy.builder()
      .maxAttempts(4)
      .backoff(new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(20), Backoff.Jitter.NONE))
      .maxRetryAfter(Duration.ofMinutes(2))
      .build();

  private final VirtualTime time = new VirtualTime();
  private final Told told = new Told();

  private ChatSocket.Builder at(RawPeer peer) {
    return at(peer.url());
  }

  private ChatSocket.Builder at(String url) {
    return ChatSocket.at(url).scheduler(time).reconnect(EXACT).listener(told);
  }

  private static String refusal(int status, String headers, String body) {
    return "HTTP/1.1 %d Refused\r\n%sContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.length(), body);
  }

  private static String unusedAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "ws://127.0.0.1:" + socket.getLocalPort() + "/ws";
    }
  }

  private SocketChange backsOff() throws InterruptedException {
    return told.await(SocketState.BACKING_OFF);
  }

  @Test
  void aFirstHandshakeThatFailsFollowsTheSamePolicyAsLaterOnes() throws Exception {
    try (ChatSocket socket = at(unusedAddress()).build()) {
      socket.connect();

      assertThat(backsOff().delay()).isEqualTo(Duration.ofSeconds(1));
      time.advance(Duration.ofSeconds(1));
      assertThat(backsOff().delay()).isEqualTo(Duration.ofSeconds(2));
      time.advance(Duration.ofSeconds(2));
      SocketChange third = backsOff();
      assertThat(third.delay()).isEqualTo(Duration.ofSeconds(4));
      assertThat(third.attempt()).isEqualTo(3);
      time.advance(Duration.ofSeconds(4));

      SocketChange last = told.await(SocketState.FAILED);
      assertThat(last.cause().kind()).isEqualTo(Kind.CONNECTION);
      assertThat(last.cause().message()).contains("connection refused").endsWith("4 times.");
      assertThat(last.attempt()).isEqualTo(4);
    }
  }

  @Test
  void afterItHasGivenUpALaterConnectBeginsAnew() throws Exception {
    String url = unusedAddress();
    int port = java.net.URI.create(url).getPort();
    try (ChatSocket socket = at(url).reconnect(RetryPolicy.NONE).build()) {
      socket.connect();
      told.await(SocketState.FAILED);

      try (RawPeer peer = new RawPeer(wire -> wire.awaitEnd(), port)) {
        socket.connect();

        assertThat(told.await(SocketState.OPEN).attempt()).isEqualTo(1);
      }
    }
  }

  @Test
  void aMereHandshakeDoesNotEndTheRowOfFailures() throws Exception {
    try (RawPeer peer = new RawPeer(wire -> wire.close(1011, ""));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      assertThat(backsOff().delay()).isEqualTo(Duration.ofSeconds(1));
      time.advance(Duration.ofSeconds(1));
      assertThat(backsOff().delay()).isEqualTo(Duration.ofSeconds(2));
      time.advance(Duration.ofSeconds(2));
      assertThat(backsOff().delay()).isEqualTo(Duration.ofSeconds(4));
    }
  }

  @ParameterizedTest
  @CsvSource({"true,  6, 1", "true,  4, 2", "false, 6, 2"})
  void onlyAFrameAndAWhileEndIt(boolean speaks, int seconds, int secondDelay) throws Exception {
    java.util.concurrent.Semaphore goes = new java.util.concurrent.Semaphore(0);
    RawPeer.Behaviour behaviour = wire -> {
      if (speaks) {
        wire.send("{\"type\":\"config\",\"session_id\":\"c\"}");
      }
      goes.acquire();
      wire.close(1011, "");
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      socket.connect();
      for (int i = 0; i < 2; i++) {
        told.await(SocketState.OPEN);
        while (speaks && told.frames().size() <= i) {
          Thread.onSpinWait();
        }
        time.advance(Duration.ofSeconds(seconds));
        goes.release();
        Duration delay = backsOff().delay();
        assertThat(delay).isEqualTo(Duration.ofSeconds(i == 0 ? 1 : secondDelay));
        time.advance(delay);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 1011, 1014, 3000, 3499})
  void codesThatMayPassAreFollowedByAnotherConnection(int code) throws Exception {
    try (RawPeer peer = new RawPeer(wire -> wire.close(code, "why"));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      SocketChange change = backsOff();
      assertThat(change.cause().code()).isEqualTo("close_" + code);
      assertThat(change.cause().message()).contains("why").contains(String.valueOf(code));
      assertThat(change.delay()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1009, 3500, 3999, 4000, 4400, 4403, 4404, 4500})
  void finalCodesAreNot(int code) throws Exception {
    try (RawPeer peer = new RawPeer(wire -> wire.close(code, ""));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      assertThat(told.await(SocketState.FAILED).cause().code()).isEqualTo("close_" + code);
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void aTableOfTheApplicationsOwnCounts() throws Exception {
    CloseCodes codes = CloseCodes.DEFAULTS.with(
        4777,
        new CloseCodes.Meaning(
            Kind.SERVER, true, false, Duration.ofSeconds(9), Duration.ofSeconds(9)));
    try (RawPeer peer = new RawPeer(wire -> wire.close(4777, ""));
        ChatSocket socket = at(peer).closeCodes(codes).build()) {
      socket.connect();

      assertThat(backsOff().delay()).isEqualTo(Duration.ofSeconds(9));
    }
  }

  @Test
  void aRestartingServerIsGivenFiveToThirtySeconds() throws Exception {
    try (RawPeer peer = new RawPeer(wire -> wire.close(1012, ""));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      assertThat(backsOff().delay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
  }

  @Test
  void aConnectionThatIsDoneWhileNothingIsUnderWayRestsUntilTheNextQuestion() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s" + System.nanoTime());
      answer.chunk("whole");
      answer.end();
      wire.close(1000, "");
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Chat chat = Chat.builder(socket).build();
      assertThat(chat.send("?").join(PATIENCE).status()).isEqualTo(MessageStatus.COMPLETED);

      assertThat(told.await(SocketState.IDLE).cause()).isNull();
      assertThat(chat.send("?").join(PATIENCE).status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void aCloseWithAThousandInTheMiddleOfAnAnswerIsNoSuccess() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.answer(wire, AgentPeer.turn(wire), "s").chunk("half");
      wire.close(1000, "");
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Outcome outcome =
          Chat.builder(socket).retry(RetryPolicy.NONE).build().send("?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
      assertThat(outcome.message().text()).isEqualTo("half");
      assertThat(backsOff().cause().code()).isEqualTo("close_1000");
    }
  }

  @Test
  void retryAfterOfARefusedHandshakeIsHeededToTheMillisecond() throws Exception {
    try (RawPeer peer = RawPeer.refusing(refusal(503, "Retry-After: 7\r\n", "sorry"));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      SocketChange change = backsOff();
      assertThat(change.delay()).isEqualTo(Duration.ofSeconds(7));
      assertThat(change.cause().kind()).isEqualTo(Kind.SERVER);
      assertThat(change.cause().message()).contains("HTTP 503").contains("in 7 seconds");
      time.advance(Duration.ofMillis(6_999));
      assertThat(told.states()).endsWith(SocketState.BACKING_OFF);
      time.advance(Duration.ofMillis(1));
      told.await(SocketState.CONNECTING);
    }
  }

  @ParameterizedTest
  @CsvSource({"retry-after-ms: 1500, 1500", "Retry-After: 0, 1000"})
  void soIsItInMilliseconds(String header, long millis) throws Exception {
    try (RawPeer peer = RawPeer.refusing(refusal(429, header + "\r\n", ""));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      SocketChange change = backsOff();
      assertThat(change.delay()).isEqualTo(Duration.ofMillis(millis));
      assertThat(change.cause().kind()).isEqualTo(Kind.RATE_LIMIT);
    }
  }

  @Test
  void aRetryAfterBeyondTheCapFailsAtOnce() throws Exception {
    try (RawPeer peer = RawPeer.refusing(refusal(503, "Retry-After: 121\r\n", ""));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      assertThat(told.await(SocketState.FAILED).cause().retryAfter())
          .isEqualTo(Duration.ofSeconds(121));
    }
  }

  @Test
  void headersAreAskedForBeforeEveryHandshakeAndRefusedOnesAreRefreshedOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawPeer peer = RawPeer.refusing(refusal(401, "", "no"));
        ChatSocket socket = at(peer)
            .headers(
                () -> Map.of("Authorization", "Bearer secret-token-" + asked.incrementAndGet()))
            .build()) {
      socket.connect();

      SocketChange first = backsOff();
      assertThat(first.delay()).isEqualTo(Duration.ZERO);
      time.advance(Duration.ZERO);
      SocketChange last = told.await(SocketState.FAILED);
      assertThat(last.cause().kind()).isEqualTo(Kind.AUTH);
      assertThat(last.cause().message()).doesNotContain("secret-token");
      assertThat(asked).hasValue(2);
      assertThat(peer.requests().get(0)).contains("secret-token-1");
      assertThat(peer.requests().get(1)).contains("secret-token-2");
    }
  }

  @Test
  void aConnectionClosedForItsCredentialsIsMadeOnceWithFreshOnes() throws Exception {
    try (RawPeer peer = new RawPeer(wire -> wire.close(4401, ""));
        ChatSocket socket = at(peer).build()) {
      socket.connect();

      assertThat(backsOff().delay()).isEqualTo(Duration.ZERO);
      time.advance(Duration.ZERO);
      assertThat(told.await(SocketState.FAILED).cause().kind()).isEqualTo(Kind.AUTH);
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void aSupplierThatThrowsFailsWhatWaitsWithItsOwnException() throws Exception {
    IllegalStateException thrown = new IllegalStateException("no token");
    try (RawPeer peer = new RawPeer(wire -> wire.awaitEnd());
        ChatSocket socket = at(peer)
            .headers(() -> {
              throw thrown;
            })
            .build()) {
      Outcome outcome =
          Chat.builder(socket).retry(RetryPolicy.NONE).build().send("?").join(PATIENCE);

      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.APPLICATION);
      assertThat(outcome.error().orElseThrow().cause()).isSameAs(thrown);
      assertThat(told.await(SocketState.FAILED).cause().cause()).isSameAs(thrown);
    }
  }

  @Test
  void retryNowCutsTheWait() throws Exception {
    try (RawPeer peer = RawPeer.refusing(refusal(503, "", ""));
        ChatSocket socket = at(peer).build()) {
      assertThat(socket.retryNow()).isFalse();
      socket.connect();
      backsOff();
      peer.answerHandshakes(null);

      assertThat(socket.retryNow()).isTrue();

      told.await(SocketState.OPEN);
      assertThat(time.timers()).as("the timer of the wait was taken back").isEqualTo(1);
    }
  }

  @Test
  void aQuestionThatFindsNoServerIsToldSoAndTriedAgainWithTheNextHandshake() throws Exception {
    try (RawPeer peer = RawPeer.refusing(refusal(503, "", "busy"));
        ChatSocket socket = at(peer).build()) {
      Chat chat = Chat.builder(socket).scheduler(time).retry(EXACT).build();
      Answer answer = chat.send("?");
      backsOff();

      peer.answerHandshakes(null);
      time.advance(Duration.ofSeconds(1));
      told.await(SocketState.OPEN);

      assertThat(answer.state().isTerminal()).isFalse();
      answer.cancel();
    }
  }

  @Test
  void framesOfAnOldConnectionAreNotHeard() throws Exception {
    List<String> sessions = new java.util.concurrent.CopyOnWriteArrayList<>();
    RawPeer.Behaviour behaviour = wire -> {
      Frame.Message turn = AgentPeer.turn(wire);
      if (sessions.isEmpty()) {
        sessions.add("first");
        AgentPeer.answer(wire, turn, "s-1").chunk("old");
        wire.close(1001, "");
        wire.awaitEnd();
        return;
      }
      // what the old stream would still say comes over the new connection
      StreamEncoder.stream("s-1")
          .session("c")
          .resumedAt(3)
          .to(text -> AgentPeer.send(wire, text))
          .chunk(" ghost");
      StreamEncoder answer = AgentPeer.answer(wire, turn, "s-2");
      answer.chunk("new");
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Chat chat = Chat.builder(socket)
          .conversation(Conversation.builder("c").build())
          .retry(RetryPolicy.NONE)
          .build();
      assertThat(chat.send("one").join(PATIENCE).message().text()).isEqualTo("old");
      backsOff();
      time.advance(Duration.ofSeconds(1));

      assertThat(chat.send("two").join(PATIENCE).message().text()).isEqualTo("new");
      assertThat(chat.conversation().snapshot().messages())
          .extracting(message -> message.text())
          .containsExactly("one", "old", "two", "new");
      assertThat(told.problems()).containsExactly("late_chunk");
    }
  }

  @Test
  void aSchedulerThatThrowsGivesTheConnectionUpInsteadOfWaitingForEver() throws Exception {
    IllegalStateException thrown = new IllegalStateException("no more timers");
    Scheduler broken = new Scheduler() {
      @Override
      public Instant now() {
        return time.now();
      }

      @Override
      public long nanoTime() {
        return time.nanoTime();
      }

      @Override
      public Task schedule(Duration delay, Runnable task) {
        throw thrown;
      }
    };
    try (ChatSocket socket = at(unusedAddress()).scheduler(broken).build()) {
      socket.connect();

      assertThat(told.await(SocketState.FAILED).cause().cause()).isSameAs(thrown);
    }
  }
}
