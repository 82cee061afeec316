package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.CancelReply.Status;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60) // a guard against hanging; nothing here waits for time
class CancelHookTest {
  private final Scene scene = new Scene();
  private final List<CancelledAnswer> called = new ArrayList<>();
  private final CompletableFuture<String> peer = new CompletableFuture<>();

  private CompletionStage<String> hook(CancelledAnswer answer) {
    called.add(answer);
    return peer;
  }

  private Chat.Builder chat() {
    return scene.chatOver(scene.transport).onCancel(this::hook);
  }

  private Answer streaming(Chat chat) {
    Answer answer = chat.send("Why?");
    scene.time.run();
    scene.sink().connected();
    scene.sink().streamId("s-1");
    scene.primary().started("srv-1", null);
    scene.text("Be");
    return answer;
  }

  private static CancelReply replyOf(Answer answer) {
    return answer.cancel().peer().toCompletableFuture().getNow(null);
  }

  @Test
  void aCancelledAnswerIsToldToThePeerOnTheChatsExecutor() {
    Answer answer = streaming(chat().build());
    answer.cancel();
    assertThat(called).isEmpty();
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);

    scene.time.run();
    assertThat(called)
        .containsExactly(new CancelledAnswer(
            "c", answer.primary(), Optional.of("s-1"), Set.of("srv-1"), LateCause.CANCELLED));
    assertThat(replyOf(answer)).isNull();
    peer.complete("cancelled");
    assertThat(replyOf(answer))
        .isEqualTo(new CancelReply(Status.CONFIRMED, Optional.of("cancelled"), Optional.empty()));
    answer.cancel();
    scene.time.run();
    assertThat(called).hasSize(1);
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @ParameterizedTest
  @EnumSource
  void onlyAnAnswerThatTheApplicationEndedIsTold(Ending ending) {
    Answer answer = streaming(chat().build());
    if (ending == Ending.CHAT_CLOSED) {
      return; // of another chat; see below
    }
    ending.of(scene, answer);
    peer.complete("");
    scene.time.run();

    if (ending.lateCause == LateCause.ENDED) {
      assertThat(called).isEmpty();
      assertThat(replyOf(answer).status()).isEqualTo(Status.NONE);
    } else {
      assertThat(called).extracting(CancelledAnswer::cause).containsExactly(ending.lateCause);
      assertThat(replyOf(answer).status()).isEqualTo(Status.CONFIRMED);
    }
  }

  @Test
  void closingTheChatTellsThePeer() {
    Chat chat = chat().build();
    streaming(chat);
    chat.close();
    scene.time.run();
    assertThat(called).extracting(CancelledAnswer::cause).containsExactly(LateCause.CANCELLED);
  }

  @Test
  void anInterruptionIsTold() {
    Chat chat = chat().busy(BusyPolicy.INTERRUPT).build();
    streaming(chat);
    chat.send("And?");
    scene.time.run();
    assertThat(called).extracting(CancelledAnswer::cause).containsExactly(LateCause.INTERRUPTED);
  }

  @Test
  void whatWasNeverSentIsNotTold() {
    Chat chat = chat().busy(BusyPolicy.queue()).build();
    Answer notStarted = chat.send("Why?");
    Answer waiting = chat.send("How?");
    waiting.cancel();
    notStarted.cancel();
    scene.time.run();

    assertThat(called).isEmpty();
    assertThat(List.of(waiting, notStarted))
        .allSatisfy(answer -> assertThat(replyOf(answer).status()).isEqualTo(Status.NONE));
  }

  @Test
  void anAttemptThatIsJustConnectingIsToldWithoutAStreamId() {
    Answer answer = chat().build().send("Why?");
    scene.time.run();
    answer.cancel();
    scene.time.run();

    assertThat(called).singleElement().satisfies(one -> {
      assertThat(one.streamId()).isEmpty();
      assertThat(one.peerMessageIds()).isEmpty();
    });
  }

  private static final RetryPolicy RESUME =
      RetryPolicy.builder().afterText(RetryPolicy.AfterText.RESUME).build();

  private Answer backingOff() {
    Answer answer = chat().retry(RESUME).build().send("Why?");
    scene.time.run();
    scene.sink().connected();
    scene.sink().streamId("s-1");
    new StreamEvent.Identified("1", List.of(StreamEvent.text("Be"))).deliverTo(scene.sink());
    scene
        .sink()
        .failed(ChatError.builder(ChatError.Kind.CONNECTION, "Broken.")
            .retryable(true)
            .build());
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);
    return answer;
  }

  private void assertToldOnce(Answer answer, CancelReceipt receipt, String streamId) {
    scene.time.run();
    assertThat(called)
        .containsExactly(new CancelledAnswer(
            "c", answer.primary(), Optional.of(streamId), Set.of(), LateCause.CANCELLED));
    assertThat(receipt.cancelled()).isTrue();
    assertThat(answer.cancel()).isSameAs(receipt);
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    peer.complete("cancelled");
    assertThat(replyOf(answer).status()).isEqualTo(Status.CONFIRMED);
    scene.assertNothingLeftBehind();
  }

  @Test
  void anAnswerThatWaitsForItsNextAttemptIsToldWithTheStreamThatBrokeOff() {
    Answer answer = backingOff();
    CancelReceipt receipt = answer.cancel();

    assertThat(receipt.metIn()).isEqualTo(StreamState.BACKING_OFF);
    assertThat(receipt.keptCharacters()).isEqualTo(2);
    assertToldOnce(answer, receipt, "s-1");
    assertThat(answer.retryNow()).isFalse();
    assertThat(scene.transport.attempts()).hasSize(1);
  }

  @Test
  void anAnswerThatWasResumedIsToldWithItsLatestStream() {
    Answer answer = backingOff();
    assertThat(answer.retryNow()).isTrue();
    scene.time.run();
    scene.sink().connected();
    scene.sink().streamId("s-2");
    new StreamEvent.Identified("2", List.of(StreamEvent.text("cause"))).deliverTo(scene.sink());
    CancelReceipt receipt = answer.cancel();

    assertThat(receipt.metIn()).isEqualTo(StreamState.STREAMING);
    assertThat(receipt.keptCharacters()).isEqualTo(7);
    assertThat(receipt.pieces()).isEqualTo(2);
    assertToldOnce(answer, receipt, "s-2");
    assertThat(scene.attempt().isCancelled()).isTrue();
  }

  @Test
  void aHookThatThrowsIsReportedAndChangesNothing() {
    IllegalStateException thrown = new IllegalStateException("cannot");
    Answer answer = streaming(chat()
        .onCancel(one -> {
          throw thrown;
        })
        .build());
    answer.cancel();
    scene.time.run();

    assertFailed(answer, thrown);
  }

  @Test
  void aStageThatFailsIsReportedAndChangesNothing() {
    IllegalStateException thrown = new IllegalStateException("refused");
    Answer answer =
        streaming(chat().onCancel(one -> peer.thenApply(word -> word + "!")).build());
    answer.cancel();
    scene.time.run();
    peer.completeExceptionally(thrown);

    assertFailed(answer, thrown);
  }

  private void assertFailed(Answer answer, Throwable thrown) {
    assertThat(replyOf(answer))
        .isEqualTo(new CancelReply(Status.FAILED, Optional.empty(), Optional.of(thrown)));
    assertThat(scene.reported).containsExactly(thrown);
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(Scene.outcomeOf(answer).error()).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void aHookThatTakesTooLongIsGivenUpAndItsLateWordIsIgnored() {
    Answer answer = streaming(chat().onCancel(this::hook, Duration.ofSeconds(2)).build());
    answer.cancel();
    scene.time.run();
    scene.time.advance(Duration.ofMillis(1999));
    assertThat(replyOf(answer)).isNull();
    scene.time.advance(Duration.ofMillis(1));
    peer.complete("cancelled");

    assertThat(replyOf(answer).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(scene.reported)
        .singleElement()
        .satisfies(thrown -> assertThat(thrown)
            .isInstanceOf(TimeoutException.class)
            .hasMessageContaining("2 seconds"));
    scene.assertNothingLeftBehind();
  }

  @Test
  void aHookThatGivesNullHasNothingToTell() {
    Answer answer = streaming(chat().onCancel(one -> null).build());
    answer.cancel();
    scene.time.run();

    assertThat(replyOf(answer)).isSameAs(CancelReply.NOBODY_TOLD);
    scene.assertNothingLeftBehind();
  }

  @Test
  void anExecutorThatRejectsIsReported() {
    AtomicReference<RuntimeException> closed = new AtomicReference<>();
    Answer answer = streaming(chat()
        .executor(task -> {
          if (closed.get() != null) {
            throw closed.get();
          }
          scene.time.executor().execute(task);
        })
        .build());
    closed.set(new IllegalStateException("shut down"));
    answer.cancel();

    assertThat(replyOf(answer).status()).isEqualTo(Status.FAILED);
    assertThat(scene.reported).containsExactly(closed.get());
    scene.assertNothingLeftBehind();
  }

  @Test
  void aHookThatBlocksNeverKeepsTheCancellerEvenWithAnExecutorThatRunsAtOnce() throws Exception {
    CountDownLatch mayReturn = new CountDownLatch(1);
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Answer answer = chat()
        .executor(Runnable::run)
        .onCancel(one -> {
          thread.complete(Thread.currentThread());
          await(mayReturn);
          return CompletableFuture.completedFuture("late");
        })
        .build()
        .send("Why?");
    CancelReceipt receipt = answer.cancel();

    assertThat(thread.get(30, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    mayReturn.countDown();
    assertThat(receipt.peer().toCompletableFuture().get(30, TimeUnit.SECONDS).word())
        .contains("late");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void cancellingAgainInsideTheHookGetsTheSameReceipt() {
    List<CancelReceipt> receipts = new ArrayList<>();
    AtomicReference<Answer> answer = new AtomicReference<>();
    answer.set(streaming(chat()
        .onCancel(one -> {
          receipts.add(answer.get().cancel());
          return peer;
        })
        .build()));
    receipts.add(answer.get().cancel());
    scene.time.run();

    assertThat(receipts).hasSize(2);
    assertThat(receipts.get(0)).isSameAs(receipts.get(1));
  }

  @Test
  void nobodyButTheHookCompletesTheStage() {
    Answer answer = streaming(chat().build());
    CancelReceipt receipt = answer.cancel();
    receipt.peer().toCompletableFuture().complete(CancelReply.NOBODY_TOLD);

    assertThat(replyOf(answer)).isNull();
  }

  @Test
  void theLimitIsPositive() {
    assertThatThrownBy(() -> chat().onCancel(this::hook, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive");
  }
}
