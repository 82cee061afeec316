package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.ChatTransport;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers through a proxy, here a peer that plays both. */
class ProxyTest {
  private static Outcome askThrough(LoopbackPeer proxy, String url) {
    HttpTransport.Builder transport =
        HttpTransport.builder(OpenAi.at(url).apiKey(Dialogue.KEY).protocol());
    try (ChatTransport open = transport
        .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
        .build()) {
      return Dialogue.over(open).send("Hi").join(Dialogue.LIMIT);
    }
  }

  @Test
  void theProxyIsAskedForTheServersAddress() throws Exception {
    try (LoopbackPeer proxy = LoopbackPeer.sending(LoopbackPeer.streamHead() + Chunks.HELLO)) {
      assertThat(askThrough(proxy, "http://model.invalid/v1").text()).isEqualTo("Hello");
      assertThat(proxy.connections().get(0).head())
          .startsWith("POST http://model.invalid/v1/chat/completions HTTP/1.1\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aProxyThatWantsCredentialsIsToldApartFromTheServer(String scheme) throws Exception {
    try (LoopbackPeer proxy = LoopbackPeer.sending("HTTP/1.1 407 Proxy Authentication Required\r\n"
        + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n"
        + "Connection: close\r\n\r\n")) {
      Outcome outcome = askThrough(proxy, scheme + "://model.invalid/v1");

      ChatError error = Dialogue.failure(outcome, Kind.AUTH, "http_407", false);
      assertThat(error.message())
          .startsWith("The proxy wants credentials; lend an HttpClient that has the proxy and an"
              + " authenticator (HTTP 407 from " + scheme + "://model.invalid/");
      if (scheme.equals("https")) {
        assertThat(proxy.connections().get(0).head())
            .startsWith("CONNECT model.invalid:443 ")
            .doesNotContain(Dialogue.KEY);
      }
    }
  }
}
