package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What becomes of a recorded answer behind a byte of it, each time another thing. */
enum WireFault {
  CLOSED(Kind.TRUNCATED),
  RESET(Kind.CONNECTION),
  /** Open until the client closes, which its idle clock does in virtual time. */
  SILENT(Kind.TIMEOUT),
  /** Bytes that no format has, and then the rest. */
  GARBAGE(Kind.TRUNCATED),
  /** The format's own word that something went wrong. */
  ERROR_EVENT(Kind.PROVIDER),
  /** So much of the answer as the body of a status 503. */
  STATUS(Kind.SERVER),
  /** So much of the answer as a web page. */
  WRONG_TYPE(Kind.PROTOCOL),
  SHORT_CHUNK(Kind.TRUNCATED),
  SHORT_LENGTH(Kind.TRUNCATED),
  /** Closed, and asked to go on, the peer says two events again. */
  RESUMED(Kind.TRUNCATED),
  /** Closed, and asked again from the beginning. */
  REPLACED(null);

  private static final Pattern CELL = Pattern.compile("cut-(\\d+)-");
  private static final Pattern RESUME = Pattern.compile("(?i)last-event-id: (\\d+)");
  private static final byte[] ODD_BYTES = "\u00ff\u00c0\u0080\u0000\"}{".getBytes(ISO_8859_1);

  /** How an answer ends that the fault does not spare. */
  private final @Nullable Kind kind;

  WireFault(@Nullable Kind kind) {
    this.kind = kind;
  }

  static String question(int cut) {
    return "cut-" + cut + "-";
  }

  @Nullable
  Kind kind() {
    return kind;
  }

  boolean repeats() {
    return this == RESUMED || this == REPLACED;
  }

  RetryPolicy retry() {
    return repeats()
        ? RetryPolicy.builder()
            .afterText(this == RESUMED ? AfterText.RESUME : AfterText.REPLACE_TEXT)
            .backoff(
                new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
            .build()
        : RetryPolicy.NONE;
  }

  /** Whether the fault leaves the head of the response as it should be. */
  boolean isInTheAnswer() {
    return this != STATUS && this != WRONG_TYPE;
  }

  /** Serves an attempt; what is not closed here is closed in order when this returns. */
  void serve(RecordedAnswer answer, PeerConnection connection, boolean isFirst) throws IOException {
    byte[] whole = answer.bytes(this == RESUMED);
    int cut = cut(connection);
    byte[] kept = Arrays.copyOf(whole, cut);
    byte[] rest = Arrays.copyOfRange(whole, cut, whole.length);
    connection.send(head(answer, whole.length));
    if (!isFirst) {
      Matcher resume = RESUME.matcher(connection.head());
      int known = resume.find() ? Integer.parseInt(resume.group(1)) : 0;
      connection.send(answer.bytesAfter(Math.max(0, known - 2), this == RESUMED));
      return;
    }
    if (this == SHORT_CHUNK) {
      connection.send(Integer.toHexString(whole.length + 1) + "\r\n");
    }
    connection.send(kept);
    switch (this) {
      case RESET -> connection.reset();
      case SILENT -> connection.awaitClose();
      case GARBAGE -> {
        connection.send(ODD_BYTES);
        connection.send(rest);
      }
      case ERROR_EVENT -> connection.send((answer.separator() + answer.error()).getBytes(UTF_8));
      default -> {}
    }
  }

  private String head(RecordedAnswer answer, int length) {
    return switch (this) {
      case STATUS -> LoopbackPeer.head(503, answer.contentType());
      case WRONG_TYPE -> LoopbackPeer.head(200, "text/html");
      case SHORT_CHUNK -> framed(answer, "Transfer-Encoding: chunked");
      case SHORT_LENGTH -> framed(answer, "Content-Length: " + (length + 1));
      default -> LoopbackPeer.head(200, answer.contentType());
    };
  }

  private static String framed(RecordedAnswer answer, String framing) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + answer.contentType() + "\r\n" + framing
        + "\r\n\r\n";
  }

  static int cut(PeerConnection connection) {
    Matcher cell = CELL.matcher(connection.head() + connection.body());
    if (!cell.find()) {
      throw new AssertionError("the question was not sent: " + connection.head());
    }
    return Integer.parseInt(cell.group(1));
  }
}
