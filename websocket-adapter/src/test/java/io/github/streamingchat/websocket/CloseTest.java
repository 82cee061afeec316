package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a socket is closed, and what it does not do. */
@Timeout(60) // a guard against hanging; nothing here waits for time
class CloseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final VirtualTime time = new VirtualTime();
  private final Told told = new Told();
  private final BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();

  private ChatSocket.Builder at(String url) {
    return ChatSocket.at(url).scheduler(time).listener(told).reconnect(RetryPolicy.NONE);
  }

  private static void await(ChatSocket socket) throws Exception {
    socket.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aPeerThatSaysGoodbyeTooLeavesNothingBehind() throws Exception {
    RawPeer.Behaviour polite = wire -> {
      codes.add(wire.closed());
      wire.close(1000, "");
    };
    try (RawPeer peer = new RawPeer(polite)) {
      ChatSocket socket = at(peer.url()).build();
      socket.connect();
      told.await(SocketState.OPEN);

      socket.close();
      socket.close();

      await(socket);
      assertThat(codes.poll(20, TimeUnit.SECONDS)).isEqualTo(1000);
      assertThat(time.timers()).as("timers that are left").isZero();
      assertThat(socket.state()).isEqualTo(SocketState.CLOSED);
      assertThatExceptionOfType(ChatException.class)
          .isThrownBy(socket::connect)
          .withMessageContaining("closed");
    }
  }

  @Test
  void aMutePeerIsCutWhenTheTimeIsUp() throws Exception {
    RawPeer.Behaviour mute = wire -> {
      codes.add(wire.closed());
      wire.awaitEnd();
      codes.add(-1);
    };
    try (RawPeer peer = new RawPeer(mute)) {
      ChatSocket socket = at(peer.url()).closeTimeout(Duration.ofSeconds(5)).build();
      socket.connect();
      told.await(SocketState.OPEN);

      socket.close();
      assertThat(codes.poll(20, TimeUnit.SECONDS)).isEqualTo(1000);
      assertThat(socket.closed().toCompletableFuture()).isNotDone();
      time.advance(Duration.ofSeconds(5));

      await(socket);
      assertThat(codes.poll(20, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(time.timers()).as("timers that are left").isZero();
    }
  }

  @Test
  void answersThatRunFailAtOnceWithTheirTextKept() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.answer(wire, AgentPeer.turn(wire), "s").chunk("half");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour)) {
      ChatSocket socket = at(peer.url()).build();
      Answer answer = Chat.builder(socket).retry(RetryPolicy.NONE).build().send("?");
      assertThat(answer.textIterator().next()).isEqualTo("half");

      socket.close();

      Outcome outcome = answer.join(PATIENCE);
      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.message().text()).isEqualTo("half");
      assertThat(outcome.error().orElseThrow().code()).isEqualTo("closed");
    }
  }

  @Test
  void aHandshakeThatIsUnderWayIsCut() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ChatSocket socket = at("ws://127.0.0.1:" + silent.getLocalPort() + "/").build();
      Answer answer = Chat.builder(socket).retry(RetryPolicy.NONE).build().send("?");
      try (var accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).isEqualTo('G');

        socket.close();

        await(socket);
        assertThat(answer.join(PATIENCE).status()).isEqualTo(MessageStatus.FAILED);
        while (accepted.getInputStream().read() >= 0) {
          // the rest of the handshake, and then the end
        }
      }
    }
  }

  @Test
  void cancelBeforeTheConnectionIsMadeEndsTheAnswerAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ChatSocket socket = at("ws://127.0.0.1:" + silent.getLocalPort() + "/").build()) {
      Answer answer = Chat.builder(socket).build().send("?");
      told.await(SocketState.CONNECTING);

      answer.cancel();

      assertThat(answer.join(PATIENCE).status()).isEqualTo(MessageStatus.CANCELLED);
    }
  }

  @Test
  void aWaitForTheNextHandshakeIsTakenBack() throws Exception {
    try (RawPeer peer = RawPeer.refusing("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")) {
      ChatSocket socket = at(peer.url()).reconnect(ChatSocket.DEFAULT_RECONNECT).build();
      socket.connect();
      told.await(SocketState.BACKING_OFF);
      assertThat(time.timers()).isEqualTo(1);

      socket.close();

      await(socket);
      assertThat(time.timers()).isZero();
    }
  }

  @Test
  void aLentClientGoesOnWorking() throws Exception {
    HttpClient lent = HttpClient.newHttpClient();
    try (RawPeer peer = new RawPeer(wire -> {
      wire.closed();
      wire.close(1000, "");
    })) {
      for (int i = 0; i < 2; i++) {
        ChatSocket socket = at(peer.url()).client(lent).build();
        socket.connect();
        told.await(SocketState.OPEN);
        socket.close();
        await(socket);
      }
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void theQueryIsSentAsItIsAndShownNowhere() throws Exception {
    String query = "?token=s%2Bcret%20value&a=b+c%2F";
    try (RawPeer peer = RawPeer.refusing("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
      ChatSocket socket =
          at(peer.url() + query).header("X-Api-Key", "very-secret-key").build();
      socket.connect();

      ChatError error = told.await(SocketState.FAILED).cause();

      assertThat(peer.requests().get(0)).startsWith("GET /ws" + query + " HTTP/1.1");
      assertThat(peer.requests().get(0)).contains("very-secret-key");
      assertThat(error.message() + error + socket + told.changes())
          .doesNotContain("cret")
          .contains("/ws");
      socket.close();
    }
  }

  @Test
  void aSocksProxyIsRefusedRatherThanPassedBy() {
    ProxySelector socks = new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(
            new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("127.0.0.1", 9)));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException thrown) {}
    };
    try (RawPeer peer = new RawPeer(wire -> wire.awaitEnd());
        ChatSocket socket = at(peer.url()).proxy(socks).build()) {
      Outcome outcome = Chat.builder(socket)
          .conversation(Conversation.create())
          .retry(RetryPolicy.NONE)
          .build()
          .send("?")
          .join(PATIENCE);

      assertThat(outcome.error().orElseThrow().code()).isEqualTo("socks_proxy");
      assertThat(outcome.error().orElseThrow().message()).contains("SOCKS").contains("proxy");
      assertThat(peer.connections()).isZero();
    } catch (Exception thrown) {
      throw new AssertionError(thrown);
    }
  }

  @Test
  void whatIsNoAddressOfAWebSocketIsRefusedWithoutItsSecrets() {
    for (String address :
        List.of("http://example.org/ws", "ws:///path", "ws://h/x#f", "nonsense", "ws://h:x y/")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ChatSocket.at(address))
          .withMessageContaining("wss://example.org/ws");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatSocket.at("http://user:secret@example.org/?token=secret"))
        .withMessageNotContaining("secret");
  }

  @Test
  void whereTheServerSpeaksNoWebSocketThatIsSaid() throws Exception {
    try (RawPeer peer = RawPeer.refusing("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      ChatSocket socket = at(peer.url()).build();
      socket.connect();

      ChatError error = told.await(SocketState.FAILED).cause();
      assertThat(error.kind()).isEqualTo(ChatError.Kind.PROTOCOL);
      assertThat(error.message()).contains("does not speak WebSocket").contains("check the URL");
      socket.close();
    }
  }
}
