package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.LoopbackPeer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.ChatTransport;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plain formats over real sockets, from the question to the outcome. */
class PlainFormatsTest {
  private enum Format {
    TEXT_LINES(
        TextLines::at,
        "application/x-ndjson",
        """
        {"type":"text","data":"Hel"}
        {"type":"text","data":"lo"}
        {"type":"metadata","data":{"page":3}}
        """,
        "{\"type\":\"complete\"}\n",
        "POST /v1 HTTP/1.1",
        "application/x-ndjson"),
    TOKEN_EVENTS(
        TokenEvents::at,
        "text/event-stream",
        """
        event: token
        data: {"content":"Hel"}

        event: token
        data: {"content":"lo"}

        event: metadata
        data: {"metadata":{"page":3}}

        """,
        "event: done\ndata: {}\n\n",
        "POST /v1 HTTP/1.1",
        "text/event-stream"),
    MESSAGE_EVENTS(
        MessageEvents::at,
        "text/event-stream",
        """
        event: message
        data: {"content":"Hel"}

        event: message
        data: {"content":"lo","metadata":{"page":3}}

        """,
        "event: complete\ndata: {}\n\n",
        "GET /v1?prompt=Hi HTTP/1.1",
        "text/event-stream"),
    MESSAGE_LINES(
        url -> MessageEvents.at(url).framing(Framing.JSON_LINES),
        "application/json",
        """
        {"event":"message","data":{"content":"Hel"}}
        {"event":"message","data":{"content":"lo","metadata":{"page":3}}}
        """,
        "{\"event\":\"complete\"}",
        "GET /v1?prompt=Hi HTTP/1.1",
        "application/x-ndjson");

    private final Function<String, HttpEndpoint<?>> at;
    private final String contentType;
    private final String text;
    private final String end;
    private final String requestLine;
    private final String accept;

    Format(
        Function<String, HttpEndpoint<?>> at,
        String contentType,
        String text,
        String end,
        String requestLine,
        String accept) {
      this.at = at;
      this.contentType = contentType;
      this.text = text;
      this.end = end;
      this.requestLine = requestLine;
      this.accept = accept;
    }

    private LoopbackPeer sending(String body) {
      return LoopbackPeer.sending(LoopbackPeer.head(200, contentType) + body);
    }

    private Outcome ask(LoopbackPeer peer) {
      return ask(peer, Limits.DEFAULTS);
    }

    private Outcome ask(LoopbackPeer peer, Limits limits) {
      try (ChatTransport transport = at.apply(peer.url()).newTransport();
          Chat chat = Dialogue.over(transport, limits)) {
        return chat.send("Hi").join(Dialogue.LIMIT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerGrowsOneMessageWithItsMetadata(Format format) throws Exception {
    try (LoopbackPeer peer = format.sending(format.text + format.end)) {
      Outcome outcome = format.ask(peer);

      assertThat(outcome.status()).as("%s", outcome).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.message().metadata()).containsEntry("page", 3L);
      assertThat(outcome.evidence().endMarkSeen()).isTrue();
      assertThat(outcome.evidence().problems()).isEmpty();
      assertThat(outcome.evidence().lateEvents()).isEmpty();
      assertThat(peer.connections().get(0).head())
          .startsWith(format.requestLine)
          .contains("Accept: " + format.accept);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutItsEndMarkItIsTruncatedWithTheTextKept(Format format) throws Exception {
    try (LoopbackPeer peer = format.sending(format.text)) {
      Outcome outcome = format.ask(peer);

      Dialogue.failure(outcome, Kind.TRUNCATED, null, true);
      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.message().metadata()).containsEntry("page", 3L);
    }
  }

  /** Whatever is nested in it: what is read into maps is no larger than the event that it came in. */
  @ParameterizedTest
  @EnumSource
  void metadataIsBoundedByTheLimitOfAnEvent(Format format) throws Exception {
    String large = format.text.replace("3", "[" + "[1],".repeat(200) + "2]");
    try (LoopbackPeer peer = format.sending(large + format.end)) {
      Outcome outcome = format.ask(peer, Limits.builder().maxEventBytes(100).build());

      Dialogue.failure(outcome, Kind.LIMIT, "maxEventBytes", false);
      assertThat("Hello").startsWith(outcome.text());
    }
  }
}
