package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which content types are an event stream: WHATWG HTML 9.2.3, and WPT format-mime-*. */
class ContentTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/event-stream",
        "TEXT/Event-Stream",
        "text/event-stream;charset=utf-8",
        "text/event-stream; charset=UTF-8",
        "text/event-stream;charset=windows-1252",
        "text/event-stream;",
        "text/event-stream ; a=b; c=\"d;e\"",
        "text/event-stream;bogus",
        "  text/event-stream  ",
      })
  void anEventStreamHasAnyParametersInAnyCaseAndIsAlwaysUtf8(String contentType) {
    try (Dialogue dialogue = Dialogue.hearing(
        LoopbackPeer.head(200, contentType) + Chunks.text("h\u00e9llo") + Chunks.DONE)) {
      assertThat(dialogue.completed().text()).isEqualTo("h\u00e9llo");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/html; charset=utf-8",
        "text/plain",
        "text/event-stream-x",
        "text/event-streams",
        "text/ event-stream",
        "x text/event-stream",
        "application/octet-stream",
        "application/problem+json",
        ";text/event-stream",
      })
  void whatIsNoEventStreamIsNotReadAsOne(String contentType) throws Exception {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(LoopbackPeer.head(200, contentType) + Chunks.HELLO);
      connection.sendUntilClosed("more of it ".repeat(100));
    })) {
      ChatError error = dialogue.failed(Kind.PROTOCOL, "content_type", false);

      assertThat(error.message())
          .isEqualTo("The server at " + dialogue.peer().url() + "/chat/completions answered with "
              + contentType
              + " instead of an event stream; check that the URL is that of the API.");
      assertThat(error.cause())
          .isInstanceOf(HttpStatusException.class)
          .hasMessage("HTTP status 200 with " + contentType + " instead of an event stream");
      assertThat(((HttpStatusException) error.cause()).body()).startsWith(Chunks.HELLO);
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void noContentTypeIsNoEventStream() {
    try (Dialogue dialogue =
        Dialogue.hearing("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + Chunks.HELLO)) {
      ChatError error = dialogue.failed(Kind.PROTOCOL, "content_type", false);

      assertThat(error.message()).contains("answered with no content type instead of");
    }
  }

  @Test
  void aLoginPageIsNotShown() {
    try (Dialogue dialogue = Dialogue.hearing(
        LoopbackPeer.head(200, "text/html") + "<html><form action=login></form></html>")) {
      ChatError error = dialogue.failed(Kind.PROTOCOL, "content_type", false);

      assertThat(error.message()).doesNotContain("<", "login");
    }
  }

  @Test
  void aContentTypeOfAnyLengthIsShownInPart() {
    try (Dialogue dialogue =
        Dialogue.hearing(LoopbackPeer.head(200, "text/" + "x".repeat(10_000)))) {
      ChatError error = dialogue.failed(Kind.PROTOCOL, "content_type", false);

      assertThat(error.message()).contains("xxx… instead of an event stream");
    }
  }
}
