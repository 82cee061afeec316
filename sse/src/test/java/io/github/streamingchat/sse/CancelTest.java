package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling works in every phase of an answer, at once, and the server sees it. */
class CancelTest {
  private static void assertCancelled(Dialogue dialogue, Answer answer, String text) {
    answer.cancel();

    Outcome outcome = dialogue.ended(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.text()).isEqualTo(text);
    answer.cancel();
    assertThat(answer.join(Dialogue.LIMIT)).isEqualTo(outcome);
  }

  @Test
  void beforeTheRequestIsMade() {
    VirtualTime time = new VirtualTime();
    try (Dialogue dialogue =
        Dialogue.with(connection -> {}, chat -> chat.scheduler(time).executor(time.executor()))) {
      Answer answer = dialogue.ask();
      assertCancelled(dialogue, answer, "");

      time.run();

      assertThat(dialogue.peer().accepted()).isZero();
      assertThat(time.timers()).isZero();
    }
  }

  @Test
  void whileTheSupplierOfTheKeyBlocks() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch attempted = new CountDownLatch(1);
    try (Dialogue dialogue = Dialogue.with(
        connection -> {},
        openAi -> openAi.apiKey(() -> {
          asked.countDown();
          awaitUninterrupted(release);
          return "late";
        }),
        chat -> chat.executor(task -> new Thread(() -> {
              task.run();
              attempted.countDown();
            })
            .start()))) {
      Answer answer = dialogue.ask();
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      answer.cancel();
      assertThat(answer.state().isTerminal())
          .as("without waiting for the supplier")
          .isTrue();

      release.countDown();
      Eventually.await("the attempt returned", () -> attempted.getCount() == 0);
      assertThat(dialogue.peer().accepted()).isZero();
    }
  }

  @Test
  void whileConnecting() throws Exception {
    List<Path> sockets = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    Assumptions.assumeTrue(
        sockets.stream().allMatch(Files::isReadable), "needs the kernel's lists of sockets");
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocket full =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      for (int i = 0; i < 2; i++) { // fills the queue, so that the next one waits
        queue.add(
            SocketChannel.open(new InetSocketAddress(full.getInetAddress(), full.getLocalPort())));
      }
      String waiting = ":%04X 02 ".formatted(full.getLocalPort()).toUpperCase(Locale.ROOT);
      try (Chat chat = Chat.builder(OpenAi.at("http://127.0.0.1:" + full.getLocalPort()))
          .retry(RetryPolicy.NONE)
          .build()) {
        Answer answer = chat.send("Hi");
        Eventually.await("it connects", () -> contains(sockets, waiting));

        answer.cancel();

        assertThat(answer.join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
        assertThat(chat.conversation().isBusy()).isFalse();
        Eventually.await("the socket was closed", () -> !contains(sockets, waiting));
      }
    } finally {
      for (SocketChannel one : queue) {
        one.close();
      }
    }
  }

  private static boolean contains(List<Path> files, String text) {
    return files.stream().anyMatch(file -> {
      try (Stream<String> lines = Files.lines(file)) {
        return lines.anyMatch(line -> line.contains(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Ty"})
  void beforeTheHeaders(String begin) throws Exception {
    try (Dialogue dialogue = Dialogue.hearingOpenEnded(begin)) {
      Answer answer = dialogue.ask();
      Eventually.await("the request came", () -> !dialogue.peer().connections().isEmpty());

      assertCancelled(dialogue, answer, "");
      dialogue.assertSocketsClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: {\"choi", "data: [DONE]\n", ": comm"})
  void inTheMiddleOfTheAnswer(String unfinished) throws Exception {
    try (Dialogue dialogue =
        Dialogue.hearingOpenEnded(LoopbackPeer.streamHead() + Chunks.text("Hel") + unfinished)) {
      Answer answer = dialogue.ask();
      Eventually.await("text came", () -> answer.message().text().equals("Hel"));

      assertCancelled(dialogue, answer, "Hel");
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void whileTextStreamsInNothingEntersAfterIt() throws Exception {
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(LoopbackPeer.streamHead());
      connection.sendUntilClosed(Chunks.text("x"));
    })) {
      Answer answer = dialogue.ask();
      Eventually.await("text came", () -> !answer.message().text().isEmpty());

      answer.cancel();
      String atOnce =
          dialogue.chat().conversation().find(answer.primary()).orElseThrow().text();

      assertThat(dialogue.ended(answer).text()).isEqualTo(atOnce);
      dialogue.assertSocketsClosed();
      assertThat(dialogue
              .chat()
              .conversation()
              .find(answer.primary())
              .orElseThrow()
              .text())
          .isEqualTo(atOnce);
    }
  }

  @Test
  void afterTheEndItChangesNothing() {
    try (Dialogue dialogue = Dialogue.hearing(LoopbackPeer.streamHead() + Chunks.HELLO)) {
      Answer answer = dialogue.ask();
      Outcome outcome = dialogue.ended(answer);

      answer.cancel();

      assertThat(answer.join(Dialogue.LIMIT)).isEqualTo(outcome);
      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    }
  }

  @Test
  void fromInsideACallbackOnTheNetworksOwnThread() throws Exception {
    AtomicReference<Answer> answer = new AtomicReference<>();
    CountDownLatch subscribed = new CountDownLatch(1);
    List<String> told = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    try (Dialogue dialogue = Dialogue.with(connection -> {
      awaitUninterrupted(subscribed);
      connection.send(LoopbackPeer.streamHead());
      connection.sendUntilClosed(Chunks.text("x"));
    })) {
      answer.set(dialogue.ask());
      answer
          .get()
          .subscribe(
              new AnswerListener() {
                @Override
                public void onText(String text) {
                  told.add(text);
                  answer.get().cancel();
                }

                @Override
                public void onOutcome(Outcome outcome) {
                  told.add(outcome.status().name());
                  ended.countDown();
                }
              },
              Runnable::run);
      subscribed.countDown();

      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
      dialogue.assertSocketsClosed();
      assertThat(told).containsExactly("x", "CANCELLED");
    }
  }

  @Test
  void closingTheChatCancelsItsAnswer() throws Exception {
    Dialogue dialogue = Dialogue.hearingOpenEnded(LoopbackPeer.streamHead() + Chunks.text("Hel"));
    Answer answer = dialogue.ask();
    Eventually.await("text came", () -> answer.message().text().equals("Hel"));

    dialogue.chat().close();

    assertThat(answer.join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
    dialogue.assertSocketsClosed();
    dialogue.close();
  }

  @Test
  void clearingTheConversationCancelsItsAnswer() throws Exception {
    try (Dialogue dialogue =
        Dialogue.hearingOpenEnded(LoopbackPeer.streamHead() + Chunks.text("Hel"))) {
      Answer answer = dialogue.ask();
      Eventually.await("text came", () -> answer.message().text().equals("Hel"));

      dialogue.chat().conversation().clear();

      Outcome outcome = dialogue.ended(answer);
      assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(outcome.text()).isEqualTo("Hel");
      dialogue.assertSocketsClosed();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
