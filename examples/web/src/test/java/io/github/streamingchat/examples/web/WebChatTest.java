package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.examples.terminal.Provider;
import io.github.streamingchat.examples.terminal.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebChatTest {
  private static WebOptions options(int port, boolean anyPort) {
    return new WebOptions("127.0.0.1", port, anyPort, true, Provider.OPENAI, null, null, false);
  }

  @Test
  void thePageIsServedAtTheNextPortIfTheUsualOneIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        WebServer server = WebChat.start(options(taken.getLocalPort(), true), Map.of())) {
      assertThat(server.url().getPort()).isGreaterThan(taken.getLocalPort());
      assertThat(new Browser(server).get("/").body()).contains("<html");
    }
  }

  @Test
  void aPortThatWasAskedForAndIsTakenIsAnError() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> WebChat.start(options(taken.getLocalPort(), false), Map.of()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAddressThatIsNoneIsAWrongOption() throws UsageException {
    WebOptions options = WebOptions.parse("--port=0", "--url=nonsense");
    assertThatThrownBy(() -> WebChat.start(options, Map.of())).isInstanceOf(UsageException.class);
  }
}
