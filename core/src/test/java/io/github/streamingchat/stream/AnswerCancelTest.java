package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60) // a guard against hanging; nothing here waits for time
class AnswerCancelTest {
  private final Scene scene = new Scene();
  private final Told told = new Told();
  private final AtomicInteger connectionCancels = new AtomicInteger();

  @Test
  void cancelBeforeTheExecutorRanOpensNothing() {
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(told, Runnable::run);
    answer.cancel();
    assertCancelled(answer, "");

    scene.time.run();
    assertThat(scene.transport.attempts()).isEmpty();
    assertThat(told.states()).containsExactly(StreamState.QUEUED, StreamState.CANCELLED);
    assertThat(Scene.outcomeOf(answer).evidence().attempts()).isZero();
  }

  @Test
  void cancelWhileConnectingIsToldOpensNothing() {
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(cancellingAt(answer, StreamState.CONNECTING), Runnable::run);
    scene.time.run();

    assertCancelled(answer, "");
    assertThat(scene.transport.attempts()).isEmpty();
  }

  @Test
  void cancelInsideOpenCancelsTheConnectionWhenItReturns() {
    AtomicReference<Answer> answer = new AtomicReference<>();
    Chat chat = scene
        .chatOver(new OpeningTransport((request, sink) -> {
          answer.get().cancel();
          assertThat(sink.isOpen()).isFalse();
          return connectionCancels::incrementAndGet;
        }))
        .build();
    answer.set(chat.send("Why?"));
    scene.time.run();

    assertCancelled(answer.get(), "");
    assertThat(connectionCancels).hasValue(1);
  }

  @Test
  void cancelWhileOpenBlocksReturnsAtOnceAndTheConnectionIsCancelledWhenOpenReturns()
      throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    AtomicReference<EventSink> sink = new AtomicReference<>();
    AtomicReference<Thread> opener = new AtomicReference<>();
    Chat chat = scene
        .chatOver(new OpeningTransport((request, given) -> {
          sink.set(given);
          inside.countDown();
          awaitOpened(mayReturn);
          return connectionCancels::incrementAndGet;
        }))
        .executor(task -> {
          Thread thread = new Thread(task);
          if (opener.compareAndSet(null, thread)) {
            thread.start();
          } else {
            task.run();
          }
        })
        .build();
    Answer answer = chat.send("Why?");
    awaitOpened(inside);
    answer.cancel();

    assertCancelled(answer, "");
    assertThat(connectionCancels).hasValue(0);
    mayReturn.countDown();
    opener.get().join();
    assertThat(connectionCancels).hasValue(1);
    assertThat(sink.get().isOpen()).isFalse();
  }

  /** The clocks of all answers stand behind one lock, and the peer is not to wait for it. */
  @Test
  void cancelReachesTheConnectionBeforeTheClocksAreStopped() {
    AtomicInteger clocksAtCancel = new AtomicInteger();
    Answer answer = scene
        .chatOver(
            new OpeningTransport((request, sink) -> () -> clocksAtCancel.set(scene.time.timers())))
        .build()
        .send("Why?");
    scene.time.run();
    int clocks = scene.time.timers();
    answer.cancel();

    assertThat(clocks).isPositive();
    assertThat(clocksAtCancel).hasValue(clocks);
    assertThat(scene.time.timers()).isZero();
  }

  @Test
  void cancelBeforeTheFirstByteCancelsTheConnection() {
    Answer answer = scene.ask();
    answer.cancel();

    assertCancelled(answer, "");
    assertThat(scene.attempt().isCancelled()).isTrue();
    assertThat(scene.sink().isOpen()).isFalse();
  }

  @Test
  void cancelWhileStreamingKeepsTheTextAndRefusesMore() {
    Answer answer = scene.ask();
    scene.sink().connected();
    scene.text("Be");
    answer.cancel();
    scene.text("cause");

    assertCancelled(answer, "Be");
    assertThat(scene.attempt().isCancelled()).isTrue();
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
    assertThat(scene.inConversation(answer.primary())).isEqualTo(answer.message());
  }

  @Test
  void aHalfCharacterThatWaitedIsMarkedWhenTheAnswerIsCancelled() {
    Answer answer = scene.ask();
    scene.text("Be\uD83D");
    assertThat(answer.message().text()).isEqualTo("Be");
    answer.cancel();
    scene.text("\uDE00");

    assertCancelled(answer, "Be\uFFFD");
  }

  @ParameterizedTest
  @EnumSource
  void cancelAfterTheEndChangesNothing(Ending ending) {
    Answer answer = scene.ask();
    scene.text("Be");
    answer.subscribe(told, Runnable::run);
    ending.of(scene, answer);
    Outcome outcome = Scene.outcomeOf(answer);
    answer.cancel();
    answer.cancel();

    assertThat(Scene.outcomeOf(answer)).isSameAs(outcome);
    assertThat(outcome.status()).isEqualTo(ending.status);
    assertThat(told.outcomes()).containsExactly(outcome);
    assertThat(told.states()).filteredOn(StreamState::isTerminal).hasSize(1);
  }

  @Test
  void aCompletedAttemptIsLeftToFinishItsConnectionItself() {
    Answer answer = scene.ask();
    scene.sink().completed(true);
    answer.cancel();

    assertThat(scene.attempt().isCancelled()).isFalse();
  }

  @Test
  void cancelFromInsideATextCallbackKeepsThatText() {
    Answer answer = scene.ask();
    answer.onText(
        piece -> {
          answer.cancel();
          answer.cancel();
        },
        Runnable::run);
    answer.subscribe(told, Runnable::run);
    scene.text("Be");
    scene.text("cause");

    assertCancelled(answer, "Be");
    assertThat(told.text()).isEqualTo("Be");
    assertThat(Scene.outcomeOf(answer).evidence().characters()).isEqualTo(2);
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
  }

  @Test
  void cancelWhileStreamingIsToldComesBeforeTheText() {
    Answer answer = scene.ask();
    answer.subscribe(cancellingAt(answer, StreamState.STREAMING), Runnable::run);
    scene.text("Be");

    assertCancelled(answer, "");
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
  }

  @Test
  void cancelFromInsideTheOutcomeCallbackChangesNothing() {
    Answer answer = scene.ask();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onOutcome(Outcome outcome) {
            answer.cancel();
          }
        },
        Runnable::run);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void cancelFromInsideASubscriberOfTheConversationCountsTheTextThatStopped() {
    Answer answer = scene.ask();
    scene.conversation.subscribe(change -> answer.cancel(), Runnable::run);
    scene.text("Be");
    scene.text("cause");

    // the part and its first piece are two steps of the conversation
    String kept = Scene.outcomeOf(answer).text();
    assertCancelled(answer, kept);
    assertThat("Be").startsWith(kept);
    assertThat(Scene.outcomeOf(answer).evidence().characters()).isEqualTo(kept.length());
  }

  @Test
  void theEvidenceCountsThePieceThatMadeASubscriberCancel() {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.conversation.subscribe(change -> answer.cancel(), Runnable::run);
    scene.text("cause");

    assertCancelled(answer, "Because");
    Evidence evidence = Scene.outcomeOf(answer).evidence();
    assertThat(evidence.pieces()).isEqualTo(2);
    assertThat(evidence.characters()).isEqualTo(7);
    assertThat(answer.lateEvents()).isEmpty();
  }

  @Test
  void cancelDoesNotWaitForACallbackOfTheTransportsThread() throws Exception {
    Answer answer = scene.ask();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    List<String> pieces = new ArrayList<>();
    answer.onText(
        piece -> {
          pieces.add(piece);
          inside.countDown();
          awaitOpened(mayReturn);
        },
        Runnable::run);
    answer.subscribe(told, Runnable::run);
    Thread transportThread = new Thread(() -> {
      scene.text("Be");
      scene.text("cause");
    });
    transportThread.start();
    awaitOpened(inside);
    answer.cancel();

    assertCancelled(answer, "Be");
    assertThat(scene.attempt().isCancelled()).isTrue();
    mayReturn.countDown();
    transportThread.join();
    assertThat(pieces).containsExactly("Be");
    assertThat(told.outcomes()).containsExactly(Scene.outcomeOf(answer));
    assertCancelled(answer, "Be");
  }

  @Test
  void aConnectionThatCannotBeCancelledIsReportedAndKeepsNoAnswerFromItsEnd() {
    IllegalStateException thrown = new IllegalStateException("cannot");
    Chat chat = scene
        .chatOver(new OpeningTransport((request, sink) -> () -> {
          throw thrown;
        }))
        .build();
    Answer answer = chat.send("Why?");
    answer.subscribe(told, Runnable::run);
    scene.time.run();
    answer.cancel();

    assertCancelled(answer, "");
    assertThat(told.outcomes()).hasSize(1);
    assertThat(scene.reported).containsExactly(thrown);
  }

  @Test
  void aConnectionThatCannotBeCancelledAfterOpenIsReported() {
    IllegalStateException thrown = new IllegalStateException("cannot");
    AtomicReference<Answer> answer = new AtomicReference<>();
    Chat chat = scene
        .chatOver(new OpeningTransport((request, sink) -> {
          answer.get().cancel();
          return () -> {
            throw thrown;
          };
        }))
        .build();
    answer.set(chat.send("Why?"));
    scene.time.run();

    assertCancelled(answer.get(), "");
    assertThat(scene.reported).containsExactly(thrown);
  }

  private static AnswerListener cancellingAt(Answer answer, StreamState state) {
    return new AnswerListener() {
      @Override
      public void onStateChange(StateChange change) {
        if (change.to() == state) {
          answer.cancel();
        }
      }
    };
  }

  private static void awaitOpened(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void assertCancelled(Answer answer, String text) {
    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(answer.state()).isEqualTo(StreamState.CANCELLED);
    assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(outcome.text()).isEqualTo(text);
    assertThat(outcome.error()).isEmpty();
    assertThat(scene.inConversation(answer.primary())).isEqualTo(outcome.message());
    scene.assertNothingLeftBehind();
  }
}
