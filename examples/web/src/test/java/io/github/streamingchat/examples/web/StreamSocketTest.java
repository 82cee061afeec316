package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.examples.web.log.MemoryEventLogs;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told on a socket, over real connections. */
@Timeout(60)
class StreamSocketTest {
  private final HeldMind mind = new HeldMind();
  private WebServer server;
  private Browser browser;

  private SocketReader visit(WebSettings settings) throws IOException {
    server = WebServer.start(settings.mind(mind));
    browser = new Browser(server);
    return socket(browser.cookie(), null);
  }

  private SocketReader visit() throws IOException {
    return visit(WebSettings.DEFAULTS);
  }

  private SocketReader socket(String cookie, String origin) {
    return SocketReader.open(server.url(), cookie, origin);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String resume(String id, long offset, long place) {
    Envelope envelope = Envelope.of(id, "general").withMetadata(Map.of("place", place));
    return new Frame.Resume(envelope, offset).json();
  }

  private static String text(List<Frame> frames) {
    return frames.stream()
        .filter(frame -> frame instanceof Frame.Stream step && !step.error())
        .map(frame -> ((Frame.Stream) frame).chunk())
        .filter(chunk -> chunk != null)
        .collect(Collectors.joining());
  }

  private static boolean isEnd(Frame frame) {
    return frame instanceof Frame.Stream step && step.end();
  }

  @Test
  void anAnswerHasOneStartItsChunksAndOneEnd() throws Exception {
    try (SocketReader socket = visit()) {
      String id = browser.ask("Why?");
      socket.says(resume(id, 0, 0));
      AnswerEmitter out = mind.next();
      out.text("Because `it` ");
      out.text("is so. 世界 👩‍👩‍👧");
      out.complete();

      List<Frame> frames = socket.until(StreamSocketTest::isEnd);

      assertThat(((Frame.Stream) frames.get(0)).start()).isTrue();
      assertThat(text(frames)).isEqualTo("Because `it` is so. 世界 👩‍👩‍👧");
      assertThat(frames).allSatisfy(frame -> assertThat(frame.envelope().id()).isEqualTo(id));
      assertThat(frames).filteredOn(frame -> frame instanceof Frame.Other).isNotEmpty();
      Frame.Stream end = (Frame.Stream) frames.get(frames.size() - 1);
      assertThat(end.offset()).isEqualTo(text(frames).length());
      assertThat(end.envelope().metadata().get("complete"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsEntry("status", "COMPLETED");
    }
  }

  @Test
  void aTornStreamGoesOnBehindItsPlace() throws Exception {
    String id;
    List<Frame> heard;
    AnswerEmitter out;
    try (SocketReader socket = visit()) {
      id = browser.ask("Why?");
      socket.says(resume(id, 0, 0));
      out = mind.next();
      out.text("One ");
      heard = socket.until(frame -> text(List.of(frame)).equals("One "));
    }
    out.text("two");
    out.complete();
    long place =
        ((Number) heard.get(heard.size() - 1).envelope().metadata().get("place")).longValue();
    try (SocketReader socket = socket(browser.cookie(), null)) {
      socket.says(resume(id, 4, place));
      List<Frame> rest = socket.until(StreamSocketTest::isEnd);

      assertThat(text(rest)).isEqualTo("two");
      assertThat(rest)
          .filteredOn(frame -> frame instanceof Frame.Stream step && step.chunk() != null)
          .first()
          .extracting(frame -> ((Frame.Stream) frame).offset())
          .isEqualTo(4L);
      assertThat(rest).noneMatch(frame -> frame instanceof Frame.Stream step && step.start());
    }
  }

  @Test
  void anErrorIsAChunkBeforeTheEnd() throws Exception {
    try (SocketReader socket = visit()) {
      socket.says(resume(browser.ask("Why?"), 0, 0));
      AnswerEmitter out = mind.next();
      out.text("so far");
      out.fail(ChatError.of(ChatError.Kind.PROVIDER, "The model is overloaded."));

      List<Frame> frames = socket.until(StreamSocketTest::isEnd);

      assertThat(text(frames)).isEqualTo("so far");
      Frame.Stream error = (Frame.Stream) frames.get(frames.size() - 2);
      assertThat(error.error()).isTrue();
      assertThat(error.chunk()).isEqualTo("The model is overloaded.");
    }
  }

  @Test
  void cancelStopsTheAnswerAtTheServer() throws Exception {
    try (SocketReader socket = visit()) {
      String id = browser.ask("Why?");
      socket.says(resume(id, 0, 0));
      AnswerEmitter out = mind.next();
      out.text("half");
      socket.until(frame -> text(List.of(frame)).equals("half"));
      socket.says(new Frame.Cancel(Envelope.of(id, "general")).json());

      socket.until(StreamSocketTest::isEnd);
      assertThat(out.isOpen()).isFalse();
      assertThat(browser.messages("general").at("/messages/1/status").asString())
          .isEqualTo("CANCELLED");
    }
  }

  @Test
  void twoStreamsAreToldSideBySide() throws Exception {
    try (SocketReader socket = visit()) {
      String one = browser.ask("One?");
      AnswerEmitter first = mind.next();
      String two = browser.ask("report", "Two?").json().path("streamId").asString();
      AnswerEmitter second = mind.next();
      socket.says(resume(one, 0, 0));
      socket.says(resume(two, 0, 0));
      first.text("a");
      second.text("b");
      second.complete();
      List<Frame> frames = socket.until(StreamSocketTest::isEnd);
      assertThat(frames.get(frames.size() - 1).envelope().id()).isEqualTo(two);
      first.complete();
      assertThat(socket.until(StreamSocketTest::isEnd))
          .allSatisfy(frame -> assertThat(frame.envelope().id()).isEqualTo(one));
    }
  }

  @Test
  void whosePlaceIsGoneIsToldTheWholeTextAnew() throws Exception {
    try (SocketReader socket = visit(WebSettings.DEFAULTS.logs(new MemoryEventLogs(1_000)))) {
      String id = browser.ask("Why?");
      AnswerEmitter out = mind.next();
      String said = "0123456789".repeat(5);
      for (int i = 1; i <= 50; i++) {
        out.text(said);
        int length = i * said.length();
        Eventually.holds(
            "it was said",
            () -> length
                <= browser.messages("general").at("/messages/1/text").asString().length());
      }
      out.complete();
      socket.says(resume(id, 0, 0));
      List<Frame> frames = socket.until(StreamSocketTest::isEnd);
      assertThat(frames)
          .anyMatch(frame -> frame instanceof Frame.Other other
              && "replaced".equals(other.members().get("event")));
      assertThat(text(frames)).isEqualTo(said.repeat(50));
    }
  }

  @Test
  void streamsOfOthersAndNonsenseAreRefusedAndNothingElseSuffers() throws Exception {
    try (SocketReader socket = visit()) {
      String foreign = new Browser(server).ask("Secret?");
      mind.next();
      socket.says(resume(foreign, 0, 0));
      assertThat(socket.next()).isEqualTo(new Frame.CannotResume(Envelope.of(foreign, "general")));
      socket.says("[1, 2");
      assertThat(((Frame.Failure) socket.next()).code()).isEqualTo("bad_frame");
      socket.says(new Frame.Message(Envelope.of("turn", "general"), "Ask here?").json());
      assertThat(((Frame.Failure) socket.next()).code()).isEqualTo("not_here");

      socket.says(resume(browser.ask("Why?"), 0, 0));
      mind.next().complete();
      assertThat(socket.until(StreamSocketTest::isEnd)).isNotEmpty();
    }
  }

  @Test
  void whoAsksOnAndOnAndNeverListensIsCutOff() throws Exception {
    visit().close();
    WebSocket deaf = HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Cookie", browser.cookie())
        .buildAsync(
            URI.create(server.url().toString().replaceFirst("^http", "ws")).resolve("/ws"),
            new WebSocket.Listener() {
              @Override
              public void onOpen(WebSocket opened) {
                // and asks for nothing
              }
            })
        .join();
    String question = resume("x".repeat(15_000), 0, 0); // the reply says it again
    assertThatThrownBy(() -> {
          for (int i = 0; i < 4_000; i++) {
            deaf.sendText(question, true).join();
          }
        })
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void followersAreCountedUntilTheyLeave() throws Exception {
    try (SocketReader socket = visit()) {
      socket.says(resume(browser.ask("Why?"), 0, 0));
      Eventually.holds("one follows", () -> server.followers().count() == 1);
    }
    Eventually.holds("nobody follows", () -> server.followers().count() == 0);
    mind.next().complete();
  }

  @Test
  void onlyThisServersPageAndOnlyWithASessionMayOpenOne() throws Exception {
    visit().close();
    assertThat(socket(browser.cookie(), "http://127.0.0.1:" + server.url().getPort()))
        .satisfies(SocketReader::close);
    assertRefused(browser.cookie(), "https://elsewhere.example");
    assertRefused("", null);
    assertRefused("session=guessed", null);
  }

  private void assertRefused(String cookie, String origin) {
    assertThatThrownBy(() -> socket(cookie, origin))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
  }
}
