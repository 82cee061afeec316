package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.CancelReply.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cancel says it found and did, wherever the answer stands and whoever calls. */
class CancelReceiptTest {
  private final Scene scene = new Scene();
  private final Told told = new Told();

  /** Where an answer can be met. */
  enum Phase {
    WAITING(StreamState.QUEUED, 0),
    NOT_STARTED(StreamState.QUEUED, 0),
    CONNECTING(StreamState.CONNECTING, 0),
    CONNECTED(StreamState.CONNECTING, 0),
    STREAMING(StreamState.STREAMING, 2);

    final StreamState state;
    final int kept;

    Phase(StreamState state, int kept) {
      this.state = state;
      this.kept = kept;
    }

    Answer reach(Scene scene) {
      Chat chat = scene.chatOver(scene.transport).busy(BusyPolicy.queue()).build();
      if (this == WAITING) {
        scene.ask();
      }
      Answer answer = chat.send("How?");
      if (compareTo(CONNECTING) >= 0) {
        scene.time.run();
      }
      if (compareTo(CONNECTED) >= 0) {
        scene.sink().connected();
      }
      if (this == STREAMING) {
        scene.text("Be");
      }
      return answer;
    }
  }

  @ParameterizedTest
  @EnumSource
  void itSaysWhereTheAnswerWasMetAndWhatWasKept(Phase phase) {
    Answer answer = phase.reach(scene);
    CancelReceipt receipt = answer.cancel();

    assertThat(receipt.cancelled()).isTrue();
    assertThat(receipt.metIn()).isEqualTo(phase.state);
    assertThat(receipt.keptCharacters()).isEqualTo(phase.kept);
    assertThat(receipt.pieces()).isEqualTo(phase.kept / 2);
    assertThat(receipt.at()).isEqualTo(scene.time.now());
    assertThat(replyOf(receipt)).isSameAs(CancelReply.NOBODY_TOLD);
    assertThat(answer.cancel()).isSameAs(receipt);
  }

  @ParameterizedTest
  @EnumSource
  void nothingEntersAfterwardsWhereverTheAnswerWasMet(Phase phase) {
    Answer answer = phase.reach(scene);
    answer.subscribe(told, Runnable::run);
    assertThat(answer.cancel().metIn()).isEqualTo(phase.state);
    List<ChatMessage> kept = List.copyOf(scene.conversation.snapshot().messages());
    scene.transport.attempts().stream()
        .filter(attempt -> attempt.request().answerId().equals(answer.primary()))
        .forEach(attempt -> {
          attempt.sink().connected();
          attempt.sink().primary().text("0", "late");
          attempt.sink().message("other").text("0", "late");
          attempt.sink().completed(true);
        });
    scene.time.run();

    assertThat(scene.conversation.snapshot().messages()).isEqualTo(kept);
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(told.outcomes()).containsExactly(Scene.outcomeOf(answer));
    assertThat(told.states()).last().isEqualTo(StreamState.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatEndedByItselfSaysSo(Ending ending) {
    Answer answer = scene.ask();
    scene.text("Be");
    ending.of(scene, answer);
    CancelReceipt receipt = answer.cancel();

    assertThat(receipt.cancelled()).isEqualTo(ending.lateCause == LateCause.CANCELLED);
    assertThat(receipt.metIn())
        .isEqualTo(receipt.cancelled() ? StreamState.STREAMING : answer.state());
    assertThat(receipt.keptCharacters()).isEqualTo(2);
    assertThat(replyOf(receipt).status()).isEqualTo(Status.NONE);
    assertThat(answer.cancel()).isSameAs(receipt);
  }

  @Test
  void whatWasKeptIsCountedOverAllMessagesOfTheAnswer() {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.sink().message("second").text("0", "Otherwise");

    assertThat(answer.cancel().keptCharacters()).isEqualTo(11);
    assertThat(answer.message().parts()).containsExactly(Part.text("Be"));
  }

  @Test
  void callsFromInsideEachCallbackGetTheSameReceipt() {
    List<CancelReceipt> receipts = new ArrayList<>();
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onStateChange(StateChange change) {
            if (change.to() != StreamState.QUEUED && change.to() != StreamState.CONNECTING) {
              receipts.add(answer.cancel());
            }
          }

          @Override
          public void onText(String text) {
            receipts.add(answer.cancel());
          }

          @Override
          public void onOutcome(Outcome outcome) {
            receipts.add(answer.cancel());
          }
        },
        Runnable::run);
    scene.time.run();
    scene.conversation.subscribe(change -> receipts.add(answer.cancel()), Runnable::run);
    scene.text("Be");

    assertThat(receipts).hasSizeGreaterThan(2);
    receipts.add(answer.cancel());
    assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).isSameAs(receipts.get(0)));
    assertThat(receipts.get(0).cancelled()).isTrue();
    assertThat(receipts.get(0).metIn()).isEqualTo(StreamState.STREAMING);
    scene.assertNothingLeftBehind();
  }

  @Test
  void manyThreadsGetTheSameReceipt() {
    Duel.fight(500, () -> {
      Scene own = new Scene();
      Answer answer = own.ask();
      own.text("Be");
      CancelReceipt[] receipts = new CancelReceipt[2];
      return new Duel.Round(
          () -> {
            assertThat(receipts[0]).isSameAs(receipts[1]).isSameAs(answer.cancel());
            assertThat(receipts[0].cancelled()).isTrue();
            assertThat(receipts[0].metIn()).isEqualTo(StreamState.STREAMING);
            assertThat(receipts[0].keptCharacters())
                .isEqualTo(answer.message().text().length());
            own.assertNothingLeftBehind();
          },
          () -> receipts[0] = answer.cancel(),
          () -> receipts[1] = answer.cancel(),
          () -> own.text("cause"));
    });
  }

  private static CancelReply replyOf(CancelReceipt receipt) {
    return receipt.peer().toCompletableFuture().getNow(null);
  }
}
