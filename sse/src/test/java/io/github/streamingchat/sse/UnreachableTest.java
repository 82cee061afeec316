package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.ConnectionFailures;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that cannot be reached, or that go away before they answer. */
class UnreachableTest {
  private static ChatError failure(OpenAi endpoint) {
    try (Chat chat =
        Chat.builder(endpoint.apiKey(Dialogue.KEY)).retry(RetryPolicy.NONE).build()) {
      Outcome outcome = chat.send("Hi").join(Dialogue.LIMIT);
      assertThat(chat.conversation().isBusy()).isFalse();
      assertThat(LibraryThreads.ofSingleStreams()).isEmpty();
      return Dialogue.failure(outcome, Kind.CONNECTION, null, true);
    }
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void connectionRefused() throws Exception {
    String url = "http://127.0.0.1:" + unusedPort() + "/v1";

    assertThat(failure(OpenAi.at(url)).message())
        .isEqualTo("The server could not be reached: connection refused (" + url
            + "/chat/completions); check that the server runs and try again.");
  }

  @Test
  void unknownHost() {
    assertThat(failure(OpenAi.at("http://no-such-host.invalid/v1?key=abc")).message())
        .isEqualTo("The server's name is unknown (http://no-such-host.invalid/v1/chat/completions);"
            + " check the URL and the network.");
  }

  /** A listener whose queue is full drops what would connect, as a host behind a firewall does. */
  @Test
  void connectTimeOut() throws Exception {
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) {
        SocketChannel waiting = SocketChannel.open();
        queue.add(waiting);
        waiting.configureBlocking(false);
        waiting.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
      }
      HttpClient client = HttpClient.newBuilder()
          .connectTimeout(Duration.ofMillis(50))
          .executor(Runnable::run)
          .build();
      String url = "http://127.0.0.1:" + full.getLocalPort() + "/v1";

      assertThat(failure(OpenAi.at(url).client(client)).message())
          .isEqualTo("The server could not be reached in time (" + url
              + "/chat/completions); check that the server runs and try again.");
    } finally {
      for (SocketChannel waiting : queue) {
        waiting.close();
      }
    }
  }

  /** Now and then the JDK tells of a lost connection instead of the failed handshake. */
  @Test
  void aServerWithoutTls() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.raw(connection -> {
          connection.awaitByte();
          connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
          connection.awaitClose(); // to close with the client's hello unread would be a reset
        });
        Chat chat = Chat.builder(OpenAi.at("https://127.0.0.1:" + peer.port() + "/v1"))
            .retry(RetryPolicy.NONE)
            .build()) {
      Outcome outcome = chat.send("Hi").join(Dialogue.LIMIT);

      ChatError error = outcome.error().orElseThrow();
      assertThat(error.kind()).isEqualTo(Kind.CONNECTION);
      Dialogue.assertReadable(error.message());
      assertThat(error.message())
          .containsAnyOf(
              "The server does not speak TLS at this port (",
              "The connection broke before an answer came (")
          .contains("https://127.0.0.1:" + peer.port() + "/v1/chat/completions");
    }
  }

  private static ChatError failureOf(Throwable thrown) {
    ChatError error = ConnectionFailures.of(
        URI.create("https://h:8443/v1?key=abc"), new CompletionException(thrown), false);
    assertThat(error.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(error.cause()).isSameAs(thrown);
    Dialogue.assertReadable(error.message());
    return error;
  }

  static Stream<Arguments> failuresOfTls() {
    return Stream.of(
        arguments(
            new CertificateExpiredException("NotAfter: x"),
            "The server's certificate is out of date (https://h:8443/v1); check the server,"
                + " and this machine's clock."),
        arguments(
            new CertificateNotYetValidException("NotBefore: x"),
            "The server's certificate is out of date (https://h:8443/v1); check the server,"
                + " and this machine's clock."),
        arguments(
            new CertificateException("No subject alternative DNS name matching h found."),
            "The server's certificate is for another name (https://h:8443/v1);"
                + " check the host in the URL."),
        arguments(
            new CertPathBuilderException("unable to find valid certification path"),
            "The server's certificate is not trusted (https://h:8443/v1); lend an HttpClient"
                + " whose SSLContext trusts it, if it is right."),
        arguments(
            new IOException("broken pipe"),
            "No secure connection could be made (https://h:8443/v1); check that the server speaks"
                + " TLS and that both sides have a version of it in common."));
  }

  @ParameterizedTest
  @MethodSource("failuresOfTls")
  void aFailureOfTlsSaysWhatItIsAndIsNotRetryable(Exception cause, String words) {
    SSLHandshakeException thrown = new SSLHandshakeException(cause.getMessage());
    thrown.initCause(cause);

    ChatError error = failureOf(thrown);
    assertThat(error.message()).isEqualTo(words);
    assertThat(error.retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Connection refused, connection refused",
    "Connection refused: getsockopt, connection refused",
    "Network is unreachable, the network has no way there",
    "No route to host, the network has no way there",
    "Host unreachable, the network has no way there",
    "Permission denied, the network let no connection be made",
    "Connection timed out, the network let no connection be made",
    ", 'connection refused, or no way there'",
  })
  void onlyARefusalIsCalledOne(String said, String words) {
    ConnectException thrown = new ConnectException(said);
    thrown.initCause(new ClosedChannelException());

    ChatError error = failureOf(thrown);
    assertThat(error.message())
        .isEqualTo("The server could not be reached: " + words
            + " (https://h:8443/v1); check that the server runs and try again.");
    assertThat(error.retryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Type: te"})
  void aServerThatClosesBeforeItHasAnswered(String begin) {
    try (Dialogue dialogue = Dialogue.hearing(begin)) {
      assertThat(dialogue.failed(Kind.CONNECTION, null, true).message())
          .isEqualTo(
              "The connection broke before an answer came (" + dialogue.peer().url()
                  + "/chat/completions); check that the server runs and try again.");
    }
  }

  @Test
  void aServerThatResetsBeforeItHasAnswered() {
    try (Dialogue dialogue = Dialogue.with(PeerConnection::reset)) {
      assertThat(dialogue.failed(Kind.CONNECTION, null, true).message())
          .startsWith("The connection broke before an answer came (");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nbad name : x\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
      })
  void aServerThatDoesNotSpeakHttp(String said) {
    try (Dialogue dialogue = Dialogue.hearing(said)) {
      ChatError error = dialogue.failed(Kind.PROTOCOL, "not_http", false);

      assertThat(error.message())
          .isEqualTo("The server does not speak HTTP (" + dialogue.peer().url()
              + "/chat/completions); check the URL and the port.");
    }
  }
}
