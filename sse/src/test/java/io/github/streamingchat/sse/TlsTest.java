package io.github.streamingchat.sse;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server with TLS whose certificate it made itself. */
class TlsTest {
  private static final WireMockServer SERVER =
      new WireMockServer(options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));

  @BeforeAll
  static void startServer() {
    SERVER.start();
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
  }

  @AfterAll
  static void stopServer() {
    SERVER.stop();
  }

  private static Outcome ask(String url) {
    try (Chat chat = Dialogue.over(OpenAi.at(url).apiKey(Dialogue.KEY))) {
      return chat.send("Hi").join(Dialogue.LIMIT);
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() {
    String url = "https://127.0.0.1:" + SERVER.httpsPort() + "/v1";

    ChatError error = Dialogue.failure(ask(url), Kind.CONNECTION, null, false);
    assertThat(error.message())
        .isEqualTo("The server's certificate is not trusted (" + url + "/chat/completions);"
            + " lend an HttpClient whose SSLContext trusts it, if it is right.");
    assertThat(SERVER.getAllServeEvents()).isEmpty();
  }

  /** What the server makes of it differs: an alert, an error page, or a closed connection. */
  @Test
  void plainHttpWhereTlsIsSpokenGetsNoAnswer() {
    String url = "http://127.0.0.1:" + SERVER.httpsPort() + "/v1";

    ChatError error = ask(url).error().orElseThrow();
    assertThat(error.kind()).isIn(Kind.PROTOCOL, Kind.CONNECTION, Kind.REQUEST);
    Dialogue.assertReadable(error.message());
  }
}
