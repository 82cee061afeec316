package io.github.streamingchat.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.Limits;
import io.github.streamingchat.journal.Journal;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.source.SimulatedAnswers;
import io.github.streamingchat.sse.HttpTransport;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.CancelHook;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.view.Typewriter;
import io.github.streamingchat.websocket.ChatSocket;
import io.github.streamingchat.websocket.Heartbeat;
import io.github.streamingchat.websocket.SendLimits;
import io.github.streamingchat.websocket.protocol.ThreePhaseDecoder;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README's table of defaults has a row for each knob, with the value that the code has. */
class DefaultsTest {
  record Row(String knob, String value) {}

  static Row[] rows() {
    return new Row[] {
      new Row("Timeouts.connect", seconds(Timeouts.DEFAULT_CONNECT)),
      new Row("Timeouts.idle", seconds(Timeouts.DEFAULT_IDLE)),
      new Row("Timeouts.total", seconds(Timeouts.DEFAULT_TOTAL)),
      new Row("HttpTransport.connectTimeout", seconds(HttpTransport.DEFAULT_CONNECT_TIMEOUT)),
      new Row("HttpTransport.DISCARD_TIME", seconds(HttpTransport.DISCARD_TIME)),
      new Row("RetryPolicy.maxAttempts", number(RetryPolicy.DEFAULT_MAX_ATTEMPTS)),
      new Row("RetryPolicy.maxRetryAfter", seconds(RetryPolicy.DEFAULT_MAX_RETRY_AFTER)),
      new Row(
          "Backoff",
          "%s, %d, %s"
              .formatted(
                  seconds(Backoff.DEFAULT_BASE),
                  (int) Backoff.DEFAULT_FACTOR,
                  seconds(Backoff.DEFAULT_CAP))),
      new Row("BusyPolicy.queue()", number(BusyPolicy.DEFAULT_MOST_WAITING)),
      new Row("Delivery.every()", number(Delivery.DEFAULT_LIMIT)),
      new Row("Chat.Builder.onCancel", seconds(CancelHook.DEFAULT_LIMIT)),
      new Row("Answers.DEFAULT_MAX_THREADS", number(Answers.DEFAULT_MAX_THREADS)),
      new Row(
          "SimulatedAnswers",
          "%d, %d ms"
              .formatted(
                  SimulatedAnswers.DEFAULT_CHARACTERS,
                  SimulatedAnswers.DEFAULT_INTERVAL.toMillis())),
      new Row("HttpTransport.maxRedirects", number(HttpTransport.DEFAULT_MAX_REDIRECTS)),
      new Row("ChatSocket.minUptime", seconds(ChatSocket.DEFAULT_MIN_UPTIME)),
      new Row("ChatSocket.connectTimeout", seconds(ChatSocket.DEFAULT_CONNECT_TIMEOUT)),
      new Row("ChatSocket.closeTimeout", seconds(ChatSocket.DEFAULT_CLOSE_TIMEOUT)),
      new Row(
          "Heartbeat",
          "%s, %s"
              .formatted(seconds(Heartbeat.DEFAULT_INTERVAL), seconds(Heartbeat.DEFAULT_PATIENCE))),
      new Row("SendLimits", "%s, %s".formatted(number(SendLimits.DEFAULT_MAX_MESSAGES), number((int)
              SendLimits.DEFAULT_MAX_BYTES))),
      new Row("ThreePhaseDecoder.MAX_OPEN_STREAMS", number(ThreePhaseDecoder.MAX_OPEN_STREAMS)),
      new Row("ThreePhaseDecoder.MAX_ID_CHARS", number(ThreePhaseDecoder.MAX_ID_CHARS)),
      new Row("Typewriter.catchUp", Typewriter.DEFAULT_CATCH_UP.toMillis() + " ms"),
      new Row("Journal.pieceDelay", Journal.DEFAULT_PIECE_DELAY.toMillis() + " ms"),
      new Row("Journal.pieceCharacters", number(Journal.DEFAULT_PIECE_CHARACTERS)),
      new Row("Journal.retryDelay", seconds(Journal.DEFAULT_RETRY_DELAY)),
      new Row("Limits.maxLineBytes", number(Limits.DEFAULT_MAX_LINE_BYTES)),
      new Row("Limits.maxEventBytes", number(Limits.DEFAULT_MAX_EVENT_BYTES)),
      new Row("Limits.maxErrorBodyBytes", number(Limits.DEFAULT_MAX_ERROR_BODY_BYTES)),
      new Row("Limits.maxMessageChars", number(Limits.DEFAULT_MAX_MESSAGE_CHARS)),
      new Row("Limits.maxParts", number(Limits.DEFAULT_MAX_PARTS)),
      new Row("Limits.maxMessages", number(Limits.DEFAULT_MAX_MESSAGES)),
      new Row("Limits.maxProblems", number(Limits.DEFAULT_MAX_PROBLEMS)),
    };
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theReadmeNamesTheDefault(Row row) {
    assertThat(Readme.text()).contains("| `%s` | %s |".formatted(row.knob(), row.value()));
  }

  @ParameterizedTest
  @MethodSource("everyLimit")
  void theReadmeNamesEveryLimit(String limit) {
    assertThat(Readme.text()).contains("| `Limits." + limit + "` |");
  }

  static String[] everyLimit() {
    return java.util.Arrays.stream(Limits.class.getRecordComponents())
        .map(java.lang.reflect.RecordComponent::getName)
        .toArray(String[]::new);
  }
}
