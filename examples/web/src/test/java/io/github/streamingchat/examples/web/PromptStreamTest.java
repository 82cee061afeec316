package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.sse.HttpCancel;
import io.github.streamingchat.sse.SseEvent;
import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.CancelReply;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /stream?prompt=..} as document 004 has it, also read by this library's own client. */
class PromptStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HeldMind mind = new HeldMind();
  private WebServer server;
  private Browser browser;
  private Chat chat;

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start(WebSettings.DEFAULTS.mind(mind));
    browser = new Browser(server);
    chat = Chat.builder(MessageEvents.at(server.url().resolve("/stream")).client(browser.client()))
        .onCancel(HttpCancel.post(server.url().resolve("/cancel") + "?stream_id={stream_id}")
            .client(browser.client()))
        .build();
  }

  @AfterEach
  void stop() {
    chat.close();
    server.close();
  }

  @Test
  void theLibrarysOwnClientReadsIt() throws InterruptedException {
    Answer answer = chat.send("Why is the sky blue?");
    AnswerEmitter out = mind.next();
    out.text("Because of ");
    out.text("`waves` 🌊.");
    out.complete();

    Outcome outcome = answer.join(PATIENCE);
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo("Because of `waves` 🌊.");
    assertThat(browser.messages("general").at("/messages/1/text").asString())
        .isEqualTo(outcome.text());
  }

  @Test
  void theLibrarysOwnClientIsToldOfAnError() throws InterruptedException {
    Answer answer = chat.send("Why?");
    AnswerEmitter out = mind.next();
    out.text("Because");
    out.fail(ChatError.of(ChatError.Kind.PROVIDER, "The model is tired."));

    Outcome outcome = answer.join(PATIENCE);
    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.PROVIDER);
    assertThat(outcome.error().orElseThrow().message()).contains("The model is tired.");
  }

  @Test
  void theLibrarysOwnClientStopsTheAnswerHere() throws Exception {
    Answer answer = chat.send("Why?");
    AnswerEmitter out = mind.next();
    out.text("Because");
    Eventually.holds("the text came", () -> answer.message().text().equals("Because"));

    CancelReply reply =
        answer.cancel().peer().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(reply.status()).isEqualTo(CancelReply.Status.CONFIRMED);
    assertThat(out.isOpen()).isFalse();
  }

  @Test
  void whoComesBackIsNotAnsweredAnew() throws InterruptedException {
    Browser.Following first = browser.prompt("Why?", null);
    AnswerEmitter out = mind.next();
    first.close();
    out.text("Because.");
    out.complete();

    List<SseEvent> rest = browser.prompt("Why?", "1").all();
    assertThat(Browser.text(rest)).isEqualTo("Because.");
    String last = rest.get(rest.size() - 1).lastEventId();
    assertThat(browser.prompt("Why?", last).status()).isEqualTo(204);
    assertThat(browser.prompt("Something else", "1").status()).isEqualTo(204);
    JsonNode messages = browser.messages("general").path("messages");
    assertThat(messages).hasSize(2);
  }

  @Test
  void aSecondPromptIsRefusedWhileTheFirstIsAnswered() throws InterruptedException {
    try (Browser.Following first = browser.prompt("Why?", null)) {
      mind.next();
      assertThat(browser.prompt("And why?", null).status()).isEqualTo(409);
      assertThat(first.status()).isEqualTo(200);
    }
  }
}
