package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which names a server may be asked. */
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:8080, 200",
    "127.0.0.1, localhost, 200",
    "127.0.0.1, LOCALHOST:1, 200",
    "127.0.0.1, [::1]:8080, 200",
    "127.0.0.1, chat.example, 403",
    "127.0.0.1, 192.168.7.7, 403",
    "0.0.0.0, 192.168.7.7:8080, 200",
    "0.0.0.0, chat.example, 200"
  })
  void itGoesByItsOwnNamesAlone(String listening, String asked, int status) throws IOException {
    try (WebServer server = WebServer.start(WebSettings.DEFAULTS.at(listening, 0))) {
      String reply = RawRequest.to(
          server.url(), "GET / HTTP/1.1\r\nHost: " + asked + "\r\nConnection: close\r\n\r\n");
      assertThat(reply).startsWith("HTTP/1.1 " + status);
    }
  }
}
