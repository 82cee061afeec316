package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.limits.Rate;
import io.github.streamingchat.examples.web.limits.ServerLimits;
import io.github.streamingchat.examples.web.log.MemoryEventLogs;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.sse.SseEvent;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who follow a stream: who comes too late, who leaves, and who never was there. */
class FollowersTest {
  private static final Patience PATIENCE = Patience.DEFAULTS;

  private final HeldMind mind = new HeldMind();
  private final VirtualTime time = new VirtualTime();
  private WebServer server;

  private Browser visit(WebSettings settings) throws IOException {
    server = WebServer.start(settings.mind(mind).time(time));
    return new Browser(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void untilFollowers(long count) {
    Eventually.holds(count + " follow", () -> server.followers().count() == count);
  }

  @Test
  void whosePlaceIsGoneIsToldTheWholeTextAnew() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS.logs(new MemoryEventLogs(1_000)));
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      out.text(i + ", ");
      said.append(i).append(", ");
      int length = said.length();
      Eventually.holds(
          "it was said",
          () -> length
              <= browser.messages("general").at("/messages/1/text").asString().length());
    }
    out.complete();

    for (String place : List.of("", "3", "7777", "nonsense")) {
      List<SseEvent> events = browser.follow(id, place).all();
      assertThat(events.get(0).type()).isEqualTo("replaced");
      assertThat(Browser.text(events)).isEqualTo(said.toString());
      assertThat(events.get(events.size() - 1).type()).isEqualTo("complete");
    }
  }

  @Test
  void whoIsCutOffWhileTheTextIsToldAnewMissesNothing() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS.logs(new MemoryEventLogs(3_000)));
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    String said = "0123456789".repeat(1_000);
    out.text(said);
    Eventually.holds(
        "it was said",
        () -> said.equals(browser.messages("general").at("/messages/1/text").asString()));
    List<SseEvent> heard;
    try (Browser.Following following = browser.follow(id)) {
      heard = new ArrayList<>(following.events().limit(4).toList());
    }
    out.complete();

    heard.addAll(browser.follow(id, heard.get(heard.size() - 1).lastEventId()).all());
    assertThat(Browser.text(heard)).isEqualTo(said);
  }

  @Test
  void aLogThatFailsAtTheBeginningLeavesNoAnswerBehind() throws Exception {
    FailingLogs logs = new FailingLogs();
    Browser browser = visit(WebSettings.DEFAULTS.logs(logs));
    logs.fail();
    assertThat(browser.ask("general", "Why?").status()).isEqualTo(500);
    assertThat(browser.get("/api/metrics").json().path("activeStreams").asInt()).isZero();
    assertThat(browser.ask("general", "Why?").status()).isEqualTo(202);
  }

  @Test
  void aLogThatFailsForAMomentLosesNothing() throws Exception {
    FailingLogs logs = new FailingLogs();
    Browser browser = visit(WebSettings.DEFAULTS.logs(logs));
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("one ");
    logs.untilAppended("one ");
    logs.fail();
    out.text("two ");
    logs.untilFailed();
    out.text("three");
    out.complete();

    List<SseEvent> events = browser.follow(id).all();
    assertThat(Browser.text(events)).isEqualTo("one two three");
    assertThat(events.get(events.size() - 1).type()).isEqualTo("complete");
  }

  @Test
  void aStreamThatIsSilentSaysThatItIsAlive() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS);
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    try (Browser.Following following = browser.follow(id)) {
      untilFollowers(1);
      time.advance(PATIENCE.heartbeat());
      time.advance(PATIENCE.heartbeat());
      out.text("Because.");
      out.complete();
      assertThat(Browser.text(following.all())).isEqualTo("Because.");
    }
    untilFollowers(0);
  }

  @Test
  void anAnswerWhoseBrowserVanishedIsStoppedAfterAWhile() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS);
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("Because");
    Browser.Following following = browser.follow(id);
    untilFollowers(1);
    following.close();
    Eventually.holds("the heartbeat finds nobody", () -> {
      out.heartbeat(); // or the answer itself would time out
      time.advance(PATIENCE.heartbeat());
      return server.followers().count() == 0;
    });
    assertThat(out.isOpen()).isTrue();

    out.heartbeat();
    time.advance(PATIENCE.unfollowed());
    assertThat(out.isOpen()).isFalse();
    assertThat(browser.messages("general").at("/messages/1/text").asString()).isEqualTo("Because");
    assertThat(browser.messages("general").at("/messages/1/status").asString())
        .isEqualTo("CANCELLED");
  }

  @Test
  void anAnswerThatNobodyEverFollowedIsStoppedAfterAWhile() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS);
    browser.ask("Why?");
    AnswerEmitter out = mind.next();

    time.advance(PATIENCE.unfollowed());
    assertThat(out.isOpen()).isFalse();
  }

  @Test
  void aStreamIsForgottenAWhileAfterItsEnd() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS);
    String id = browser.ask("Why?");
    mind.next().complete();
    assertThat(browser.follow(id).all()).isNotEmpty();

    Eventually.holds("it is forgotten", () -> {
      time.advance(PATIENCE.kept());
      return browser.follow(id).status() == 404;
    });
    assertThat(browser.messages("general").path("messages")).hasSize(2);
  }

  @Test
  void aSessionThatWasSilentForAnHourIsForgotten() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS);
    browser.ask("Why?");
    mind.next().complete();
    time.advance(Duration.ofMinutes(40));
    assertThat(browser.messages("general").path("messages")).hasSize(2);
    time.advance(Duration.ofMinutes(40));
    assertThat(browser.messages("general").path("messages")).hasSize(2);

    time.advance(Duration.ofMinutes(62));
    assertThat(browser.messages("general").path("messages")).isEmpty();
  }

  @Test
  void whoAsksTooOftenIsToldHowLongToWait() throws Exception {
    Rate rate = new Rate(2, Duration.ofSeconds(3));
    ServerLimits limits = ServerLimits.DEFAULTS;
    Browser browser = visit(WebSettings.DEFAULTS.limits(
        new ServerLimits(limits.bounds(), limits.patience(), rate, limits.perAddress())));
    assertThat(browser.ask("general", "Why?").status()).isEqualTo(202);
    assertThat(browser.ask("report", "Why?").status()).isEqualTo(202);

    Browser.Reply third = browser.ask("handbook", "Why?");
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.errorType()).isEqualTo("rate_limit");
    assertThat(third.header("Retry-After")).isEqualTo("3");
    assertThat(new Browser(server).ask("general", "Why?").status()).isEqualTo(202);
    time.advance(Duration.ofSeconds(3));
    assertThat(browser.ask("handbook", "Why?").status()).isEqualTo(202);
  }

  @Test
  void moreAnswersThanMayRunAreRefusedUntilOneEnds() throws Exception {
    Bounds bounds = new Bounds(4_000, 65_536, 200_000, 500, 10, 10, 1, 10, 16_000, 65_536);
    ServerLimits limits = ServerLimits.DEFAULTS;
    Browser browser = visit(WebSettings.DEFAULTS.limits(
        new ServerLimits(bounds, limits.patience(), limits.perSession(), limits.perAddress())));
    String id = browser.ask("Why?");
    Browser.Reply second = browser.ask("report", "Why?");
    assertThat(second.status()).isEqualTo(503);
    assertThat(second.header("Retry-After")).isEqualTo("5");
    assertThat(browser.messages("report").path("messages")).isEmpty();

    mind.next().complete();
    browser.follow(id).all();
    Eventually.holds("there is room", () -> browser.ask("report", "Why?").status() == 202);
  }

  @Test
  void anAnswerThatBrokeOffIsSaidAgainFromTheBeginning() throws Exception {
    Browser browser = visit(WebSettings.DEFAULTS);
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("Beca");
    try (Browser.Following following = browser.follow(id)) {
      assertThat(following.events().anyMatch(event -> event.data().contains("Beca")))
          .isTrue();
    }
    out.fail(ChatError.builder(ChatError.Kind.CONNECTION, "It broke.")
        .retryable(true)
        .build());
    time.advance(Duration.ofSeconds(5));
    AnswerEmitter again = mind.next();
    again.text("Because.");
    again.complete();

    List<SseEvent> events = browser.follow(id).all();
    assertThat(Browser.text(events)).isEqualTo("Because.");
    assertThat(events).extracting(SseEvent::type).contains("replaced");
    assertThat(events)
        .filteredOn(event -> event.type().equals("status"))
        .extracting(event -> Browser.json(event).path("state").asString())
        .contains("BACKING_OFF");
    assertThat(browser.get("/api/metrics").json().path("answers").asInt()).isEqualTo(1);
  }
}
