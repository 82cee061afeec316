package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.transport.StreamEvent.Completed;
import org.junit.jupiter.api.Test;

/** {@link MessageEvents} as JSON lines. */
class MessageLinesTest extends DecoderContract {
  @Override
  HttpEndpoint<?> endpoint() {
    return MessageEvents.at("http://localhost/stream").framing(Framing.JSON_LINES);
  }

  @Override
  String text(String json) {
    return line("message", "{'content':'" + json + "'}");
  }

  @Override
  String error(String words) {
    return line("error", "{'error':{'type':'other','message':'" + words + "'}}");
  }

  @Override
  String end() {
    return "{\"event\":\"complete\"}\n";
  }

  @Override
  String frame(String data) {
    return data + "\n";
  }

  private static String line(String event, String data) {
    return "{'event':'%s','data':%s}\n".formatted(event, data).replace('\'', '"');
  }

  @Test
  void anErrorWithoutDataFails() {
    assertThat(Decoding.of(endpoint(), "{\"event\":\"error\"}\n").error().kind())
        .isEqualTo(Kind.PROVIDER);
  }

  @Test
  void anUnknownEventIsPassedOverAndReported() {
    Decoding decoding =
        Decoding.of(endpoint(), line("status", "{}") + "{\"event\":7}\n" + text("a") + end());

    assertThat(decoding.text()).isEqualTo("a");
    assertThat(decoding.problems()).containsExactly("unknown_event", "unknown_event");
  }

  @Test
  void aLastLineWithoutItsEndCompletes() {
    assertThat(Decoding.of(endpoint(), text("a") + end().strip()).end())
        .isEqualTo(new Completed(true));
  }
}
