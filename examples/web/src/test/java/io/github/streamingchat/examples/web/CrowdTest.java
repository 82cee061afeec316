package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Rate;
import io.github.streamingchat.examples.web.limits.ServerLimits;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More of everything than the server holds. */
class CrowdTest {
  private static final int SESSIONS = 3;
  private static final int KEPT = 2;
  private static final int MESSAGES = 4;
  private static final int ANSWER = 100;
  private static final int VISITS = 5;

  private final HeldMind mind = new HeldMind();
  private final VirtualTime time = new VirtualTime();
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    Bounds bounds =
        new Bounds(4_000, 65_536, ANSWER, MESSAGES, SESSIONS, 100, 100, KEPT, 16_000, 65_536);
    ServerLimits usual = ServerLimits.DEFAULTS;
    server = WebServer.start(WebSettings.DEFAULTS
        .mind(mind)
        .time(time)
        .limits(new ServerLimits(
            bounds,
            usual.patience(),
            usual.perSession(),
            new Rate(VISITS, Duration.ofSeconds(1)))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void ofTooManySessionsTheOneThatWasSilentForLongestIsDroppedAndItsAnswerStopped()
      throws InterruptedException {
    Browser silent = new Browser(server);
    silent.ask("Why?");
    AnswerEmitter out = mind.next();
    Browser talking = new Browser(server);
    talking.ask("general", "Why?");
    new Browser(server);
    time.advance(Duration.ofSeconds(5));
    talking.messages("general");

    new Browser(server);
    assertThat(out.isOpen()).isFalse();
    assertThat(talking.messages("general").path("messages")).hasSize(2);
    assertThat(silent.messages("general").path("messages")).isEmpty();
  }

  @Test
  void anAddressThatComesAnewTooOftenIsToldToWait() {
    for (int i = 0; i < VISITS; i++) {
      new Browser(server);
    }
    Browser.Reply late = new Browser(server).get("/");
    assertThat(late.status()).isEqualTo(429);
    assertThat(late.header("Set-Cookie")).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(new Browser(server).get("/").status()).isEqualTo(200);
  }

  @Test
  void ofTooManyStreamsTheOldestThatHasEndedIsForgotten() throws InterruptedException {
    Browser browser = new Browser(server);
    String first = answered(browser, "general");
    String second = answered(browser, "report");
    assertThat(browser.follow(first).status()).isEqualTo(200);

    String third = answered(browser, "handbook");
    assertThat(browser.follow(first).status()).isEqualTo(404);
    assertThat(browser.follow(second).status()).isEqualTo(200);
    assertThat(browser.follow(third).status()).isEqualTo(200);
  }

  @Test
  void aHistoryThatIsFullSaysSoAndGoesOnWhenItIsCleared() throws InterruptedException {
    Browser browser = new Browser(server);
    answered(browser, "general");
    answered(browser, "general");

    Browser.Reply full = browser.ask("general", "And why?");
    assertThat(full.status()).isEqualTo(413);
    assertThat(full.errorType()).isEqualTo("too_large");
    browser.clear("general");
    assertThat(browser.ask("general", "And why?").status()).isEqualTo(202);
  }

  @Test
  void anAnswerThatIsTooLongEndsWithAnErrorAndKeepsItsText() throws InterruptedException {
    Browser browser = new Browser(server);
    String id = browser.ask("Why?");
    AnswerEmitter out = mind.next();
    out.text("x".repeat(ANSWER));
    out.text("y");

    assertThat(Browser.text(browser.follow(id).all())).isEqualTo("x".repeat(ANSWER));
    assertThat(browser.messages("general").at("/messages/1/error/type").asString())
        .isEqualTo("too_large");
  }

  private String answered(Browser browser, String document) throws InterruptedException {
    String id = browser.ask(document, "Why?").json().path("streamId").asString();
    mind.next().complete();
    assertThat(browser.follow(id).all()).isNotEmpty();
    Eventually.holds(
        "the room is free", () -> browser.messages(document).path("running").isNull());
    return id;
  }
}
