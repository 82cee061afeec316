package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.Credentials;
import io.github.streamingchat.internal.peer.DiscreetSink;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.EventSink;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys come from, and where they never go. */
class ApiKeyTest {
  private static Dialogue withKey(Supplier<String> supplier) {
    return Dialogue.with(
        connection -> connection.send(LoopbackPeer.streamHead() + Chunks.HELLO),
        openAi -> openAi.apiKey(supplier),
        chat -> {});
  }

  @Test
  void theSupplierIsAskedForEachAttempt() {
    AtomicInteger asked = new AtomicInteger();
    try (Dialogue dialogue = withKey(() -> "key-" + asked.incrementAndGet())) {
      dialogue.completed();
      dialogue.completed();

      assertThat(dialogue.peer().connections())
          .extracting(PeerConnection::head)
          .satisfiesExactly(
              head -> assertThat(head).contains("Authorization: Bearer key-1\r\n"),
              head -> assertThat(head).contains("Authorization: Bearer key-2\r\n"));
    }
  }

  @Test
  void aSupplierThatThrowsFailsTheAnswerWithItsOwnException() {
    IllegalStateException thrown = new IllegalStateException("the vault is sealed");
    try (Dialogue dialogue = withKey(() -> {
      throw thrown;
    })) {
      ChatError error = dialogue.failed(Kind.APPLICATION, null, false);

      assertThat(error.message())
          .startsWith("The application's own code failed")
          .doesNotContain("vault");
      assertThat(error.cause()).isSameAs(thrown);
      assertThat(dialogue.peer().accepted()).isZero();
    }
  }

  @Test
  void aSupplierThatGivesNoneSendsNone() {
    try (Dialogue dialogue = withKey(() -> null)) {
      dialogue.completed();

      assertThat(dialogue.peer().connections().get(0).head()).doesNotContain("Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-very\nsecret", "sk-very secret", "sk-very\r\nX: y", "sk-very\u00e9"})
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutShowingIt(String key) {
    try (Dialogue dialogue = withKey(() -> key)) {
      ChatError error = dialogue.failed(Kind.APPLICATION, null, false);

      assertThat(error.message())
          .contains("the API key has a character at position 7 that no header can carry")
          .doesNotContain("very");
      assertThat(error.cause()).hasMessageNotContaining("very").hasNoCause();
      assertThat(dialogue.peer().accepted()).isZero();
    }
    assertThatThrownBy(() -> OpenAi.at("http://h/v1").apiKey(key))
        .as("at once, where it is known at once")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("position 7")
        .hasMessageNotContaining("very");
  }

  @Test
  void noErrorShowsTheKey() {
    try (Dialogue dialogue = Dialogue.hearing(LoopbackPeer.head(401, "text/plain"))) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(error.toString()).doesNotContain(Dialogue.KEY);
      assertThat(dialogue.peer().connections().get(0).head()).contains(Dialogue.KEY);
      assertThat(dialogue.chat().conversation().snapshot().messages().toString())
          .doesNotContain(Dialogue.KEY);
    }
  }

  @Test
  void noErrorShowsTheQueryOrTheUserOfTheAddress() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.head(404, "text/plain"));
        ChatTransport transport = OpenAi.at("http://user:" + Dialogue.KEY + "@127.0.0.1:"
                + peer.port() + "/v1?key=" + Dialogue.KEY)
            .newTransport()) {
      Outcome outcome =
          Chat.builder(transport).retry(RetryPolicy.NONE).build().send("Hi").join(Dialogue.LIMIT);

      assertThat(Dialogue.failure(outcome, Kind.REQUEST, "http_404", false).message())
          .contains("http://127.0.0.1:" + peer.port() + "/v1/chat/completions");
    }
  }

  @Test
  void noWordsInsideAStreamShowTheKey() {
    try (Dialogue dialogue = Dialogue.hearing(LoopbackPeer.streamHead()
        + Chunks.data("{'error':{'message':'Bad key " + Dialogue.KEY + "','code':'x'}}"))) {
      ChatError error = dialogue.outcome().error().orElseThrow();

      assertThat(error.message()).isEqualTo("The provider reported an error: Bad key ***");
      assertThat(error.code()).isEqualTo("x");
      assertThat(dialogue.peer().connections().get(0).head()).contains(Dialogue.KEY);
    }
  }

  @Test
  void everyCallOfADecoderReachesTheSink() {
    List<String> inherited = Stream.of(EventSink.class.getMethods())
        .filter(method -> Stream.of(DiscreetSink.class.getDeclaredMethods())
            .noneMatch(own -> own.getName().equals(method.getName())
                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())))
        .map(Method::toString)
        .toList();

    assertThat(inherited).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer abcdefgh12345, abcdefgh12345",
    "Authorization, abcdefgh12345, abcdefgh12345",
    "Authorization, Basic YWJjZGVmZ2g=, YWJjZGVmZ2g",
    "Cookie, theme=dark; session=abcdefgh12345, abcdefgh12345",
    "x-goog-api-key, abcdefgh12345, abcdefgh12345",
  })
  void aSecretIsHiddenWhereverItStands(String header, String value, String secret) {
    Credentials credentials = Credentials.of(
        HttpRequest.newBuilder(URI.create("http://h/")).header(header, value).build());

    assertThat(credentials.hiddenIn("a " + secret + ", a'" + secret + "'"))
        .doesNotContain(secret)
        .startsWith("a ***")
        .contains(", a'***");
  }

  @Test
  void aSecretInTheAddressIsHiddenAndTheRestIsNot() {
    Credentials credentials = Credentials.of(HttpRequest.newBuilder(URI.create(
            "http://someone:abcdefgh@h/v1?api-version=2024-10-21&key=ABCDEFGH&x=somethingelse"))
        .header("X-Own", "somethingelse")
        .header("Authorization", "Bearer ollama")
        .build());

    assertThat(credentials.hiddenIn("abcdefgh ABCDEFGH 2024-10-21 somethingelse ollama Bearer"))
        .isEqualTo("*** *** 2024-10-21 somethingelse ollama Bearer");
  }
}
