package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Role;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Answers that nobody asked for, beside those that somebody did. */
class AnswerReceiveTest {
  private final Scene scene = new Scene();

  /** A peer that pushes one answer. */
  private static final class Pushed {
    final List<Thread> openers = new ArrayList<>();
    AnswerRequest request;
    EventSink sink;
    int cancels;

    final OpeningTransport transport = new OpeningTransport((asked, to) -> {
      openers.add(Thread.currentThread());
      request = asked;
      sink = to;
      return () -> cancels++;
    });

    void text(String piece) {
      sink.primary().text("0", piece);
    }

    List<String> asked() {
      return request.messages().stream().map(ChatMessage::text).toList();
    }
  }

  private final Pushed pushed = new Pushed();

  private List<String> texts() {
    return scene.conversation.snapshot().messages().stream()
        .map(ChatMessage::text)
        .toList();
  }

  @Nested
  class Opening {
    @Test
    void theOneAttemptIsOpenWhenReceiveReturnsOnTheCallersThread() {
      Answer answer = scene.chat.receive(pushed.transport);

      assertThat(pushed.openers).containsExactly(Thread.currentThread());
      assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);
      assertThat(pushed.request.answerId()).isEqualTo(answer.primary());
      assertThat(pushed.request.attempt()).isEqualTo(1);
      assertThat(answer.userTurn()).isEmpty();
      assertThat(scene.inConversation(answer.primary()).role()).isEqualTo(Role.ASSISTANT);
    }

    @Test
    void theTransportMayPushRightAfterIt() {
      Answer answer = scene.chat.receive(pushed.transport);
      pushed.text("By the ");
      pushed.text("way");
      pushed.sink.completed(true);

      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(texts()).containsExactly("By the way");
      scene.assertNothingLeftBehind();
    }

    @Test
    void theTransportMayPushAllOfItFromInsideOpen() {
      Answer answer = scene.chat.receive(new OpeningTransport((request, sink) -> {
        sink.primary().text("0", "News");
        sink.completed(true);
        return () -> {};
      }));

      assertThat(Scene.outcomeOf(answer).text()).isEqualTo("News");
      scene.assertNothingLeftBehind();
    }

    @Test
    void alsoFromInsideTheEndOfAnotherAnswer() {
      Answer asked = scene.ask();
      List<StreamState> states = new ArrayList<>();
      asked.subscribe(
          new Told() {
            @Override
            public void onOutcome(Outcome outcome) {
              states.add(scene.chat.receive(pushed.transport).state());
              pushed.text("And another thing");
            }
          },
          Runnable::run);
      scene.text("Because");
      scene.sink().completed(true);

      assertThat(states).containsExactly(StreamState.CONNECTING);
      assertThat(texts()).containsExactly("Why?", "Because", "And another thing");
    }

    @Test
    void aTransportThatThrowsFailsTheAnswerAndNotTheCaller() {
      RuntimeException broken = new IllegalStateException("broken");
      Answer answer = scene.chat.receive(new OpeningTransport((request, sink) -> {
        throw broken;
      }));

      ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
      assertThat(error.kind()).isEqualTo(ChatError.Kind.APPLICATION);
      assertThat(error.cause()).isSameAs(broken);
      scene.assertNothingLeftBehind();
    }

    @Test
    void aConversationClearedBySomeoneWhoSawItBeginOpensNothing() {
      scene.conversation.subscribe(
          change -> {
            if (change.snapshot().size() > 0) {
              scene.conversation.clear();
            }
          },
          Runnable::run);
      Answer answer = scene.chat.receive(pushed.transport);

      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(pushed.openers).isEmpty();
      scene.assertNothingLeftBehind();
    }

    @Test
    void aFullConversationTakesNoneAndOpensNothing() {
      Scene small = new Scene(Limits.builder().maxMessages(2).build());
      small.conversation.add(MessageDraft.user("Hello"));
      small.chat.receive(pushed.transport);
      Pushed second = new Pushed();
      Snapshot before = small.conversation.snapshot();

      assertThatThrownBy(() -> small.chat.receive(second.transport))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxMessages");
      assertThat(second.openers).isEmpty();
      assertThat(small.conversation.snapshot()).isSameAs(before);
    }

    @Test
    void aClosedChatReceivesNothing() {
      scene.chat.close();

      assertThatThrownBy(() -> scene.chat.receive(pushed.transport))
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("closed");
      assertThat(pushed.openers).isEmpty();
      assertThat(texts()).isEmpty();
    }
  }

  @Nested
  class BesideOthers {
    @Test
    void severalGrowAtOnceBesideTheRunningOneEachInItsOwnMessage() {
      Answer asked = scene.ask();
      Pushed other = new Pushed();
      Answer first = scene.chat.receive(pushed.transport);
      Answer second = scene.chat.receive(other.transport);
      scene.text("Be");
      pushed.text("Mail");
      other.text("Call");
      scene.text("cause");
      pushed.text(" for you");
      other.text(" from Ada");

      assertThat(texts()).containsExactly("Why?", "Because", "Mail for you", "Call from Ada");
      other.sink.completed(true);
      assertThat(scene.conversation.isBusy()).isTrue();
      scene.sink().completed(true);
      assertThat(scene.conversation.isBusy()).isFalse();
      assertThat(first.state()).isEqualTo(StreamState.STREAMING);
      pushed.sink.completed(true);

      assertThat(Scene.outcomeOf(asked).text()).isEqualTo("Because");
      assertThat(Scene.outcomeOf(first).text()).isEqualTo("Mail for you");
      assertThat(Scene.outcomeOf(second).text()).isEqualTo("Call from Ada");
      scene.assertNothingLeftBehind();
    }

    @Test
    void aQuestionDoesNotFindTheConversationBusy() {
      Answer received = scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      assertThat(scene.conversation.isBusy()).isFalse();
      Answer asked = scene.ask();

      assertThat(asked.state()).isEqualTo(StreamState.CONNECTING);
      assertThat(received.state()).isEqualTo(StreamState.STREAMING);
    }

    @Test
    void whatWaitsKeepsItsTurnWhenOneEnds() {
      Chat patient = scene.chatOver(scene.transport).busy(BusyPolicy.queue()).build();
      Answer running = scene.ask();
      Answer waits = patient.send("And?");
      scene.chat.receive(pushed.transport);
      pushed.sink.completed(true);
      scene.time.run();

      assertThat(waits.state()).isEqualTo(StreamState.QUEUED);
      scene.sink().completed(true);
      scene.time.run();
      assertThat(running.state()).isEqualTo(StreamState.COMPLETED);
      assertThat(waits.state()).isEqualTo(StreamState.CONNECTING);
    }

    @Test
    void anInterruptLeavesItAlone() {
      Answer asked = scene.ask();
      Answer received = scene.chat.receive(pushed.transport);
      Answer takesOver =
          scene.chatOver(scene.transport).busy(BusyPolicy.INTERRUPT).build().send("Or?");
      pushed.text("Mail");

      assertThat(asked.state()).isEqualTo(StreamState.CANCELLED);
      assertThat(received.state()).isEqualTo(StreamState.STREAMING);
      assertThat(takesOver.state()).isEqualTo(StreamState.QUEUED);
      assertThat(texts()).containsExactly("Why?", "", "Mail", "Or?", "");
    }

    @Test
    void aConversationThatEndsWithItHasNothingToAnswer() {
      scene.conversation.add(MessageDraft.user("Why?"));
      scene.chat.receive(pushed.transport);

      assertThatThrownBy(scene.chat::answer)
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("nothing to answer");
      pushed.sink.completed(true);
      assertThatThrownBy(scene.chat::answer)
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("nothing to answer");
    }

    @Test
    void cancellingItTellsThePeerByTheChatsHook() {
      List<CancelledAnswer> told = new ArrayList<>();
      Chat chat = scene
          .chatOver(scene.transport)
          .onCancel(answer -> {
            told.add(answer);
            return CompletableFuture.completedFuture("done");
          })
          .build();
      Answer received = chat.receive(pushed.transport);
      pushed.sink.streamId("s-1");
      received.cancel();
      scene.time.run();

      assertThat(told)
          .containsExactly(new CancelledAnswer(
              "c", received.primary(), Optional.of("s-1"), Set.of(), LateCause.CANCELLED));
    }

    @Test
    void cancellingItLeavesTheOthersAlone() {
      Answer asked = scene.ask();
      Answer received = scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      received.cancel();
      pushed.text(" for you");

      assertThat(pushed.cancels).isEqualTo(1);
      assertThat(Scene.outcomeOf(received).text()).isEqualTo("Mail");
      assertThat(received.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
      assertThat(asked.state()).isEqualTo(StreamState.CONNECTING);
      assertThat(scene.conversation.isBusy()).isTrue();
    }
  }

  @Nested
  class InRequests {
    @Test
    void aLaterQuestionCarriesWhatHasEndedAndNotWhatStillGrows() {
      Pushed other = new Pushed();
      scene.chat.receive(pushed.transport);
      scene.chat.receive(other.transport);
      pushed.text("Mail for you");
      other.text("Call fr");
      pushed.sink.completed(true);
      scene.ask();

      assertThat(scene.attempt().request().messages())
          .extracting(ChatMessage::text)
          .containsExactly("Mail for you", "Why?");
    }

    @Test
    void whatFailedIsCarriedAsOtherFailedAnswersAre() {
      scene.chat.receive(pushed.transport);
      pushed.text("Mail f");
      pushed.sink.truncated(null);
      scene.ask();

      assertThat(scene.attempt().request().messages())
          .extracting(ChatMessage::text)
          .containsExactly("Mail f", "Why?");
    }

    @Test
    void aSecondAttemptCarriesWhatHasEndedMeanwhile() {
      Chat chat = scene.chatOver(scene.transport).retry(RetryPolicy.PATIENT).build();
      scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      chat.send("Why?");
      scene.time.run();
      scene.sink().truncated(new IOException("reset"));
      pushed.sink.completed(true);
      scene.time.advance(Duration.ofSeconds(5));

      assertThat(scene.transport.attempts()).hasSize(2);
      assertThat(scene.transport.attempts().get(0).request().messages())
          .extracting(ChatMessage::text)
          .containsExactly("Why?");
      assertThat(scene.attempt().request().messages())
          .extracting(ChatMessage::text)
          .containsExactly("Mail", "Why?");
    }

    @Test
    void itsOwnRequestHasWhatStandsBeforeItButNotTheAnswerThatStillGrows() {
      scene.ask();
      scene.text("Be");
      scene.chat.receive(pushed.transport);

      assertThat(pushed.asked()).containsExactly("Why?");
    }
  }

  @Nested
  class Ends {
    @Test
    void aBrokenConnectionFailsItAtOnceWhateverTheChatsRetryPolicy() {
      Chat chat = scene.chatOver(scene.transport).retry(RetryPolicy.PATIENT).build();
      Answer answer = chat.receive(pushed.transport);
      pushed.sink.truncated(null);

      Outcome outcome = Scene.outcomeOf(answer);
      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.TRUNCATED);
      assertThat(pushed.openers).hasSize(1);
      scene.assertNothingLeftBehind();
    }

    @Test
    void aWholeTextThatDiffersFromItsPiecesIsOnlyReported() {
      Answer answer = scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      pushed.sink.primary().replaceText("0", "No mail");
      pushed.sink.completed(true);

      assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Mail");
      assertThat(Scene.outcomeOf(answer).evidence().problems())
          .extracting(Problem::code)
          .containsExactly("text_differs");
    }

    @Test
    void unlessTheChatLetsTextBeReplaced() {
      RetryPolicy replacing =
          RetryPolicy.builder().afterText(RetryPolicy.AfterText.REPLACE_TEXT).build();
      Answer answer =
          scene.chatOver(scene.transport).retry(replacing).build().receive(pushed.transport);
      pushed.text("Mail");
      pushed.sink.primary().replaceText("0", "No mail");
      pushed.sink.truncated(null);

      assertThat(Scene.outcomeOf(answer).text()).isEqualTo("No mail");
      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.FAILED);
      assertThat(pushed.openers).hasSize(1);
    }

    @Test
    void itsClocksAreTheChats() {
      Answer silent = scene.chat.receive(pushed.transport);
      Pushed other = new Pushed();
      Answer stalls = scene.chat.receive(other.transport);
      other.text("Mail");
      scene.time.advance(Scene.TIMEOUTS.connect());

      assertThat(Scene.outcomeOf(silent).error().orElseThrow().code()).isEqualTo("connect");
      assertThat(Scene.outcomeOf(stalls).error().orElseThrow().code()).isEqualTo("idle");
      assertThat(Scene.outcomeOf(stalls).text()).isEqualTo("Mail");
      scene.assertNothingLeftBehind();
    }

    @Test
    void clearCancelsItWithTheRunningOne() {
      Answer asked = scene.ask();
      Answer received = scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      scene.conversation.clear();
      pushed.text("!");

      assertThat(asked.state()).isEqualTo(StreamState.CANCELLED);
      assertThat(Scene.outcomeOf(received).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(Scene.outcomeOf(received).text()).isEqualTo("Mail");
      assertThat(received.lateEvents()).isEqualTo(Map.of(LateCause.CLEARED, 1L));
      assertThat(pushed.cancels).isEqualTo(1);
      scene.assertNothingLeftBehind();
    }

    @Test
    void givingAnEarlierAnswerAnewCancelsWhatFollowsIt() {
      Pushed before = new Pushed();
      Answer stays = scene.chat.receive(before.transport);
      Answer asked = scene.ask();
      scene.text("Because");
      scene.sink().completed(true);
      Answer goes = scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      scene.chat.regenerate(asked.primary());
      before.text("Call");

      assertThat(texts()).containsExactly("Call", "Why?", "");
      assertThat(stays.state()).isEqualTo(StreamState.STREAMING);
      assertThat(Scene.outcomeOf(goes).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(Scene.outcomeOf(goes).text()).isEqualTo("Mail");
      assertThat(pushed.cancels).isEqualTo(1);
    }

    @Test
    void closingTheChatCancelsIt() {
      Answer answer = scene.chat.receive(pushed.transport);
      pushed.text("Mail");
      scene.chat.close();

      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(pushed.cancels).isEqualTo(1);
      assertThat(pushed.transport.closes()).isZero();
    }

    @Test
    void closingTheChatFromInsideOpenCancelsIt() {
      Answer answer = scene.chat.receive(new OpeningTransport((request, sink) -> {
        scene.chat.close();
        return () -> {};
      }));

      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
      scene.assertNothingLeftBehind();
    }

    @Test
    void aDetachedOneRunsOnWhenItsChatIsClosed() {
      Answer answer = scene.chat.receive(pushed.transport);
      answer.detach();
      scene.chat.close();
      pushed.text("Mail");
      pushed.sink.completed(true);

      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(texts()).containsExactly("Mail");
      scene.assertNothingLeftBehind();
    }
  }
}
