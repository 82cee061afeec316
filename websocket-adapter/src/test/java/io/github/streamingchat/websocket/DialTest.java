package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.stream.RetryPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong on this side before anything is sent. */
@Timeout(60) // a guard against hanging; nothing here waits for time
class DialTest {
  private static final String SECRET = "s3cr3t-t0ken-of-somebody";

  private final Told told = new Told();

  private ChatSocket.Builder at(String url) {
    return ChatSocket.at(url).listener(told).reconnect(RetryPolicy.NONE);
  }

  @Test
  void aProxySelectorThatThrowsFailsTheHandshake() throws Exception {
    ProxySelector broken = new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        throw new IllegalStateException("no settings");
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException thrown) {}
    };
    try (ChatSocket socket = at("ws://127.0.0.1:1/").proxy(broken).build()) {
      socket.connect();

      assertThat(told.await(SocketState.FAILED).cause().cause())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aHeaderThatCannotBeSentShowsItsSecretNowhere() throws Exception {
    try (ChatSocket socket = at("ws://127.0.0.1:1/")
        .header("Authorization", "Bearer " + SECRET + "\n")
        .build()) {
      socket.connect();

      SocketChange change = told.await(SocketState.FAILED);

      StringWriter trace = new StringWriter();
      new IllegalStateException(change.cause().message(), change.cause().cause())
          .printStackTrace(new PrintWriter(trace, true));
      assertThat(change.cause().code()).isEqualTo("unsendable");
      assertThat(change.cause().message()).contains("Bearer ***");
      assertThat(trace.toString() + change).doesNotContain(SECRET);
    }
  }

  @Test
  void noClientIsMadeForASocketThatWasClosedWhileItsHeadersWereAskedFor() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch known = new CountDownLatch(1);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Set<Thread> before = selectors();
    ChatSocket socket = at("ws://127.0.0.1:1/")
        .executor(executor)
        .headers(() -> {
          asked.countDown();
          try {
            known.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          return Map.of();
        })
        .build();
    socket.connect();
    asked.await();

    socket.close();
    known.countDown();
    executor.shutdown();

    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    Set<Thread> after = selectors();
    after.removeAll(before);
    assertThat(after).isEmpty();
  }

  private static Set<Thread> selectors() {
    Set<Thread> found = new HashSet<>(Thread.getAllStackTraces().keySet());
    found.removeIf(thread -> !thread.getName().contains("SelectorManager"));
    return found;
  }
}
