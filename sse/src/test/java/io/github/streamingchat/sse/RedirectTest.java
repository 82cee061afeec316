package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects: RFC 9110, section 15.4, and WPT request-redirect. */
class RedirectTest {
  private static final String ANSWER = LoopbackPeer.streamHead() + Chunks.HELLO;

  private static String redirect(int status, String location) {
    return "HTTP/1.1 %d Over There\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        .formatted(status, location);
  }

  private static boolean asksFor(PeerConnection connection, String path) {
    return connection.head().split(" ", 3)[1].equals(path);
  }

  /** A server whose API has moved from {@code /v1} to another place. */
  private static LoopbackPeer moved(int status, String location) {
    return new LoopbackPeer(connection -> connection.send(
        asksFor(connection, "/v1/chat/completions") ? redirect(status, location) : ANSWER));
  }

  private static Outcome ask(LoopbackPeer peer, UnaryOperator<OpenAi> settings) {
    try (Chat chat =
        Dialogue.over(settings.apply(OpenAi.at(peer.url()).model("m").apiKey(Dialogue.KEY)))) {
      return chat.send("Hi").join(Dialogue.LIMIT);
    }
  }

  private static Outcome ask(LoopbackPeer peer) {
    return ask(peer, openAi -> openAi);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void theQuestionIsAskedAgainWithItsMethodBodyAndKey(int status) throws Exception {
    try (LoopbackPeer peer = moved(status, "/v2/chat")) {
      Outcome outcome = ask(peer, openAi -> openAi.header("X-Own", "kept"));

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(outcome.evidence().attempts()).isEqualTo(1);
      assertThat(peer.connections()).hasSize(2);
      PeerConnection first = peer.connections().get(0);
      PeerConnection second = peer.connections().get(1);
      assertThat(second.head())
          .startsWith("POST /v2/chat HTTP/1.1\r\n")
          .contains("Authorization: Bearer " + Dialogue.KEY + "\r\n", "X-Own: kept\r\n")
          .contains("Content-Type: application/json\r\n");
      assertThat(second.body()).isEqualTo(first.body()).contains("Hi");
    }
  }

  @Test
  void seeOtherIsAskedForWithAGetAndWithoutABody() throws Exception {
    try (LoopbackPeer peer = moved(303, "/v2/answers/17")) {
      assertThat(ask(peer).text()).isEqualTo("Hello");

      PeerConnection second = peer.connections().get(1);
      assertThat(second.head())
          .startsWith("GET /v2/answers/17 HTTP/1.1\r\n")
          .contains("Accept: text/event-stream\r\n", "Authorization: ")
          .doesNotContainIgnoringCase("content-type");
      assertThat(second.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v2, /v2",
    "v2?x=%20y, /v1/chat/v2?x=%20y",
    "../v2, /v1/v2",
    "?again=1, /v1/chat/completions?again=1",
    "' /v2 ', /v2",
    "/v2#part, /v2",
  })
  void aLocationMayBeRelative(String location, String path) throws Exception {
    try (LoopbackPeer peer = moved(307, location)) {
      assertThat(ask(peer).status()).isEqualTo(MessageStatus.COMPLETED);

      assertThat(asksFor(peer.connections().get(1), path))
          .as(peer.connections().get(1).head())
          .isTrue();
    }
  }

  @Test
  void credentialsStayWithTheOriginTheyWereGivenFor() throws Exception {
    try (LoopbackPeer other = LoopbackPeer.sending(ANSWER);
        LoopbackPeer peer = LoopbackPeer.sending(redirect(307, other.url()))) {
      Outcome outcome = ask(
          peer,
          openAi -> openAi
              .header("api-key", Dialogue.KEY)
              .header("X-Api-Key", Dialogue.KEY)
              .header("x-goog-api-key", Dialogue.KEY)
              .header("X-Auth-Token", Dialogue.KEY)
              .header("Cookie", "s=" + Dialogue.KEY)
              .header("Proxy-Authorization", Dialogue.KEY)
              .header("Idempotency-Key", "17")
              .header("X-Own", "kept"));

      assertThat(outcome.text()).isEqualTo("Hello");
      assertThat(other.connections().get(0).head())
          .startsWith("POST /v1 HTTP/1.1\r\n")
          .contains("X-Own: kept\r\n", "Idempotency-Key: 17\r\n", "Content-Type: ")
          .doesNotContain(Dialogue.KEY)
          .doesNotContainIgnoringCase("authorization", "cookie", "api-key", "token");
      assertThat(peer.connections().get(0).head().split(Dialogue.KEY, -1)).hasSize(7);
    }
  }

  @Test
  void credentialsDoNotComeBackWithTheirOrigin() throws Exception {
    String[] home = new String[1];
    try (LoopbackPeer other =
            new LoopbackPeer(connection -> connection.send(redirect(307, home[0])));
        LoopbackPeer peer = moved(307, other.url())) {
      home[0] = peer.url() + "/back";

      assertThat(ask(peer).text()).isEqualTo("Hello");
      assertThat(peer.connections().get(1).head())
          .startsWith("POST /v1/back")
          .doesNotContain("Authorization");
    }
  }

  @Test
  void aRefusalForWantOfTheKeyTellsWhereItStayed() throws Exception {
    try (LoopbackPeer other = LoopbackPeer.sending(LoopbackPeer.head(401, "text/html"));
        LoopbackPeer peer = LoopbackPeer.sending(redirect(308, other.url()))) {
      ChatError error = Dialogue.failure(ask(peer), Kind.AUTH, "http_401", false);

      assertThat(error.message())
          .isEqualTo("The server wants other credentials; a redirect from " + peer.url()
              + "/chat/completions led here, where its key was not sent: ask this address itself"
              + " (HTTP 401 from " + other.url() + ").");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a/v1, https://a/v2, true",
    "https://a/v1, https://a:443/v2, true",
    "https://A/v1, https://a/v2, true",
    "http://a/v1, http://a:80/v2, true",
    "https://a/v1, https://a:444/v2, false",
    "https://a/v1, https://b/v2, false",
    "https://a/v1, https://a.b/v2, false",
    "http://a/v1, https://a/v2, false",
  })
  void anOriginIsSchemeHostAndPort(String from, String to, boolean same) throws Exception {
    Redirects redirects = new Redirects(5);
    HttpRequest request = HttpRequest.newBuilder(URI.create(from))
        .header("Authorization", "Bearer " + Dialogue.KEY)
        .build();

    HttpRequest next = redirects.next(
        request, 307, HttpHeaders.of(Map.of("Location", List.of(to)), (name, value) -> true));

    assertThat(next.headers().firstValue("Authorization").isPresent()).isEqualTo(same);
    assertThat(redirects.home()).isEqualTo(same ? null : request.uri());
  }

  @Test
  void noRedirectLeavesTls() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://h/v1?key=1")).build();
    HttpHeaders headers =
        HttpHeaders.of(Map.of("Location", List.of("http://h/v2?key=1")), (name, value) -> true);

    assertThatThrownBy(() -> new Redirects(5).next(request, 307, headers))
        .isInstanceOf(RedirectException.class)
        .hasMessage("The server redirects from https to an address without protection, http://h/v2,"
            + " where nothing was sent; check the URL")
        .extracting("code")
        .isEqualTo("redirect_insecure");
  }

  @Test
  void aCircleIsNotGoneRoundTwice() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(connection -> connection.send(redirect(
        307, asksFor(connection, "/a?key=secret") ? "/v1/chat/completions" : "/a?key=secret")))) {
      ChatError error = Dialogue.failure(ask(peer), Kind.REQUEST, "redirect_loop", false);

      String origin = "http://127.0.0.1:" + peer.port();
      assertThat(error.message())
          .isEqualTo("The server redirects in a circle: " + origin + "/v1/chat/completions, "
              + origin + "/a, " + origin + "/v1/chat/completions; check the URL (HTTP 307 from "
              + origin + "/a).");
      assertThat(peer.connections()).hasSize(2);
    }
  }

  /** A server that redirects so many times, to a new place each time, and then answers. */
  private static LoopbackPeer chain(int redirects) {
    AtomicInteger asked = new AtomicInteger();
    return new LoopbackPeer(connection -> {
      int now = asked.incrementAndGet();
      connection.send(now <= redirects ? redirect(302, "/" + now + "?key=secret") : ANSWER);
    });
  }

  @Test
  void aChainIsFollowedUpToTheLimit() throws Exception {
    try (LoopbackPeer peer = chain(HttpTransport.DEFAULT_MAX_REDIRECTS)) {
      assertThat(ask(peer).text()).isEqualTo("Hello");
    }
    try (LoopbackPeer peer = chain(HttpTransport.DEFAULT_MAX_REDIRECTS + 1)) {
      ChatError error = Dialogue.failure(ask(peer), Kind.REQUEST, "redirect_limit", false);

      String origin = "http://127.0.0.1:" + peer.port();
      assertThat(error.message())
          .startsWith(
              "The server redirected more than 5 times: " + peer.url() + "/chat/completions")
          .contains(", " + origin + "/5, " + origin + "/6; check the URL")
          .contains("HttpTransport.Builder.maxRedirects (HTTP 302 from " + origin + "/5)")
          .doesNotContain("secret");
      assertThat(peer.connections()).hasSize(6);
    }
  }

  @Test
  void theLimitCanBeSet() throws Exception {
    try (LoopbackPeer peer = chain(7);
        ChatTransport transport = HttpTransport.builder(OpenAi.at(peer.url()).protocol())
            .maxRedirects(7)
            .build()) {
      assertThat(Dialogue.over(transport).send("Hi").join(Dialogue.LIMIT).text())
          .isEqualTo("Hello");
    }
    assertThatThrownBy(() -> HttpTransport.builder(TextProtocol.at("http://h")).maxRedirects(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "not an address",
        "mailto:us@example.org",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http:///v1",
        "http://127.0.0.1:0/v1",
        "http://127.0.0.1:99999/v1",
        "http://[::1/v1",
        "javascript:x",
      })
  void aLocationThatCannotBeAskedFailsClearly(String location) throws Exception {
    try (LoopbackPeer peer = moved(307, location)) {
      ChatError error = Dialogue.failure(ask(peer), Kind.REQUEST, "redirect_location", false);

      assertThat(error.message())
          .startsWith("The server is elsewhere, but ")
          .contains(location.isBlank() ? "names no address" : "is no address to ask")
          .endsWith("; check the URL (HTTP 307 from " + peer.url() + "/chat/completions).");
      assertThat(peer.connections()).hasSize(1);
    }
  }

  @Test
  void noLocationAtAllFailsClearly() {
    try (Dialogue dialogue = Dialogue.hearing("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(dialogue.failed(Kind.REQUEST, "redirect_location", false).message())
          .startsWith("The server is elsewhere, but names no address; check the URL (HTTP 302 ");
    }
  }

  @Test
  void userInfoOfALocationIsNotUsed() throws Exception {
    try (LoopbackPeer other = LoopbackPeer.sending(LoopbackPeer.head(404, "text/html"));
        LoopbackPeer peer = LoopbackPeer.sending(
            redirect(307, "http://user:sesame@127.0.0.1:" + other.port() + "/v1?x=1"))) {
      ChatError error = Dialogue.failure(ask(peer), Kind.REQUEST, "http_404", false);

      assertThat(error.message()).doesNotContain("sesame");
      assertThat(other.connections().get(0).head())
          .startsWith("POST /v1?x=1 ")
          .doesNotContain("Authorization", "sesame");
    }
  }

  @Test
  void aBodyOfARedirectIsNotWaitedForAndClosed() throws Exception {
    String head = "HTTP/1.1 307 Over There\r\nLocation: /v2\r\n\r\n";
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
      if (asksFor(connection, "/v2")) {
        connection.send(ANSWER);
      } else {
        connection.send(head);
        connection.sendUntilClosed("<p>You are being redirected</p>");
      }
    })) {
      assertThat(ask(peer).text()).isEqualTo("Hello");
      assertThat(peer.connections().get(0).sawClose()).isTrue();
    }
  }

  @Test
  void aConnectionThatIsKeptIsUsedAgain() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
      connection.send("HTTP/1.1 307 Over There\r\nLocation: /v2\r\nContent-Length: 5\r\n\r\nThere");
      connection.readRequest();
      connection.send(ANSWER);
    })) {
      assertThat(ask(peer).text()).isEqualTo("Hello");
      assertThat(peer.accepted()).isEqualTo(1);
    }
  }

  /** What a redirect says is no sign of life: somebody must answer within the time to connect. */
  @Test
  void theConnectClockRunsOnOverRedirects() throws Exception {
    VirtualTime time = new VirtualTime();
    try (Dialogue dialogue = Dialogue.with(
        connection -> {
          if (asksFor(connection, "/v2")) {
            connection.awaitClose();
          } else {
            connection.send(redirect(307, "/v2"));
          }
        },
        chat -> chat.scheduler(time).timeouts(Timeouts.DEFAULTS))) {
      Answer answer = dialogue.ask();
      Eventually.await("it was followed", () -> dialogue.peer().connections().size() == 2);

      time.advance(Timeouts.DEFAULTS.connect().minusNanos(1));
      assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);
      time.advance(Duration.ofNanos(1));

      Dialogue.failure(dialogue.ended(answer), Kind.TIMEOUT, "connect", true);
      assertThat(dialogue.peer().connections().get(1).sawClose()).isTrue();
      assertThat(time.timers()).isZero();
    }
  }

  @Test
  void aCancelAfterARedirectClosesTheConnectionThatWasLedTo() throws Exception {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      if (asksFor(connection, "/v2")) {
        connection.awaitClose();
      } else {
        connection.send(redirect(307, "/v2"));
      }
    })) {
      Answer answer = dialogue.ask();
      Eventually.await("it was followed", () -> dialogue.peer().connections().size() == 2);

      answer.cancel();

      assertThat(dialogue.ended(answer).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(dialogue.peer().connections().get(1).sawClose()).isTrue();
    }
  }

  @Test
  void aRedirectToNobodyIsAFailureOfTheConnection() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (LoopbackPeer peer =
        LoopbackPeer.sending(redirect(307, "http://127.0.0.1:" + nobody + "/v1"))) {
      ChatError error = Dialogue.failure(ask(peer), Kind.CONNECTION, null, true);

      assertThat(error.message())
          .contains("connection refused (http://127.0.0.1:" + nobody + "/v1)");
    }
  }

  /** Which a client does that leaves redirects alone, as they do by default. */
  @Test
  void aLentClientsRedirectsAreFollowedToo() throws Exception {
    try (LoopbackPeer peer = moved(301, "/v2")) {
      HttpClient lent = HttpClient.newBuilder()
          .executor(Runnable::run)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

      assertThat(ask(peer, openAi -> openAi.client(lent)).text()).isEqualTo("Hello");
      assertThat(peer.connections().get(1).head()).startsWith("POST /v2 ");
    }
  }

  /** A publisher that can be subscribed to once only has nothing left for the second address. */
  @Test
  void aBodyThatCannotBeSentAgainFailsAndIsNotLeftOut() throws Exception {
    AtomicInteger subscribed = new AtomicInteger();
    HttpRequest.BodyPublisher twice = BodyPublishers.ofString("question");
    HttpRequest.BodyPublisher once = BodyPublishers.fromPublisher(
        subscriber -> {
          if (subscribed.incrementAndGet() == 1) {
            twice.subscribe(subscriber);
          } else {
            subscriber.onSubscribe(new Flow.Subscription() {
              @Override
              public void request(long n) {
                subscriber.onError(new IllegalStateException("only once"));
              }

              @Override
              public void cancel() {}
            });
          }
        },
        8);
    try (LoopbackPeer peer = moved(307, "/v2");
        ChatTransport transport = HttpTransport.builder(new TextProtocol(
                () -> HttpRequest.newBuilder(URI.create(peer.url() + "/chat/completions"))
                    .POST(once)
                    .build()))
            .build()) {
      Outcome outcome = Dialogue.over(transport).send("Hi").join(Dialogue.LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.text()).isEmpty();
    }
  }
}
