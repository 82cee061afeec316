package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.Addresses;
import io.github.streamingchat.internal.peer.ConnectionFailures;
import io.github.streamingchat.internal.peer.Credentials;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.internal.peer.StatusFailures;
import io.github.streamingchat.internal.peer.Statuses;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the ends of connections into words: what broke, where, and what to do about it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param address where the connection goes
 * @param credentials what must not be shown
 */
record LinkFailures(URI address, Credentials credentials) {
  private static final int FIRST_ERROR = 300;

  static LinkFailures of(Dial dial) {
    return new LinkFailures(dial.address(), Credentials.ofHeaders(dial.headers(), dial.address()));
  }

  private String where() {
    return Addresses.shown(address);
  }

  ChatError handshake(Throwable thrown, Duration limit, Instant now) {
    Throwable cause = ConnectionFailures.unwrapped(thrown);
    if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
      return refused(refused, refused.getResponse(), now);
    }
    if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
      return ChatError.builder(
              Kind.TIMEOUT,
              "The server at %s did not open a WebSocket within %d ms; it may be down or overloaded. Try again, or raise ChatSocket.Builder.connectTimeout."
                  .formatted(where(), limit.toMillis()))
          .code("handshake")
          .cause(cause)
          .retryable(true)
          .build();
    }
    if (cause instanceof IllegalArgumentException) { // no cause: it quotes headers as they are
      return ChatError.builder(
              Kind.REQUEST,
              "No WebSocket can be asked for at %s: %s."
                  .formatted(
                      where(),
                      credentials.hiddenIn(PeerWords.shown(String.valueOf(cause.getMessage())))))
          .code("unsendable")
          .build();
    }
    return ConnectionFailures.of(address, cause, false);
  }

  private ChatError refused(
      WebSocketHandshakeException thrown, HttpResponse<?> response, Instant now) {
    int status = response.statusCode();
    if (status < FIRST_ERROR) {
      return ChatError.builder(
              Kind.PROTOCOL,
              "The server at %s does not speak WebSocket there (HTTP %d); check the URL."
                  .formatted(where(), status))
          .code("no_websocket")
          .cause(thrown)
          .build();
    }
    StatusFailures.Response came =
        new StatusFailures.Response(status, response.headers(), text(response.body()));
    return new StatusFailures(address, credentials, null)
        .status(came, Statuses.kind(status), Statuses.mayPass(status), now)
        .refreshable(status == 401)
        .cause(thrown)
        .build();
  }

  /** The JDK gives the body since JDK-8240666, without promising as what. */
  private static String text(@Nullable Object body) {
    return body instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : body instanceof String text ? text : "";
  }

  ChatError socks() {
    return ChatError.builder(
            Kind.REQUEST,
            "A SOCKS proxy is set for %s, and the JDK's WebSocket would go around it; set an HTTP proxy, or one that says DIRECT, with ChatSocket.Builder.proxy."
                .formatted(where()))
        .code("socks_proxy")
        .build();
  }

  ChatError closed(int code, String reason, CloseCodes codes, RandomGenerator random) {
    CloseCodes.Meaning meaning = codes.meaning(code);
    String said = PeerWords.shown(credentials.hiddenIn(reason));
    String what = said.isEmpty() ? inWords(code) : said;
    Duration wait = meaning.wait(random);
    return ChatError.builder(
            meaning.kind(),
            "The server closed the connection: %s (code %d from %s)."
                .formatted(what, code, where()))
        .code("close_" + code)
        .retryable(meaning.retryable())
        .refreshable(meaning.refreshable())
        .retryAfter(wait.isZero() ? null : wait)
        .cause(new SocketClosedException("closed with code " + code, code, null))
        .build();
  }

  private static String inWords(int code) {
    return switch (code) {
      case 1000 -> "it is done";
      case 1001 -> "it goes away";
      case 1005, 1006 -> "it said no reason";
      case 1008, 4403 -> "it does not allow this";
      case 1009 -> "a message is too large for it";
      case 1011 -> "it failed";
      case 1012 -> "it restarts";
      case 1013, 4408, 4429 -> "it is overloaded";
      case 4401 -> "it wants other credentials";
      default -> "it said no reason";
    };
  }

  ChatError broke(@Nullable Throwable thrown) {
    Throwable cause = thrown == null ? null : ConnectionFailures.unwrapped(thrown);
    if (cause instanceof ProtocolException) {
      return ChatError.builder(
              Kind.PROTOCOL,
              "The server at %s sent what no WebSocket may send; check what stands between it and here."
                  .formatted(where()))
          .code("bad_websocket_frame")
          .cause(cause)
          .build();
    }
    return ChatError.builder(
            Kind.CONNECTION,
            "The connection to %s broke; check that the server runs and try again."
                .formatted(where()))
        .cause(cause)
        .retryable(true)
        .build();
  }

  ChatError silent(Duration patience) {
    return ChatError.builder(
            Kind.TIMEOUT,
            "The server at %s went silent: it answered no ping within %d ms."
                .formatted(where(), patience.toMillis()))
        .code("pong")
        .retryable(true)
        .build();
  }

  ChatError overflow(SendLimits limits) {
    return ChatError.builder(
            Kind.LIMIT,
            "The server at %s takes what is sent too slowly: more than %d messages or %d bytes wait; the connection was given up."
                .formatted(where(), limits.maxMessages(), limits.maxBytes()))
        .code("send_queue")
        .retryable(true)
        .build();
  }

  static ChatError byUs() {
    return ChatError.of(Kind.CONNECTION, "The connection was closed on this side.");
  }
}
