package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does not do, and how it says so. */
@TestInstance(Lifecycle.PER_CLASS)
class BadRequestsTest {
  private static final String MESSAGES = "/api/documents/general/messages";

  private final HeldMind mind = new HeldMind();
  private WebServer server;
  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    server = WebServer.start(WebSettings.DEFAULTS.mind(mind));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void visit() {
    browser = new Browser(server);
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
    return request
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nonsense",
        "[]",
        "\"question\"",
        "{}",
        "{\"question\":null}",
        "{\"question\":7}",
        "{\"question\":[\"Why?\"]}",
        "{\"question\":\" \\n\\t \"}"
      })
  void whatIsNoQuestionIsRefused(String body) {
    Browser.Reply reply = browser.send(json(browser.request(MESSAGES), body).build());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorType()).isEqualTo("invalid");
    assertThat(reply.json().at("/error/message").asString()).isNotBlank();
    assertThat(browser.messages("general").path("messages")).isEmpty();
  }

  @Test
  void aQuestionThatIsTooLongIsRefusedAndSaysHowLongItMayBe() {
    Browser.Reply reply = browser.ask("general", "x".repeat(4_001));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.errorType()).isEqualTo("too_large");
    assertThat(reply.json().at("/error/message").asString()).contains("4001", "4000");
    assertThat(browser.ask("general", "x".repeat(4_000)).status()).isEqualTo(202);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsToldOrNot() {
    String large = "{\"question\":\"" + "x".repeat(100_000) + "\"}";
    assertThat(browser.send(json(browser.request(MESSAGES), large).build()).status())
        .isEqualTo(413);

    HttpRequest chunked = browser
        .request(MESSAGES)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(large.getBytes())))
        .build();
    assertThat(browser.send(chunked).status()).isEqualTo(413);
  }

  @Test
  void aFormOfAnotherSiteIsRefused() {
    HttpRequest form = browser
        .request(MESSAGES)
        .header("Content-Type", "text/plain")
        .POST(HttpRequest.BodyPublishers.ofString("{\"question\":\"Why?\"}"))
        .build();

    assertThat(browser.send(form).status()).isEqualTo(415);
  }

  @Test
  void thePageOfAnotherSiteIsRefused() {
    String body = "{\"question\":\"Why?\"}";
    HttpRequest foreign = json(browser.request(MESSAGES), body)
        .header("Origin", "http://evil.example")
        .build();
    HttpRequest own = json(browser.request(MESSAGES), body)
        .header("Origin", server.url().resolve("/").toString().replaceAll("/$", ""))
        .build();
    HttpRequest picture = browser
        .request("/stream?prompt=Why")
        .header("Sec-Fetch-Site", "cross-site")
        .build();

    assertThat(browser.send(foreign).status()).isEqualTo(403);
    assertThat(browser.send(picture).status()).isEqualTo(403);
    assertThat(browser.messages("general").path("messages")).isEmpty();
    assertThat(browser.send(own).status()).isEqualTo(202);
  }

  @Test
  void aNameThatAnotherSiteGaveThisAddressIsRefused() throws IOException {
    String reply = RawRequest.to(
        server.url(), "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(reply).startsWith("HTTP/1.1 403").doesNotContain("Set-Cookie");
  }

  @Test
  void aHistoryIsNotClearedByAForm() {
    HttpRequest plain = browser.request(MESSAGES).DELETE().build();

    assertThat(browser.send(plain).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/documents/nothing/messages, 404, not_found",
    "/api/documents/general/nothing, 404, not_found",
    "/nothing, 404, not_found",
    "/page/nothing.js, 404, not_found",
    "/page/%2e%2e/WebServer.class, 400, invalid",
    "/stream, 400, invalid",
    "/stream?stream_id=x, 404, not_found",
    "/stream?stream_id=%ff, 400, invalid",
    "/stream?prompt=%20, 400, invalid",
    "/api/documents/general/export?format=exe, 400, invalid",
    "/api/documents/general/export?zone=Moon, 400, invalid"
  })
  void whatIsNotThereIsNotFound(String path, int status, String type) {
    Browser.Reply reply = browser.get(path);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.errorType()).isEqualTo(type);
  }

  @Test
  void whatAnAddressDoesNotDoIsRefusedWithWhatItDoes() {
    Browser.Reply reply = browser.post("/api/metrics", Map.of());

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("GET");
  }

  @Test
  void onlyAnAnswerThatIsThereIsAskedForAgain() {
    assertThat(retry("nothing")).isEqualTo(404);
    assertThat(retry("x".repeat(1_000))).isEqualTo(404);
    assertThat(retry(" ")).isEqualTo(400);
    Browser.Reply asked = browser.ask("general", "Why?");
    assertThat(retry(asked.json().path("messageId").asString())).isEqualTo(409);
  }

  private int retry(String id) {
    return browser.post("/api/documents/general/retry", Map.of("messageId", id)).status();
  }

  @Test
  void whatIsNoRequestAtAllIsRefusedWithoutATrace() throws IOException {
    String reply = RawRequest.to(server.url(), "GET /\u0000 HTTP/9.9\r\n\r\n");

    assertThat(reply).startsWith("HTTP/1.1 ").doesNotContain("jetty").doesNotContain("\tat ");
  }

  @Test
  void everyResponseSaysWhatABrowserMustNotDo() {
    for (String path : List.of("/", "/api/settings", "/page/main.js", "/nothing")) {
      Browser.Reply reply = browser.get(path);
      assertThat(reply.header("Content-Security-Policy"))
          .contains("default-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Server")).isEmpty();
    }
  }

  @Test
  void theCookieIsOutOfReachForScriptsAndOtherSites() {
    Browser.Reply page =
        new Browser(server).send(HttpRequest.newBuilder(server.url()).build());
    assertThat(page.header("Set-Cookie")).isEmpty(); // it had come with the first visit

    String header = firstVisit();
    assertThat(header).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(header.replaceAll("session=([^;]*).*", "$1")).hasSize(22);
  }

  private String firstVisit() {
    try {
      return RawRequest.to(
              server.url(), "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
          .lines()
          .filter(line -> line.startsWith("Set-Cookie: "))
          .map(line -> line.substring(12))
          .findFirst()
          .orElseThrow();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
