package io.github.streamingchat.internal.peer;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Puts the exceptions of a connection into words: what broke, and what to do about it. */
public final class ConnectionFailures {
  private static final String TRY_AGAIN = "check that the server runs and try again";

  private ConnectionFailures() {}

  private record Words(String problem, String advice) {}

  /**
   * Words a failure.
   *
   * @param uri where the connection was to go
   * @param thrown what the client threw
   * @param responded false if the attempt failed before a response, true if the connection broke in
   *     the middle of it
   * @return the error
   */
  public static ChatError of(URI uri, Throwable thrown, boolean responded) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof ProtocolException && !responded) {
      return ChatError.builder(
              Kind.PROTOCOL,
              "The server does not speak HTTP (%s); check the URL and the port."
                  .formatted(Addresses.shown(uri)))
          .code("not_http")
          .cause(cause)
          .build();
    }
    if (isBadFraming(cause)) {
      return ChatError.builder(
              Kind.PROTOCOL,
              "The server does not say rightly how long its answer is (%s); check what stands between it and here."
                  .formatted(Addresses.shown(uri)))
          .code("bad_framing")
          .cause(cause)
          .build();
    }
    Words words = responded
        ? givenUp(cause, "The connection broke in the middle of the answer")
        : words(uri, cause);
    return ChatError.builder(
            Kind.CONNECTION,
            "%s (%s); %s.".formatted(words.problem, Addresses.shown(uri), words.advice))
        .cause(cause)
        .retryable(isRetryable(cause, responded))
        .build();
  }

  /** A handshake that fails does so again, unless it was merely cut. */
  private static boolean isRetryable(Throwable cause, boolean responded) {
    return cause instanceof IOException
        && (responded || isEndOfStream(cause) || !has(cause, SSLException.class));
  }

  /** RFC 9112, sections 6.2 and 7.1. The JDK tells most of it in words only. */
  private static boolean isBadFraming(Throwable thrown) {
    return has(thrown, NumberFormatException.class)
        || has(thrown, ProtocolException.class)
        || says(thrown, "invalid chunk header")
        || says(thrown, "Chunk header size too long")
        || says(thrown, "Illegal character in chunk size");
  }

  private static Words words(URI uri, Throwable cause) {
    if (has(cause, UnresolvedAddressException.class)) {
      return new Words("The server's name is unknown", "check the URL and the network");
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return new Words("The server could not be reached in time", TRY_AGAIN);
    }
    if (cause instanceof ConnectException) {
      return new Words("The server could not be reached: " + whyUnreachable(uri, cause), TRY_AGAIN);
    }
    if (cause instanceof SSLException) {
      return tls(cause);
    }
    return givenUp(cause, "The connection broke before an answer came");
  }

  private static Words givenUp(Throwable cause, String otherwise) {
    if (says(cause, "Use HTTP/1.1")) {
      return new Words(
          "The server wants HTTP/1.1 for this", "leave HttpTransport.Builder.http2 off");
    }
    if (isReset(cause)) {
      return new Words("The server reset the stream of this answer", "try again");
    }
    return isGoAway(cause)
        ? new Words("The server gave the connection up", "try again")
        : new Words(otherwise, TRY_AGAIN);
  }

  /**
   * For a refusal that comes later than the call, the JDK shows no reason but a closed channel, and the
   * same for a host that is away; on the machine itself there is only the former.
   */
  private static String whyUnreachable(URI uri, Throwable cause) {
    String said = said(cause).toLowerCase(Locale.ROOT);
    if (said.contains("refused") || (said.isEmpty() && isLoopback(uri))) {
      return "connection refused";
    }
    if (said.isEmpty()) {
      return "connection refused, or no way there";
    }
    return said.contains("unreachable") || said.contains("no route")
        ? "the network has no way there"
        : "the network let no connection be made";
  }

  private static String said(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        return at.getMessage();
      }
    }
    return "";
  }

  private static boolean isLoopback(URI uri) {
    String host = String.valueOf(uri.getHost());
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static Words tls(Throwable cause) {
    String said = said(cause).toLowerCase(Locale.ROOT);
    if (said.contains("unrecognized ssl message") || said.contains("plaintext connection")) {
      return new Words(
          "The server does not speak TLS at this port", "check the port, or use an http URL");
    }
    if (has(cause, CertificateExpiredException.class)
        || has(cause, CertificateNotYetValidException.class)) {
      return new Words(
          "The server's certificate is out of date", "check the server, and this machine's clock");
    }
    if (said.contains("no subject alternative") || said.contains("no name matching")) {
      return new Words("The server's certificate is for another name", "check the host in the URL");
    }
    if (has(cause, CertificateException.class)
        || has(cause, CertPathBuilderException.class)
        || has(cause, CertPathValidatorException.class)) {
      return new Words(
          "The server's certificate is not trusted",
          "lend an HttpClient whose SSLContext trusts it, if it is right");
    }
    return new Words(
        "No secure connection could be made",
        "check that the server speaks TLS and that both sides have a version of it in common");
  }

  /**
   * Tells whether the peer closed the connection, as opposed to a reset or a broken frame.
   *
   * @param thrown what the client threw
   * @return whether it says so
   */
  public static boolean isEndOfStream(Throwable thrown) {
    return has(thrown, EOFException.class);
  }

  /**
   * Tells whether an HTTP/2 server reset the stream or gave its connection up.
   *
   * @param thrown what the client threw
   * @return whether it says so
   */
  public static boolean isGivenUp(Throwable thrown) {
    return isReset(thrown) || isGoAway(thrown);
  }

  /** The JDK tells it in words only, and since JDK 24 a refused stream in words of its own. */
  private static boolean isReset(Throwable thrown) {
    return says(thrown, "RST_STREAM") || says(thrown, "not processed by peer");
  }

  private static boolean isGoAway(Throwable thrown) {
    return says(thrown, "GOAWAY");
  }

  private static boolean says(Throwable thrown, String words) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof IOException && String.valueOf(at.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives what a future failed with.
   *
   * @param thrown what a stage of the future was told
   * @return the failure behind it
   */
  public static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? unwrapped(cause) : thrown;
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
