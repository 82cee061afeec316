package io.github.streamingchat.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no peer should send, over a real socket: the answer beside it goes on to its end. */
@Timeout(120) // a guard against hanging; nothing here waits for time
class BadInputTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Told told = new Told();

  private Chat chat(ChatSocket socket) {
    return Chat.builder(socket)
        .conversation(Conversation.builder("c").build())
        .retry(RetryPolicy.NONE)
        .build();
  }

  static Stream<Arguments> hostileFrames() {
    return Stream.of(
        Arguments.of("an array bomb", "[".repeat(100_000), "not_an_object"),
        Arguments.of(
            "deep nesting", "{\"type\":\"x\",\"a\":" + "[".repeat(100_000), "nested_too_deep"),
        Arguments.of("NaN", "{\"type\":\"typing\",\"x\":NaN}", "malformed_json"),
        Arguments.of("a byte order mark", "\uFEFF{\"type\":\"typing\"}", "malformed_json"),
        Arguments.of("nothing", "", "not_an_object"),
        Arguments.of("blanks", "   ", "not_an_object"),
        Arguments.of("two objects", "{\"type\":\"typing\"}{\"type\":\"typing\"}", "trailing_json"),
        Arguments.of("no phase", "{\"type\":\"message_stream\",\"id\":\"z\"}", "no_phase"),
        Arguments.of("a string", "\"hello\"", "not_an_object"),
        Arguments.of("half an object", "{\"type\":\"mess", "malformed_json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileFrames")
  void aHostileFrameIsAProblemAndNothingElse(String what, String frame, String code)
      throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      answer.chunk("before ");
      wire.send(frame);
      answer.chunk("after");
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      Outcome outcome = chat(socket).send("?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.message().text()).isEqualTo("before after");
      assertThat(told.problems()).containsExactly(code);
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void aNumberOfFiveThousandDigitsIsKeptAsItCame() throws Exception {
    String digits = "9".repeat(5000);
    RawPeer.Behaviour behaviour = wire -> {
      wire.send("{\"type\":\"config\",\"n\":" + digits + "}");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      socket.connect();
      while (told.frames().isEmpty()) {
        Thread.onSpinWait();
      }

      assertThat(((Frame.Other) told.frames().get(0)).members()).containsEntry("n", digits);
    }
  }

  @Test
  void binaryFramesArePassedOver() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      wire.raw(RawPeer.frame(0x82, new byte[100_000]));
      answer.chunk("text");
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      assertThat(chat(socket).send("?").join(PATIENCE).message().text()).isEqualTo("text");
      assertThat(told.problems()).containsExactly("binary_frame");
    }
  }

  @Test
  void invalidUtf8EndsTheConnectionAsTheStandardHasItAndIsNotTriedAgain() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.answer(wire, AgentPeer.turn(wire), "s").chunk("half");
      wire.raw(RawPeer.frame(0x81, new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'}));
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      Outcome outcome = chat(socket).send("?").join(PATIENCE);

      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(outcome.message().text()).isEqualTo("half");
      assertThat(told.await(SocketState.FAILED).cause().code()).isEqualTo("bad_websocket_frame");
    }
  }

  @Test
  void aFrameOverTheLimitEndsItsStreamAloneAndCostsNoMoreThanTheLimit() throws Exception {
    byte[] chunk = new Frame.Stream(
            Envelope.of("big", "d").withReplyTo("nobody"),
            false,
            "x".repeat(8 << 20),
            -1,
            false,
            false)
        .json()
        .getBytes(UTF_8);
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      StreamEncoder big = AgentPeer.answer(wire, AgentPeer.turn(wire), "big");
      answer.chunk("before ");
      big.chunk("small ");
      wire.raw(RawPeer.frame(0x81, chunk));
      big.chunk("and after");
      answer.chunk("after");
      answer.end();
      wire.awaitEnd();
    };
    Limits limits = Limits.builder().maxEventBytes(1 << 20).build();
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket =
            ChatSocket.at(peer.url()).limits(limits).listener(told).build()) {
      Answer answer = chat(socket).send("?");
      told.await(SocketState.OPEN);
      while (answer.state() != io.github.streamingchat.stream.StreamState.CONNECTING
          || peer.connections() == 0) {
        Thread.onSpinWait();
      }
      Answer big = Chat.builder(socket)
          .conversation(Conversation.builder("d").build())
          .retry(RetryPolicy.NONE)
          .build()
          .send("?");
      Outcome one = answer.join(PATIENCE);
      Outcome two = big.join(PATIENCE);
      Outcome limited = one.status() == MessageStatus.FAILED ? one : two;
      Outcome whole = limited.equals(one) ? two : one;

      assertThat(limited.error().orElseThrow().kind()).isEqualTo(Kind.LIMIT);
      assertThat(limited.error().orElseThrow().message()).contains("maxEventBytes");
      assertThat(limited.message().text()).isEqualTo("small ");
      assertThat(whole.message().text()).isEqualTo("before after");
      assertThat(told.problems()).contains("frame_too_large");
    }
  }

  @Test
  void aGigabyteThatIsAnnouncedAndDribbledCostsNoMemory() throws Exception {
    int sent = 96 << 20;
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.turn(wire);
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      head.write(0x81);
      head.write(127);
      head.writeBytes(new byte[] {0, 0, 0, 0, 0x40, 0, 0, 0});
      wire.raw(head.toByteArray());
      byte[] filling = new byte[1 << 20];
      Arrays.fill(filling, (byte) 'x');
      for (int i = 0; i < sent >> 20; i++) {
        wire.raw(filling);
      }
      wire.fin();
      wire.awaitEnd();
    };
    Limits limits = Limits.builder().maxEventBytes(1 << 20).build();
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url())
            .limits(limits)
            .heartbeat(new Heartbeat(Duration.ofMillis(500), Duration.ofSeconds(2)))
            .reconnect(RetryPolicy.NONE)
            .listener(told)
            .build()) {
      System.gc();
      long before = used();
      Outcome outcome = chat(socket).send("?").join(PATIENCE);
      System.gc();

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(used() - before).as("bytes of heap kept").isLessThan(8L << 20);
    }
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void tenThousandStartsWithoutAnEndLeaveRoomForTheAnswer() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      answer.chunk("before ");
      for (int i = 0; i < 10_000; i++) {
        wire.send(new Frame.Stream(Envelope.of("x" + i, "d"), true, null, -1, false, false).json());
      }
      answer.chunk("after");
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      assertThat(chat(socket).send("?").join(PATIENCE).message().text()).isEqualTo("before after");
      assertThat(told.problems()).contains("too_many_streams");
      assertThat(socket.problemCount()).isEqualTo(10_000);
      assertThat(socket.problems()).hasSize(Limits.DEFAULT_MAX_PROBLEMS);
    }
  }

  @Test
  void anIdOfAMebibyteIsAProblem() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      wire.send("{\"type\":\"message_stream\",\"id\":\"" + "i".repeat(1 << 20)
          + "\",\"session_id\":\"d\",\"stream_start\":true}");
      answer.chunk("text");
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      assertThat(chat(socket).send("?").join(PATIENCE).message().text()).isEqualTo("text");
      assertThat(told.problems()).containsExactly("id_too_long");
    }
  }

  @Test
  void aMessageCutAtEveryByteGivesTheSame() throws Exception {
    String frame = new Frame.Message(
            Envelope.of("m", "c").withSender("ai"), "Grüße, 😀 \"quoted\" \\ end")
        .json();
    byte[] bytes = frame.getBytes(UTF_8);
    RawPeer.Behaviour behaviour = wire -> {
      for (int cut = 0; cut <= bytes.length; cut++) {
        Frame.Message turn = AgentPeer.turn(wire);
        String own = frame.replace("\"m\"", "\"m" + cut + "\"");
        byte[] whole = own.getBytes(UTF_8);
        int at = Math.min(cut, whole.length);
        wire.raw(RawPeer.frame(0x01, Arrays.copyOf(whole, at)));
        wire.raw(RawPeer.frame(0x80, Arrays.copyOfRange(whole, at, whole.length)));
        assertThat(turn.content()).isEqualTo("?");
      }
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = ChatSocket.at(peer.url()).listener(told).build()) {
      Chat chat = chat(socket);
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(chat.send("?").join(PATIENCE).message().text())
            .as("cut at byte " + cut)
            .isEqualTo("Grüße, 😀 \"quoted\" \\ end");
      }
      assertThat(peer.failures()).isEmpty();
    }
  }
}
