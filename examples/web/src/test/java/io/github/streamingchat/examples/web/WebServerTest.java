package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.sse.SseEvent;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the page is promised, over real sockets. */
class WebServerTest {
  private final HeldMind mind = new HeldMind();
  private WebServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start(WebSettings.DEFAULTS.mind(mind));
    browser = new Browser(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aQuestionIsAnsweredPieceByPiece() throws InterruptedException {
    Browser.Reply asked = browser.ask("general", " Why is the sky blue? ");
    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.json().at("/userMessage/text").asString()).isEqualTo("Why is the sky blue?");
    String id = asked.json().path("streamId").asString();

    AnswerEmitter out = mind.next();
    try (Browser.Following following = browser.follow(id)) {
      Iterator<SseEvent> events = following.events().iterator();
      assertThat(Browser.json(events.next()).at("/metadata/stream_id").asString())
          .isEqualTo(id);
      out.text("Because 🌤 ");
      JsonNode first = Browser.json(next("message", events));
      assertThat(first.path("content").asString()).isEqualTo("Because 🌤 ");
      assertThat(first.at("/metadata/token_count").asInt()).isEqualTo(10);
      JsonNode progress = Browser.json(next("progress", events));
      assertThat(progress.path("pieces").asInt()).isEqualTo(1);
      assertThat(progress.path("characters").asInt()).isEqualTo(11);
      assertThat(progress.path("share").isNull()).isTrue();
      out.metadata(Map.of("expectedCharacters", 44));
      out.text("of `waves`.");
      assertThat(Browser.json(next("message", events)).path("content").asString())
          .isEqualTo("of `waves`.");
      JsonNode hint = Browser.json(next("hint", events));
      assertThat(hint.path("kind").asString()).isEqualTo("CODE");
      assertThat(hint.path("from").asInt()).isEqualTo(14);
      Browser.Reply stopped = browser.cancel(id);
      assertThat(stopped.status()).isEqualTo(200);
      assertThat(Browser.json(next("progress", events)).path("share").asDouble())
          .isEqualTo(0.5);
      SseEvent last = next("complete", events);
      assertThat(Browser.json(last).path("status").asString()).isEqualTo("CANCELLED");
      assertThat(Browser.json(last).path("messageId")).isEqualTo(asked.json().path("messageId"));
      assertThat(events.hasNext()).isFalse();
    }
  }

  /** Passes over how the answer stands, which is told whenever it moves. */
  private static SseEvent next(String type, Iterator<SseEvent> events) {
    SseEvent event = events.next();
    while (!event.type().equals(type)) {
      assertThat(event.type()).isIn("status", "progress");
      event = events.next();
    }
    return event;
  }

  @Test
  void aPageThatIsReloadedInMidAnswerFollowsOnAndMissesNothing() throws InterruptedException {
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("one ");
    String place;
    try (Browser.Following following = browser.follow(id)) {
      Iterator<SseEvent> events = following.events().iterator();
      SseEvent event = events.next();
      while (!event.data().contains("one ")) {
        event = events.next();
      }
      place = event.lastEventId();
    }
    out.text("two ");

    JsonNode shown = browser.messages("general");
    assertThat(shown.at("/running/streamId").asString()).isEqualTo(id);
    assertThat(shown.at("/messages/1/text").asString()).isEqualTo("one two ");
    out.text("three");
    out.complete();

    assertThat(Browser.text(browser.follow(id).all())).isEqualTo("one two three");
    assertThat(Browser.text(browser.follow(id, place).all())).isEqualTo("two three");
    assertThat(browser.messages("general").path("running").isNull()).isTrue();
  }

  @Test
  void whoHasHeardAllIsToldNotToComeAgain() throws InterruptedException {
    String id = browser.ask("Why?");
    mind.next().complete();
    List<SseEvent> all = browser.follow(id).all();

    String last = all.get(all.size() - 1).lastEventId();
    assertThat(browser.follow(id, last).status()).isEqualTo(204);
  }

  @Test
  void aSecondQuestionIsRefusedWhileTheFirstIsAnswered() throws InterruptedException {
    browser.ask("Why?");
    AnswerEmitter out = mind.next();

    Browser.Reply second = browser.ask("general", "And why?");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.errorType()).isEqualTo("busy");
    assertThat(browser.messages("general").path("messages")).hasSize(2);
    assertThat(browser.ask("report", "And why?").status()).isEqualTo(202);
    out.complete();
  }

  @Test
  void stopStopsTheAnswerItself() throws InterruptedException {
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("Because");

    Browser.Reply stopped = browser.cancel(id);
    assertThat(stopped.status()).isEqualTo(200);
    assertThat(stopped.json().path("status").asString()).isEqualTo("cancelled");
    assertThat(out.isOpen()).isFalse();
    List<SseEvent> events = browser.follow(id).all();
    assertThat(Browser.text(events)).isEqualTo("Because");
    assertThat(Browser.json(events.get(events.size() - 1)).path("status").asString())
        .isEqualTo("CANCELLED");

    Browser.Reply again = browser.cancel(id);
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.json().path("status").asString()).isEqualTo("not_found");
  }

  @Test
  void anotherSessionNeitherSeesNorStopsAnything() throws InterruptedException {
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    Browser stranger = new Browser(server);

    assertThat(stranger.messages("general").path("messages")).isEmpty();
    assertThat(stranger.cancel(id).status()).isEqualTo(404);
    assertThat(stranger.follow(id).status()).isEqualTo(404);
    assertThat(out.isOpen()).isTrue();
    assertThat(stranger.ask("general", "Why?").status()).isEqualTo(202);
  }

  @Test
  void clearingAHistoryCancelsItsAnswerAndLeavesOtherDocumentsAlone() throws InterruptedException {
    browser.ask("general", "Why?");
    AnswerEmitter out = mind.next();
    browser.ask("report", "How much?");

    assertThat(browser.clear("general").status()).isEqualTo(200);
    assertThat(out.isOpen()).isFalse();
    assertThat(browser.messages("general").path("messages")).isEmpty();
    assertThat(browser.messages("report").path("messages")).hasSize(2);
  }

  @Test
  void anErrorStandsBesideTheTextThatCame() throws InterruptedException {
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("Because");
    out.fail(ChatError.of(ChatError.Kind.PROVIDER, "The model is tired."));

    List<SseEvent> events = browser.follow(id).all();
    SseEvent error = events.get(events.size() - 2);
    assertThat(error.type()).isEqualTo("error");
    assertThat(Browser.json(error).at("/error/type").asString()).isEqualTo("llm");
    assertThat(Browser.json(error).at("/error/message").asString())
        .isEqualTo("The model is tired.");
    JsonNode message = browser.messages("general").at("/messages/1");
    assertThat(message.path("text").asString()).isEqualTo("Because");
    assertThat(message.path("status").asString()).isEqualTo("FAILED");
    assertThat(message.at("/error/message").asString()).isEqualTo("The model is tired.");
  }

  @Test
  void whatAnExceptionSaysStaysOnTheServer() throws InterruptedException {
    String id = browser.ask("Why?");
    mind.next().fail(new IllegalStateException("password=hunter2 at /etc/secret"));

    assertThat(browser.follow(id).all()).noneMatch(event -> event.data().contains("hunter2"));
    assertThat(browser.messages("general").toString()).doesNotContain("hunter2");
  }

  @Test
  void anAnswerIsAskedForAgain() throws InterruptedException {
    Browser.Reply asked = browser.ask("general", "Why?");
    mind.next().complete();
    browser.follow(asked.json().path("streamId").asString()).all();
    String earlier = asked.json().path("messageId").asString();

    Browser.Reply again =
        browser.post("/api/documents/general/retry", Map.of("messageId", earlier));
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("replaces").asString()).isEqualTo(earlier);
    AnswerEmitter out = mind.next();
    out.text("Again.");
    out.complete();
    List<SseEvent> events =
        browser.follow(again.json().path("streamId").asString()).all();
    assertThat(Browser.text(events)).isEqualTo("Again.");
    assertThat(browser.messages("general").path("messages")).hasSize(2);
    assertThat(browser.messages("general").at("/messages/1/id"))
        .isEqualTo(again.json().path("messageId"));
  }

  @Test
  void withoutStreamingTheReplyIsTheWholeAnswer() {
    WebSettings whole = WebSettings.DEFAULTS.streaming(false);
    try (WebServer other = started(whole)) {
      Browser page = new Browser(other);
      Browser.Reply reply = page.ask("general", "Why?");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().at("/message/status").asString()).isEqualTo("COMPLETED");
      assertThat(reply.json().at("/message/text").asString()).contains("You asked");
      assertThat(reply.json().at("/message/hints")).isNotEmpty();

      Browser.Reply switched = page.put("/api/settings", Map.of("streaming", true));
      assertThat(switched.json().path("streaming").asBoolean()).isTrue();
      assertThat(page.ask("report", "Why?").status()).isEqualTo(202);
    }
  }

  private static WebServer started(WebSettings settings) {
    try {
      return WebServer.start(settings);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
