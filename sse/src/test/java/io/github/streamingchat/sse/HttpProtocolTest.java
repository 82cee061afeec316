package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The transport carries any protocol, by any method: here one of three lines and a GET. */
class HttpProtocolTest {
  private static final String ANSWER = "data: Hel\n\ndata: lo\n\ndata: end\n\n";

  private static Outcome ask(LoopbackPeer peer, UnaryOperator<HttpRequest.Builder> request) {
    TextProtocol protocol = new TextProtocol(
        () -> request.apply(HttpRequest.newBuilder(URI.create(peer.url()))).build());
    try (ChatTransport transport = HttpTransport.builder(protocol).build()) {
      return Chat.builder(transport)
          .retry(RetryPolicy.NONE)
          .build()
          .send("Hi")
          .join(Dialogue.LIMIT);
    }
  }

  private static String head(LoopbackPeer peer) {
    return peer.connections().get(0).head();
  }

  @Test
  void aGetThatAsksForAnEventStream() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + ANSWER)) {
      Outcome outcome = ask(peer, request -> request.header("X-Own", "kept"));

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
      assertThat(head(peer))
          .startsWith("GET /v1 HTTP/1.1\r\n")
          .contains("Accept: text/event-stream\r\n", "X-Own: kept\r\n")
          .doesNotContain("Upgrade:");
    }
  }

  @Test
  void anAcceptHeaderOfTheProtocolsOwnIsKept() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + ANSWER)) {
      ask(peer, request -> request.header("Accept", "text/event-stream, application/json"));

      assertThat(head(peer).split("Accept:")).hasSize(2);
      assertThat(head(peer)).contains("Accept: text/event-stream, application/json\r\n");
    }
  }

  @Test
  void aPostOrAnyOtherMethodKeepsItsBody() throws Exception {
    for (String method : new String[] {"POST", "REPORT"}) {
      try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + ANSWER)) {
        Outcome outcome =
            ask(peer, request -> request.method(method, BodyPublishers.ofString("question")));

        assertThat(outcome.text()).isEqualTo("Hello");
        assertThat(head(peer)).startsWith(method + " /v1 HTTP/1.1\r\n");
        assertThat(peer.connections().get(0).body()).isEqualTo("question");
      }
    }
  }

  @Test
  void withoutItsEndMarkTheAnswerIsTruncated() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + "data: Hel\n\n")) {
      Outcome outcome = ask(peer, request -> request);

      Dialogue.failure(outcome, Kind.TRUNCATED, null, true);
      assertThat(outcome.text()).isEqualTo("Hel");
    }
  }

  @Test
  void aWholeJsonBodyGoesToTheDecoderAsItIs() throws Exception {
    try (LoopbackPeer peer =
        LoopbackPeer.sending(LoopbackPeer.head(200, "application/json") + "{}")) {
      assertThat(ask(peer, request -> request).text()).isEqualTo("{}");
    }
  }

  @Test
  void aProtocolThatThrowsFailsTheAnswerWithItsOwnException() throws Exception {
    IllegalArgumentException thrown = new IllegalArgumentException("no such thing");
    try (LoopbackPeer peer = LoopbackPeer.sending("")) {
      Outcome outcome = ask(peer, request -> {
        throw thrown;
      });

      ChatError error = Dialogue.failure(outcome, Kind.APPLICATION, null, false);
      assertThat(error.cause()).isSameAs(thrown);
      assertThat(peer.accepted()).isZero();
    }
  }
}
