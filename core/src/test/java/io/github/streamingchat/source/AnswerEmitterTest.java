package io.github.streamingchat.source;

import static io.github.streamingchat.source.SourceScene.assertCancelled;
import static io.github.streamingchat.source.SourceScene.assertCompleted;
import static io.github.streamingchat.source.SourceScene.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Usage;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.LateCause;
import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a guard against hanging; nothing here waits for time
class AnswerEmitterTest {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("c", MessageId.of("m2"), List.of(), 1, null, Limits.DEFAULTS);

  private final SourceScene scene = new SourceScene();
  private final AtomicReference<AnswerEmitter> emitter = new AtomicReference<>();
  private final AtomicInteger stops = new AtomicInteger();

  @Test
  void everyCallIsTheEventOfItsName() {
    RecordingSink sink = new RecordingSink();
    AnswerEmitter out = new AnswerEmitter(sink, Limits.DEFAULTS);
    out.heartbeat();
    out.text("Be");
    out.reasoning("hm");
    out.refusal("no");
    out.metadata(Map.of("sql", "SELECT 1"));
    out.usage(Usage.NONE);
    out.finish(FinishReason.STOP);
    out.complete();

    assertThat(sink.events())
        .containsExactly(
            new StreamEvent.Connected(),
            new StreamEvent.Heartbeat(),
            StreamEvent.text("Be"),
            new StreamEvent.Reasoning("", "0", "hm"),
            new StreamEvent.Refusal("", "0", "no"),
            new StreamEvent.Metadata("", Map.of("sql", "SELECT 1")),
            new StreamEvent.UsageReported("", Usage.NONE),
            new StreamEvent.Finished("", FinishReason.STOP),
            new StreamEvent.Completed(true));
  }

  @Test
  void anEventPassesAsItIs() {
    RecordingSink sink = new RecordingSink();
    AnswerEmitter out = new AnswerEmitter(sink, Limits.DEFAULTS);
    List<StreamEvent> events = List.of(
        new StreamEvent.Received(7),
        new StreamEvent.Connected(200),
        new StreamEvent.LastEventIdSet("7"),
        new StreamEvent.Completed(false));
    events.forEach(out::event);

    assertThat(sink.events()).isEqualTo(events);
  }

  @Test
  void onlyTheFirstEndCounts() {
    RecordingSink sink = new RecordingSink();
    AnswerEmitter out = new AnswerEmitter(sink, Limits.DEFAULTS);
    out.complete();
    out.fail(new IllegalStateException("too late"));
    out.complete();
    out.event(new StreamEvent.Truncated(null));

    assertThat(sink.events())
        .containsExactly(new StreamEvent.Connected(), new StreamEvent.Completed(true));
    assertThat(out.isOpen()).isFalse();
  }

  @Test
  void aCallbackMayAnswerLater() {
    Answer answer = ask();
    emitter.get().text("Be");
    emitter.get().text("cause");
    emitter.get().complete();

    assertCompleted(answer, "Because");
  }

  @Test
  void aCallbackThatThrowsFailsTheAnswerWithItsException() {
    Exception thrown = new Exception("checked");
    Answer answer = scene.ask(Answers.from((request, out) -> {
      out.text("Be");
      throw thrown;
    }));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "Be").cause()).isSameAs(thrown);
  }

  @Test
  void aCallbackMayFailWithAnErrorOfItsChoice() {
    Answer answer = ask();
    emitter
        .get()
        .fail(ChatError.builder(ChatError.Kind.RATE_LIMIT, "Wait.")
            .retryAfter(Duration.ofSeconds(7))
            .build());

    assertThat(assertFailed(answer, ChatError.Kind.RATE_LIMIT, "").retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aSilentSourceMeetsTheClockForConnecting() {
    Answer answer = ask();
    scene.time.advance(Duration.ofSeconds(10));

    assertThat(assertFailed(answer, ChatError.Kind.TIMEOUT, "").code()).isEqualTo("connect");
    assertThat(stops).hasValue(1);
    assertThat(emitter.get().isOpen()).isFalse();
  }

  @Test
  void aSourceThatFallsSilentMeetsTheIdleClockUnlessItShowsLife() {
    Answer answer = ask();
    emitter.get().connected();
    scene.time.advance(Duration.ofSeconds(2));
    emitter.get().heartbeat();
    scene.time.advance(Duration.ofSeconds(2));
    assertThat(answer.state().isTerminal()).isFalse();
    scene.time.advance(Duration.ofSeconds(1));

    assertThat(assertFailed(answer, ChatError.Kind.TIMEOUT, "").code()).isEqualTo("idle");
  }

  @Test
  void aCancelRunsTheHooksOnceAndLateTextIsCounted() {
    Answer answer = ask();
    emitter.get().text("Be");
    answer.cancel();
    answer.cancel();
    emitter.get().text("cause");
    emitter.get().complete();

    assertCancelled(answer, "Be");
    assertThat(stops).hasValue(1);
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
  }

  @Test
  void textAfterTheEndIsCounted() {
    Answer answer = ask();
    emitter.get().complete();
    emitter.get().text("Because");

    assertCompleted(answer, "");
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.ENDED, 1L));
  }

  @Test
  void aHookThatComesAfterTheCancelRunsAtOnce() {
    Answer answer = ask();
    answer.cancel();
    emitter.get().onCancel(stops::incrementAndGet);

    assertThat(stops).hasValue(2);
  }

  @Test
  void noHookRunsForASourceThatEndedByItself() {
    Answer answer = ask();
    emitter.get().complete();
    emitter.get().onCancel(stops::incrementAndGet);
    answer.cancel();

    assertThat(stops).hasValue(0);
  }

  @Test
  void aHookThatThrowsKeepsNoOtherFromRunning() {
    Answer answer = scene.ask(Answers.from((request, out) -> {
      out.onCancel(() -> {
        throw new IllegalStateException("hook");
      });
      out.onCancel(stops::incrementAndGet);
    }));
    answer.cancel();

    assertThat(stops).hasValue(1);
  }

  @Test
  void whatASubscriberEmitsFromInsideAPieceFollowsThatPiece() {
    Answer answer = ask();
    List<String> heard = new ArrayList<>();
    answer.onText(
        piece -> {
          heard.add(piece);
          if (piece.equals("Be")) {
            emitter.get().text("cause");
            heard.add("returned");
          }
        },
        Runnable::run);
    emitter.get().text("Be");
    emitter.get().complete();

    assertCompleted(answer, "Because");
    assertThat(heard).containsExactly("Be", "returned", "cause");
  }

  @Test
  void whatWaitsBehindASubscriberIsBounded() {
    scene.limits(Limits.builder().maxMessageChars(1000).build());
    Answer answer = ask();
    answer.onText(
        piece -> {
          for (int i = 0; i < 100 && piece.equals("Be"); i++) {
            emitter.get().text("xxxxxxxxxx");
          }
        },
        Runnable::run);
    emitter.get().text("Be");

    String kept = SourceScene.outcomeOf(answer).text();
    ChatError error = assertFailed(answer, ChatError.Kind.LIMIT, kept);
    assertThat(error.code()).isEqualTo("maxMessageChars");
    assertThat(error.message()).contains("1000").contains("Limits.Builder.maxMessageChars");
    assertThat(kept).startsWith("Bexxxxxxxxxx").hasSizeLessThan(1000);
  }

  @Test
  void aSinkThatThrowsLeavesTheEmitterUsable() {
    AssertionError thrown = new AssertionError("sink");
    List<Integer> calls = new ArrayList<>();
    SerialSink sink = new SerialSink(new RecordingSink(), 100);

    assertThatThrownBy(() -> sink.call(1, to -> {
          sink.call(1, again -> calls.add(1));
          throw thrown;
        }))
        .isSameAs(thrown);
    assertThat(sink.call(1, to -> calls.add(2))).isTrue();
    assertThat(calls).containsExactly(1, 2);
  }

  @Test
  void threadsMayEmitAtOnceAndNoPieceIsLost() throws Exception {
    Answer answer = ask();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String letter = String.valueOf((char) ('a' + i));
      threads.add(new Thread(() -> {
        for (int n = 0; n < 5000; n++) {
          emitter.get().text(letter);
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    emitter.get().complete();

    String text = SourceScene.outcomeOf(answer).text();
    assertThat(text).hasSize(20_000);
    for (char letter = 'a'; letter < 'e'; letter++) {
      char each = letter;
      assertThat(text.chars().filter(c -> c == each).count()).isEqualTo(5000);
    }
  }

  @Test
  void aClosedTransportStopsItsSourcesAndFailsTheirAnswers() {
    ChatTransport transport = Answers.from(this::remember).on(Runnable::run).newTransport();
    try (Chat chat = scene.chat(() -> transport)) {
      Answer answer = chat.send("Why?");
      scene.time.run();
      emitter.get().text("Be");
      transport.close();

      assertThat(assertFailed(answer, ChatError.Kind.CONNECTION, "Be").code()).isEqualTo("closed");
      assertThat(stops).hasValue(1);
      assertThatThrownBy(() -> transport.open(REQUEST, new RecordingSink()))
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void anExecutorThatRejectsFailsTheAnswer() {
    RejectedExecutionException thrown = new RejectedExecutionException("full");
    Answer answer = scene.send(Answers.from(this::remember).on(task -> {
      throw thrown;
    }));
    scene.time.run();

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
  }

  @Test
  void oneSourceMoreThanThereAreThreadsFailsInsteadOfWaiting() throws Exception {
    CountDownLatch running = new CountDownLatch(Answers.DEFAULT_MAX_THREADS);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ChatTransport transport = Answers.from((request, out) -> {
          running.countDown();
          mayEnd.await();
          out.complete();
        })
        .newTransport();
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < Answers.DEFAULT_MAX_THREADS; i++) {
        connections.add(transport.open(REQUEST, new RecordingSink()));
      }
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      RecordingSink sink = new RecordingSink();
      transport.open(REQUEST, sink);

      assertThat(sink.events())
          .singleElement()
          .isInstanceOfSatisfying(StreamEvent.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ChatError.Kind.LIMIT);
            assertThat(failed.error().retryable()).isTrue();
            assertThat(failed.error().message()).contains("256").contains("Answers.on");
          });
    } finally {
      mayEnd.countDown();
      transport.close();
    }
  }

  private Answer ask() {
    return scene.ask(Answers.from(this::remember));
  }

  private void remember(AnswerRequest request, AnswerEmitter out) {
    emitter.set(out);
    out.onCancel(stops::incrementAndGet);
  }
}
