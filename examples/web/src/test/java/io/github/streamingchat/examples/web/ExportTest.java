package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A history as a file. */
class ExportTest {
  private static final String PATH = "/api/documents/report/export";

  private final HeldMind mind = new HeldMind();
  private WebServer server;
  private Browser browser;

  @BeforeEach
  void talk() throws Exception {
    server = WebServer.start(WebSettings.DEFAULTS.mind(mind));
    browser = new Browser(server);
    String id = browser.ask("report", "Why 🌊?").json().path("streamId").asString();
    AnswerEmitter out = mind.next();
    out.text("Because of `waves`.");
    out.complete();
    browser.follow(id).all();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void textHasTheTimesOfTheReadersZone() {
    Browser.Reply there = browser.get(PATH + "?format=text&zone=Asia/Kathmandu");
    Browser.Reply here = browser.get(PATH + "?format=text&zone=UTC");

    assertThat(there.body()).contains("Why 🌊?", "Because of `waves`.");
    assertThat(there.body()).isNotEqualTo(here.body());
    assertThat(there.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(there.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"chat-report.txt\"");
  }

  @Test
  void jsonAndJsonLinesGiveTheMessagesBack() throws IOException {
    String json = browser.get(PATH + "?format=json").body();
    String lines = browser.get(PATH + "?format=jsonl").body();

    List<ChatMessage> messages = Transcript.readJson(new StringReader(json));
    assertThat(messages)
        .extracting(ChatMessage::text)
        .containsExactly("Why 🌊?", "Because of `waves`.");
    assertThat(Transcript.readJsonLines(new StringReader(lines))).isEqualTo(messages);
  }

  @Test
  void markdownIsAFileToo() {
    assertThat(browser.get(PATH + "?format=markdown").header("Content-Disposition"))
        .contains("chat-report.md");
  }

  @Test
  void nothingIsTakenFromAnotherDocumentOrSession() {
    assertThat(browser.get("/api/documents/general/export?format=jsonl").body()).isEmpty();
    assertThat(new Browser(server).get(PATH + "?format=jsonl").body()).isEmpty();
  }
}
