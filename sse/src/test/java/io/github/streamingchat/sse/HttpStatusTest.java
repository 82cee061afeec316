package io.github.streamingchat.sse;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.RetryAfter;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each status means to the person who asked. */
class HttpStatusTest {
  private static final WireMockServer SERVER =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeAll
  static void startServer() {
    SERVER.start();
  }

  @AfterAll
  static void stopServer() {
    SERVER.stop();
  }

  @BeforeEach
  void forget() {
    SERVER.resetAll();
  }

  private static String url() {
    return "http://127.0.0.1:" + SERVER.port() + "/v1";
  }

  private static Outcome ask(ResponseDefinitionBuilder response) {
    SERVER.stubFor(any(anyUrl()).willReturn(response));
    try (Chat chat = Dialogue.over(OpenAi.at(url()).model("m").apiKey(Dialogue.KEY))) {
      Outcome outcome = chat.send("Hi").join(Dialogue.LIMIT);
      assertThat(chat.conversation().isBusy()).isFalse();
      return outcome;
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      201 | PROTOCOL   | false | answered with a status that has no stream
      204 | PROTOCOL   | false | had nothing to answer
      205 | PROTOCOL   | false | answered with a status that has no stream
      299 | PROTOCOL   | false | answered with a status that has no stream
      400 | REQUEST    | false | did not accept the request
      401 | AUTH       | false | check the API key
      403 | AUTH       | false | check the API key's rights
      404 | REQUEST    | false | check the URL and the model's name
      408 | SERVER     | true  | try again
      409 | SERVER     | true  | try again
      402 | REQUEST    | false | check its balance and its billing
      405 | REQUEST    | false | check the URL, which should be that of the API
      407 | AUTH       | false | lend an HttpClient that has the proxy
      410 | REQUEST    | false | nothing at this address any more
      414 | REQUEST    | false | shorten its query
      415 | REQUEST    | false | check the URL and its protocol
      418 | REQUEST    | false | did not accept the request
      426 | REQUEST    | false | set HttpTransport.Builder.http2
      431 | REQUEST    | false | send fewer or shorter ones
      413 | REQUEST    | false | send a shorter conversation
      422 | REQUEST    | false | check the model and the options
      425 | SERVER     | true  | try again
      429 | RATE_LIMIT | true  | wait before trying again
      500 | SERVER     | true  | try again later
      502 | SERVER     | true  | try again later
      503 | SERVER     | true  | try again later
      504 | SERVER     | true  | try again later
      501 | SERVER     | false | cannot do this
      505 | SERVER     | false | cannot do this
      511 | AUTH       | false | wants a login
      529 | SERVER     | true  | try again later
      """)
  void aStatusSaysWhatWasWrongAndWhatToDo(int status, Kind kind, boolean retryable, String words) {
    Outcome outcome = ask(aResponse().withStatus(status));

    ChatError error = Dialogue.failure(outcome, kind, "http_" + status, retryable);
    assertThat(error.message())
        .contains(words)
        .endsWith("(HTTP %d from %s/chat/completions).".formatted(status, url()));
    assertThat(outcome.text()).isEmpty();
    SERVER.verify(1, postRequestedFor(urlEqualTo("/v1/chat/completions")));
  }

  private static Outcome askWithoutRedirects(ResponseDefinitionBuilder response) {
    SERVER.stubFor(any(anyUrl()).willReturn(response));
    HttpTransport.Builder transport = HttpTransport.builder(OpenAi.at(url()).protocol());
    try (ChatTransport open = transport.maxRedirects(0).build()) {
      return Dialogue.over(open).send("Hi").join(Dialogue.LIMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void aRedirectThatIsNotToBeFollowedNamesTheAddressToUse(int status) {
    Outcome outcome =
        askWithoutRedirects(aResponse().withStatus(status).withHeader("Location", "/v2/elsewhere"));

    ChatError error = Dialogue.failure(outcome, Kind.REQUEST, "http_" + status, false);
    assertThat(error.message())
        .startsWith("The server is elsewhere; use the address it names: http://127.0.0.1:"
            + SERVER.port() + "/v2/elsewhere (")
        .contains("HTTP " + status);
    SERVER.verify(0, postRequestedFor(urlEqualTo("/v2/elsewhere")));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 305, 306, 399})
  void aStatusLikeARedirectIsNotFollowed(int status) {
    Outcome outcome = ask(aResponse().withStatus(status).withHeader("Location", "/v2/elsewhere"));

    Dialogue.failure(outcome, Kind.REQUEST, "http_" + status, false);
    SERVER.verify(0, postRequestedFor(urlEqualTo("/v2/elsewhere")));
  }

  @ParameterizedTest
  @CsvSource({
    "https://other.example/v1/chat/completions?key=secret, https://other.example/v1/chat/completions",
    "//other.example/v1, http://other.example/v1",
    "https://user:secret@other.example/v1, https://other.example/v1",
    "not an address?key=secret, not an address",
    "http://other.example/%1B%5B2J, http://other.example/%1B%5B2J",
  })
  void aRedirectsAddressIsShownWithoutUserAndQuery(String location, String shown) {
    Outcome outcome =
        askWithoutRedirects(aResponse().withStatus(307).withHeader("Location", location));

    ChatError error = Dialogue.failure(outcome, Kind.REQUEST, "http_307", false);
    assertThat(error.message()).contains("use the address it names: " + shown + " (HTTP 307");
  }

  @Test
  void anErrorPageInHtmlIsForTheLogNotForThePerson() {
    Outcome outcome = ask(aResponse()
        .withStatus(404)
        .withHeader("Content-Type", "text/html")
        .withBody("<html><h1>Not Found</h1></html>"));

    ChatError error = Dialogue.failure(outcome, Kind.REQUEST, "http_404", false);
    assertThat(error.message()).contains("nothing at this address").doesNotContain("<");
    assertThat(cause(error).body()).contains("<h1>Not Found</h1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"The disk is full\",\"type\":\"server_error\",\"code\":null}}",
        "{\"error\":{\"message\":\"The disk is full\",\"type\":\"x\",\"code\":\"server_error\"}}",
        "{\"error\":\"The disk is full\",\"code\":\"server_error\"}",
        "{\"message\":\"The disk is full\",\"type\":\"server_error\"}",
        "{\"detail\":\"The disk is full\",\"code\":\"server_error\"}",
        "{\"other\":[{\"a\":1}],\"n\":null,\"error\":{\"x\":{},\"message\":\"The disk is full\","
            + "\"type\":\"server_error\"}}",
        "[{\"error\":{\"code\":500,\"message\":\"The disk is full\",\"status\":\"server_error\"}}]",
        "{\"detail\":{\"message\":\"The disk is full\",\"code\":\"server_error\"}}",
        "{\"errors\":[{\"message\":\"The disk is full\",\"type\":\"server_error\"}]}",
        "{\"type\":\"server_error\",\"title\":\"No\",\"detail\":\"The disk is full\"}",
        "{\"error\":{\"code\":\"server_error\",\"message\":\"The disk is full\",\"x\":[1,{",
        "{\"error\":{\"code\":\"server_error\",\"message\":\"The disk is full",
      })
  void aJsonErrorTellsTheServersOwnWordsAndCode(String body) {
    Outcome outcome = ask(aResponse().withStatus(500).withBody(body));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "server_error", true);
    assertThat(error.message())
        .isEqualTo(
            "The disk is full (HTTP 500 from " + url() + "/chat/completions); try again later.");
  }

  @Test
  void theMistakesInARequestAreNamedWithTheirPlace() {
    Outcome outcome = ask(aResponse().withStatus(422).withBody("""
        {"detail":[
          {"type":"missing","loc":["body","messages",0,"role"],"msg":"Field required","input":{}},
          {"type":"int_type","loc":["body","n"],"msg":"Not a number"},
          {"msg":"Third"}, {"msg":"Fourth"}]}"""));

    ChatError error = Dialogue.failure(outcome, Kind.REQUEST, "missing", false);
    assertThat(error.message())
        .startsWith(
            "Field required (body.messages.0.role); Not a number (body.n); Third (HTTP 422");
  }

  @Test
  void aPageIsToldByItsTitle() {
    Outcome outcome = ask(aResponse()
        .withStatus(502)
        .withHeader("Content-Type", "text/html")
        .withBody("<html><head><title>502 Bad\nGateway</title></head><body>nginx</body></html>"));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "http_502", true);
    assertThat(error.message()).startsWith("Bad Gateway (HTTP 502 from").doesNotContain("nginx");
  }

  @Test
  void aShortPlainTextIsSaid() {
    Outcome outcome = ask(aResponse()
        .withStatus(503)
        .withHeader("Content-Type", "text/plain; charset=utf-8")
        .withBody("Model is loading\n"));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "http_503", true);
    assertThat(error.message()).startsWith("Model is loading (HTTP 503 from");
  }

  @Test
  void aLongPlainTextIsForTheLog() {
    Outcome outcome = ask(aResponse()
        .withStatus(503)
        .withHeader("Content-Type", "text/plain")
        .withBody("at line one\n".repeat(100)));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "http_503", true);
    assertThat(error.message()).startsWith("The server failed; try again later (");
  }

  @ParameterizedTest
  @CsvSource({
    "503, false, false",
    "503, False, false",
    "400, true, true",
    "501, ' TRUE ', true",
    "503, maybe, true",
    "400, '', false",
    "204, true, false",
    "226, true, false",
  })
  void theServersWordOnWhetherToTryAgainWins(int status, String word, boolean retryable) {
    Outcome outcome = ask(aResponse().withStatus(status).withHeader("X-Should-Retry", word));

    assertThat(outcome.error().orElseThrow().retryable()).isEqualTo(retryable);
  }

  @Test
  void aQuotaThatIsUsedUpDoesNotComeBackByWaiting() {
    Outcome outcome = ask(aResponse()
        .withStatus(429)
        .withBody("{\"error\":{\"message\":\"No more.\",\"code\":\"insufficient_quota\"}}"));

    ChatError error = Dialogue.failure(outcome, Kind.RATE_LIMIT, "insufficient_quota", false);
    assertThat(error.message()).endsWith("; check the account's quota and billing.");
  }

  @Test
  void aPolicyOfTheApplicationsOwnDecides() {
    StatusPolicy policy = StatusPolicy.DEFAULTS
        .with(404, Kind.SERVER, true)
        .retryable(false, 500, 503)
        .retryable(true, 501);
    assertThat(policy.meaning(503)).isEqualTo(new StatusPolicy.Meaning(Kind.SERVER, false));
    assertThat(policy.meaning(501)).isEqualTo(new StatusPolicy.Meaning(Kind.SERVER, true));
    assertThat(policy.meaning(502)).isEqualTo(new StatusPolicy.Meaning(Kind.SERVER, true));
    assertThat(StatusPolicy.DEFAULTS.meaning(503).retryable()).isTrue();

    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
    HttpTransport.Builder transport = HttpTransport.builder(OpenAi.at(url()).protocol());
    try (ChatTransport open = transport.statuses(policy).build()) {
      Outcome outcome = Dialogue.over(open).send("Hi").join(Dialogue.LIMIT);

      Dialogue.failure(outcome, Kind.SERVER, "http_404", true);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 100, 200, 204, 299, 1000})
  void whatIsNoFailureHasNoOtherMeaning(int status) {
    assertThatThrownBy(() -> StatusPolicy.DEFAULTS.retryable(true, status))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not " + status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Incorrect API key provided: " + Dialogue.KEY + ". Find yours.",
        "Key \\\"" + Dialogue.KEY + "\\\" unknown",
        "Bearer " + Dialogue.KEY,
        "Unknown: sk-very-sec",
      })
  void noWordsOfAServerShowTheKeyThatWasSent(String said) {
    Outcome outcome = ask(aResponse()
        .withStatus(401)
        .withBody("{\"error\":{\"message\":\"" + said + "\",\"code\":\"" + Dialogue.KEY + "\"}}"));

    ChatError error = Dialogue.failure(outcome, Kind.AUTH, "***", false);
    assertThat(error.message()).contains("***").doesNotContain("sk-very");
  }

  @Test
  void theServersOwnWordsLeadAndTheAdviceFollows() {
    String said = "{\"error\":{\"message\":\"There is no model m.\",\"code\":\"no_model\"}}";
    Outcome outcome = ask(aResponse().withStatus(404).withBody(said));

    ChatError error = Dialogue.failure(outcome, Kind.REQUEST, "no_model", false);
    assertThat(error.message())
        .isEqualTo("There is no model m (HTTP 404 from " + url()
            + "/chat/completions); check the URL and the model's name.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, try again now",
    "1, try again in 1 second",
    "1001, try again in 2 seconds",
    "7000, try again in 7 seconds",
    "119000, try again in 119 seconds",
    "119001, try again in 2 minutes",
    "7200000, try again in 2 hours",
    "7200001, try again in 3 hours",
  })
  void theWaitThatTheServerAsksForIsSaid(String millis, String words) {
    for (int status : List.of(429, 503)) {
      Outcome outcome = ask(aResponse().withStatus(status).withHeader("retry-after-ms", millis));

      assertThat(outcome.error().orElseThrow().message())
          .contains("; " + words + " (HTTP " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "17",
        "{\"error\":",
        "{\"error\":{}}",
        "{\"error\":{\"message\":\"  \"}}",
        "{\"error\":null}",
        "not json",
        "<html><title> </title></html>",
        "{\"error\":{\"type\":\"about:blank\"}}"
      })
  void aBodyThatSaysNothingLeavesTheStatusToSpeak(String body) {
    Outcome outcome = ask(aResponse().withStatus(500).withBody(body));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "http_500", true);
    assertThat(error.message()).endsWith("/chat/completions).");
  }

  @Test
  void wordsOfAServerAreShownOnOneLineAndCannotMoveTheCursor() {
    Outcome outcome = ask(aResponse()
        .withStatus(500)
        .withBody("{\"error\":{\"message\":\"First\\n\\tsecond \\u001b[2Jthird\\u0000\"}}"));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "http_500", true);
    assertThat(error.message()).startsWith("First second [2Jthird (HTTP 500");
  }

  @Test
  void aLongMessageOfAServerIsCutBetweenCharacters() {
    String said = "X" + "x".repeat(498) + "\uD83D\uDE00" + "y".repeat(10_000);
    Outcome outcome =
        ask(aResponse().withStatus(500).withBody("{\"error\":{\"message\":\"" + said + "\"}}"));

    ChatError error = Dialogue.failure(outcome, Kind.SERVER, "http_500", true);
    assertThat(error.message()).contains("x… (HTTP 500");
  }

  @Test
  void theCauseCarriesStatusHeadersAndBody() {
    Outcome outcome = ask(
        aResponse().withStatus(503).withHeader("X-Request-Id", "r-17").withBody("be right back"));

    HttpStatusException cause = cause(Dialogue.failure(outcome, Kind.SERVER, "http_503", true));
    assertThat(cause.status()).isEqualTo(503);
    assertThat(cause.headers().firstValue("x-request-id")).contains("r-17");
    assertThat(cause.body()).isEqualTo("be right back");
    assertThat(cause).hasMessage("HTTP status 503");
  }

  private static HttpStatusException cause(ChatError error) {
    assertThat(error.cause()).isInstanceOf(HttpStatusException.class);
    return (HttpStatusException) error.cause();
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 30, 30000",
    "Retry-After, ' 30 ', 30000",
    "Retry-After, 0, 0",
    "retry-after-ms, 1500, 1500",
    "Retry-After, 999999999999, 999999999999000",
  })
  void theServersWordOnWhenToTryAgainIsKept(String header, String value, long millis) {
    for (int status : List.of(429, 503)) {
      Outcome outcome = ask(aResponse().withStatus(status).withHeader(header, value));

      assertThat(outcome.error().orElseThrow().retryAfter()).isEqualTo(Duration.ofMillis(millis));
    }
  }

  @Test
  void theFinerWordOnWhenToTryAgainWins() {
    Outcome outcome = ask(aResponse()
        .withStatus(429)
        .withHeader("Retry-After", "2")
        .withHeader("retry-after-ms", "1100"));

    assertThat(outcome.error().orElseThrow().retryAfter()).isEqualTo(Duration.ofMillis(1100));
  }

  @ParameterizedTest
  @CsvSource({
    "'Thu, 01 Jan 2026 00:01:30 GMT', PT1M30S",
    "'Thu, 01 Jan 2026 00:00:00 GMT', PT0S",
    "'Wed, 31 Dec 2025 23:59:59 GMT', PT0S",
  })
  void aDateCountsFromTheTimeOfDay(String date, Duration wait) {
    assertThat(retryAfter("Retry-After", date)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "+1", "1.5", "1e3", "٣", "9999999999999999999999"})
  void whatIsNoTimeIsNoWord(String value) {
    assertThat(retryAfter("Retry-After", value)).isNull();
    assertThat(retryAfter("retry-after-ms", value)).isNull();
  }

  private static Duration retryAfter(String header, String value) {
    return RetryAfter.of(
        HttpHeaders.of(Map.of(header, List.of(value)), (name, each) -> true), VirtualTime.START);
  }
}
