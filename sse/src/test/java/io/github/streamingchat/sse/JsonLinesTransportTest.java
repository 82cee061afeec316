package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Limits;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON lines over HTTP, by a format whose lines are pieces of text until one says {@code ["end"]}. */
class JsonLinesTransportTest {
  private static final String ANSWER = "[\"Hel\"]\n\n[\"lo\"]\n[\"end\"]\n";

  private record Lines(TextProtocol events) implements HttpProtocol {
    @Override
    public Framing framing() {
      return Framing.JSON_LINES;
    }

    @Override
    public HttpRequest request(AnswerRequest request) {
      return events.request(request);
    }

    @Override
    public StreamDecoder decoder(AnswerRequest request, EventSink sink) {
      return new StreamDecoder() {
        @Override
        public void event(SseFrame frame) {
          assertThat(frame.type()).isEqualTo(SseEvent.MESSAGE);
          String text = frame.data().substring(2, frame.data().length() - 2);
          if (text.equals("end")) {
            sink.completed(true);
          } else {
            sink.primary().text("0", text);
          }
        }

        @Override
        public void wholeBody(byte[] body) {
          throw new AssertionError("JSON lines have no whole body");
        }

        @Override
        public boolean end() {
          return false;
        }
      };
    }
  }

  private static Outcome ask(LoopbackPeer peer) {
    return ask(peer, Limits.DEFAULTS);
  }

  private static Outcome ask(LoopbackPeer peer, Limits limits) {
    try (ChatTransport transport =
        HttpTransport.builder(new Lines(TextProtocol.at(peer.url()))).build()) {
      return Dialogue.over(transport, limits).send("Hi").join(Dialogue.LIMIT);
    }
  }

  private static LoopbackPeer labelled(String contentType, String body) {
    return LoopbackPeer.sending(LoopbackPeer.head(200, contentType) + body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "application/x-ndjson; charset=utf-8",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/json-lines",
        "Application/Stream+JSON",
        "application/json",
        "text/plain; charset=utf-8"
      })
  void areReadUnderAnyLabelThatServersGiveThem(String contentType) throws Exception {
    try (LoopbackPeer peer = labelled(contentType, ANSWER)) {
      Outcome outcome = ask(peer);

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
      assertThat(outcome.evidence().problems()).isEmpty();
      assertThat(peer.connections().get(0).head())
          .contains("Accept: application/x-ndjson, application/jsonl, application/json\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "text/html", "application/problem+json"})
  void areNotReadUnderAnother(String contentType) throws Exception {
    try (LoopbackPeer peer = labelled(contentType, ANSWER)) {
      ChatError error = Dialogue.failure(ask(peer), Kind.PROTOCOL, "content_type", false);

      assertThat(error.message()).contains(contentType + " instead of JSON lines;");
    }
  }

  @Test
  void aLastLineWithoutItsEndMayEndTheAnswer() throws Exception {
    try (LoopbackPeer peer = labelled("application/x-ndjson", ANSWER.stripTrailing())) {
      assertThat(ask(peer).text()).isEqualTo("Hello");
    }
  }

  @Test
  void aLastLineThatWasCutIsATruncationAndReported() throws Exception {
    try (LoopbackPeer peer = labelled("application/x-ndjson", "[\"Hel\"]\n[\"l")) {
      Outcome outcome = ask(peer);

      Dialogue.failure(outcome, Kind.TRUNCATED, null, true);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(outcome.evidence().problems())
          .extracting(Problem::code)
          .containsExactly("incomplete_line");
    }
  }

  @Test
  void aLineOverTheLimitFailsWithItsName() throws Exception {
    try (LoopbackPeer peer = labelled("application/x-ndjson", ANSWER)) {
      Outcome outcome = ask(peer, Limits.builder().maxLineBytes(6).build());

      ChatError error = Dialogue.failure(outcome, Kind.LIMIT, "maxLineBytes", false);
      assertThat(error.message()).contains("maxLineBytes");
    }
  }
}
