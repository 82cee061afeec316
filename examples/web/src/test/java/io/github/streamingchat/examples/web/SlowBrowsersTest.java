package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.limits.Rate;
import io.github.streamingchat.examples.web.limits.ServerLimits;
import io.github.streamingchat.source.SimulatedAnswers;
import io.github.streamingchat.sse.SseEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many browsers at once, of which some take what they are sent slowly or not at all. */
class SlowBrowsersTest {
  private static final int BROWSERS = 200;
  private static final int SEND_BUFFER = 16 << 10;
  private static final int BATCH = 16_000;

  /** What frames a batch of 2,000 characters a piece, at most. */
  private static final int BATCH_BYTES = BATCH + 4_000;

  private static final String TEXT = "0123456789abcdef ".repeat(8_000); // 136,000 characters

  private static WebServer start(Duration unread) throws IOException {
    Patience usual = Patience.DEFAULTS;
    Rate often = new Rate(10_000, Duration.ofMillis(1));
    return WebServer.start(WebSettings.DEFAULTS
        .mind(SimulatedAnswers.saying(TEXT).pace(2_000, Duration.ofMillis(2)))
        .limits(new ServerLimits(
            new Bounds(
                4_000,
                65_536,
                200_000,
                500,
                BROWSERS * 2,
                BROWSERS * 2,
                BROWSERS * 2,
                BROWSERS * 2,
                BATCH,
                SEND_BUFFER),
            new Patience(
                unread,
                usual.heartbeat(),
                usual.reconnect(),
                usual.unfollowed(),
                usual.kept(),
                usual.idle()),
            often,
            often)));
  }

  private static String text(String stream) {
    try (var events = EventLines.of(stream.lines())) {
      return Browser.text(events.toList());
    }
  }

  /** Servers of other tests may still be ending theirs. */
  private static Set<Thread> serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("web-chat"))
        .collect(Collectors.toSet());
  }

  @Test
  void slowOnesHoldUpNobodyAndHoldLittle() throws Exception {
    Set<Thread> others = serverThreads();
    List<SlowBrowser> slow = new ArrayList<>();
    try (WebServer server = start(Duration.ofMinutes(5))) {
      URI prompt = server.url().resolve("/stream?prompt=Go");
      HttpClient client =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      List<CompletableFuture<String>> quick = new ArrayList<>();
      for (int i = 0; i < BROWSERS / 2; i++) {
        slow.add(new SlowBrowser(prompt));
        quick.add(client
            .sendAsync(HttpRequest.newBuilder(prompt).build(), HttpResponse.BodyHandlers.ofString())
            .thenApply(HttpResponse::body));
      }

      for (CompletableFuture<String> whole : quick) {
        assertThat(text(whole.join())).isEqualTo(TEXT);
      }
      Eventually.holds(
          "only the slow ones follow", () -> server.followers().count() == BROWSERS / 2);
      Set<Thread> own = serverThreads();
      own.removeAll(others);
      assertThat(own).isNotEmpty().hasSizeLessThanOrEqualTo(WebServer.MOST_THREADS);
      assertThat(server.followers().heldBytes())
          .isPositive()
          .isLessThanOrEqualTo((long) BROWSERS / 2 * BATCH_BYTES);

      for (SlowBrowser browser : slow) {
        assertThat(text(browser.readAll())).isEqualTo(TEXT);
      }
      Eventually.holds("nobody follows", () -> server.followers().count() == 0);
      assertThat(server.followers().heldBytes()).isZero();
    } finally {
      for (SlowBrowser browser : slow) {
        browser.close();
      }
    }
  }

  @Test
  void whoTakesNothingIsCutOffAndMayComeBack() throws Exception {
    try (WebServer server = start(Duration.ofMillis(500))) {
      Browser browser = new Browser(server);
      String id = browser.ask("Go");
      URI stream = server.url().resolve("/stream?stream_id=" + id);
      try (SlowBrowser stuck = new SlowBrowser(stream, browser.cookie())) {
        Eventually.holds("it follows", () -> server.followers().count() == 1);
        Eventually.holds("it is cut off", () -> server.followers().count() == 0);
        assertThat(server.followers().heldBytes()).isZero();

        List<SseEvent> heard = EventLines.of(stuck.readWhatThereIs().lines()).toList();
        assertThat(heard).isNotEmpty().noneMatch(event -> event.type().equals("complete"));
        List<SseEvent> all = new ArrayList<>(heard);
        all.addAll(browser.follow(id, heard.get(heard.size() - 1).lastEventId()).all());
        assertThat(Browser.text(all)).isEqualTo(TEXT);
      }
    }
  }
}
