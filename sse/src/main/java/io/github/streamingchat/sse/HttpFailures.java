package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.internal.PeerWords;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Puts into words what HTTP did instead of streaming: what was wrong, and what to do about it. */
final class HttpFailures {
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long MINUTES_PER_HOUR = 60;

  private HttpFailures() {}

  static ChatError status(URI uri, int status, HttpHeaders headers, String body, Instant now) {
    ErrorBody said = ErrorBody.of(body);
    Duration wait = RetryAfter.of(headers, now);
    String where = "(HTTP %d from %s)".formatted(status, where(uri));
    String advice = wait != null && isRetryable(status)
        ? "; try again " + in(wait)
        : advice(status, uri, headers);
    String what = said.message() == null
        ? "%s%s %s.".formatted(whatWasWrong(status), advice, where)
        : "%s %s%s.".formatted(withoutFullStop(said.message()), where, advice);
    return ChatError.builder(kind(status), what)
        .code(said.code() == null ? "http_" + status : said.code())
        .retryAfter(wait)
        .retryable(isRetryable(status))
        .cause(new HttpStatusException("HTTP status " + status, status, headers, body))
        .build();
  }

  private static String withoutFullStop(String said) {
    return said.endsWith(".") && !said.endsWith("..") ? said.substring(0, said.length() - 1) : said;
  }

  /** Rounded up: who comes too early is sent away again. */
  private static String in(Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    if (seconds == 0) {
      return "now";
    }
    if (seconds < 2 * SECONDS_PER_MINUTE) {
      return "in " + seconds + (seconds == 1 ? " second" : " seconds");
    }
    long minutes = (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
    return minutes < 2 * MINUTES_PER_HOUR
        ? "in " + minutes + " minutes"
        : "in " + (minutes + MINUTES_PER_HOUR - 1) / MINUTES_PER_HOUR + " hours";
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401, 403 -> Kind.AUTH;
      case 429 -> Kind.RATE_LIMIT;
      case 408, 409, 425 -> Kind.SERVER;
      default -> status >= 500 ? Kind.SERVER : status >= 300 ? Kind.REQUEST : Kind.PROTOCOL;
    };
  }

  private static boolean isRetryable(int status) {
    return status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
  }

  private static String whatWasWrong(int status) {
    return switch (status) {
      case 204 -> "The server had nothing to answer";
      case 401 -> "The server wants other credentials";
      case 403 -> "The credentials are not allowed to do this";
      case 404 -> "There is nothing at this address";
      case 408, 425 -> "The server could not take the request now";
      case 409 -> "The server is busy with a conflicting request";
      case 413 -> "The request is too large";
      case 429 -> "Too many requests";
      default -> {
        if (status >= 500) {
          yield "The server failed";
        }
        if (status >= 400) {
          yield "The server did not accept the request";
        }
        yield status >= 300
            ? "The server is elsewhere"
            : "The server answered with a status that has no stream";
      }
    };
  }

  /** What to do, behind a semicolon, or nothing. */
  private static String advice(int status, URI uri, HttpHeaders headers) {
    return switch (status) {
      case 401 -> "; check the API key";
      case 403 -> "; check the API key's rights";
      case 404 -> "; check the URL and the model's name";
      case 408, 409, 425 -> "; try again";
      case 413 -> "; send a shorter conversation";
      case 429 -> "; wait before trying again";
      default -> {
        if (status >= 500) {
          yield "; try again later";
        }
        if (status >= 400) {
          yield "; check the model and the options";
        }
        yield status >= 300 ? elsewhere(uri, headers) : "";
      }
    };
  }

  private static String elsewhere(URI uri, HttpHeaders headers) {
    return headers
        .firstValue("location")
        .filter(location -> !location.isBlank())
        .map(location -> "; use the address it names: " + address(uri, location.strip()))
        .orElse(", but it names no address; check the URL");
  }

  /** A location may be relative to the request's address (RFC 9110, section 10.2.2). */
  private static String address(URI uri, String location) {
    try {
      URI named = uri.resolve(new URI(location));
      return PeerWords.shown(named.getHost() == null ? location : where(named));
    } catch (URISyntaxException notAnAddress) {
      return PeerWords.shown(location);
    }
  }

  static ChatError contentType(
      URI uri, Framing framing, String contentType, HttpHeaders headers, String body) {
    String type = contentType.isEmpty() ? "no content type" : PeerWords.shown(contentType);
    String what =
        "The server at %s answered with %s instead of %s; check that the URL is that of the API."
            .formatted(where(uri), type, framing.inWords());
    String cause = "HTTP status 200 with " + type + " instead of " + framing.inWords();
    return ChatError.builder(Kind.PROTOCOL, what)
        .code("content_type")
        .cause(new HttpStatusException(cause, 200, headers, body))
        .build();
  }

  static ChatError unsendable(UnsendableException thrown) {
    return ChatError.builder(Kind.REQUEST, String.valueOf(thrown.getMessage()))
        .code("unsendable")
        .cause(thrown)
        .build();
  }

  /** The attempt failed before a response, or the connection broke in the middle of it. */
  static ChatError connection(URI uri, Throwable thrown, boolean responded) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof ProtocolException && !responded) {
      return ChatError.builder(
              Kind.PROTOCOL,
              "The server does not speak HTTP (%s); check the URL and the port."
                  .formatted(where(uri)))
          .code("not_http")
          .cause(cause)
          .build();
    }
    String what =
        "%s (%s); %s.".formatted(whatBroke(cause, responded), where(uri), whatToDo(cause));
    return ChatError.builder(Kind.CONNECTION, what)
        .cause(cause)
        .retryable(cause instanceof IOException && !(cause instanceof SSLException))
        .build();
  }

  private static String whatBroke(Throwable cause, boolean responded) {
    if (responded) {
      return "The connection broke in the middle of the answer";
    }
    if (has(cause, UnresolvedAddressException.class)) {
      return "The server's name is unknown";
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "The server could not be reached in time";
    }
    if (cause instanceof ConnectException) {
      return "The server could not be reached: connection refused";
    }
    if (cause instanceof SSLException) {
      return "No secure connection could be made: " + cause.getMessage();
    }
    return "The connection broke before an answer came";
  }

  private static String whatToDo(Throwable cause) {
    if (has(cause, UnresolvedAddressException.class)) {
      return "check the URL and the network";
    }
    if (cause instanceof SSLException) {
      return "check that the server speaks TLS and that its certificate is trusted";
    }
    return "check that the server runs and try again";
  }

  /** Whether the peer closed the connection, as opposed to a reset or a broken frame. */
  static boolean isEndOfStream(Throwable thrown) {
    return has(thrown, EOFException.class);
  }

  static Throwable unwrapped(Throwable thrown) {
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

  /** Scheme, host and path; a query may hold a key. */
  private static String where(URI uri) {
    String host = uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + host + port + uri.getRawPath();
  }
}
