package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Answers that are written beside the one that reserved the conversation. */
class ReservationBesideTest {
  private final List<Throwable> callbackErrors = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .limits(Limits.builder().maxMessageChars(20).maxMessages(6).build())
      .onCallbackError(callbackErrors::add)
      .build();

  private final ReservationOwner owner = new ReservationOwner() {
    @Override
    public void onTurn(Reservation reservation) {
      calls.add("turn " + reservation.isOpen());
    }

    @Override
    public void onRevoked(Reservation reservation, Revocation why) {
      calls.add(why + " " + reservation.isOpen());
    }
  };

  private Reservation beside(String text) {
    Reservation answer = conversation.beginBeside(Drafts.PLACEHOLDER, owner);
    append(answer, text);
    return answer;
  }

  private Reservation asked(String text) {
    Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
    append(answer, text);
    return answer;
  }

  private static void append(Reservation answer, String text) {
    MessageId id = answer.primary();
    assertThat(answer.append(id, answer.open(id, Drafts.emptyText()), text)).isTrue();
  }

  private List<String> texts() {
    return textsOf(conversation.snapshot().messages());
  }

  private static List<String> textsOf(List<ChatMessage> messages) {
    return messages.stream().map(ChatMessage::text).toList();
  }

  private ChatMessage message(MessageId id) {
    return conversation.find(id).orElseThrow();
  }

  @Nested
  class Beginning {
    @Test
    void addsItsPlaceholderAtTheEndInOneStepAndHasItsTurnAtOnce() {
      conversation.add(Drafts.QUESTION);
      List<Change> changes = new ArrayList<>();
      conversation.subscribe(changes::add, Runnable::run);
      Reservation answer = conversation.beginBeside(Drafts.PLACEHOLDER, owner);

      assertThat(calls).containsExactly("turn true");
      assertThat(changes).hasSize(1);
      assertThat(conversation.snapshot().get(1).id()).isEqualTo(answer.primary());
      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.PENDING);
      assertThat(answer.userTurn()).isEmpty();
      assertThat(conversation.isBusy()).isFalse();
    }

    @Test
    void anAnswerThatRunsAndOneThatWaitsAreNotConcerned() {
      Reservation running = asked("Be");
      Reservation waits =
          conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, BusyPolicy.queue(), owner);
      Reservation answer = beside("Mail");
      append(running, "cause");
      answer.settle(MessageStatus.COMPLETED, null);

      assertThat(running.isOpen()).isTrue();
      assertThat(waits.isOpen()).isFalse();
      assertThat(conversation.waiting()).hasSize(1);
      running.settle(MessageStatus.COMPLETED, null);
      assertThat(waits.isOpen()).isTrue();
    }

    @Test
    void anOwnerThatThrowsFailsItsOwnAnswerOnly() {
      Reservation running = asked("Be");
      RuntimeException broken = new IllegalStateException("broken");
      Reservation answer = conversation.beginBeside(Drafts.PLACEHOLDER, new ReservationOwner() {
        @Override
        public void onTurn(Reservation reservation) {
          throw broken;
        }

        @Override
        public void onRevoked(Reservation reservation, Revocation why) {}
      });

      assertThat(callbackErrors).containsExactly(broken);
      assertThat(answer.isOpen()).isFalse();
      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.FAILED);
      assertThat(message(answer.primary()).error().orElseThrow().cause()).isSameAs(broken);
      assertThat(running.isOpen()).isTrue();
    }

    @Test
    void aPlaceholderIsOneThatGrows() {
      assertThatThrownBy(() -> conversation.beginBeside(Drafts.QUESTION, owner))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("COMPLETED");
      assertThat(texts()).isEmpty();
      assertThat(calls).isEmpty();
    }

    @Test
    void theRoomOfThoseThatWaitIsNotTaken() {
      asked("Be");
      conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, BusyPolicy.queue(), owner);
      Reservation first = beside("Mail");
      beside("Call");
      Snapshot before = conversation.snapshot();

      assertThat(before.size()).isEqualTo(5);
      assertThatThrownBy(() -> conversation.beginBeside(Drafts.PLACEHOLDER, owner))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxMessages");
      assertThatThrownBy(() -> first.add(Drafts.PLACEHOLDER))
          .isInstanceOf(LimitExceededException.class);
      assertThat(conversation.snapshot()).isSameAs(before);
    }
  }

  @Nested
  class Writing {
    @Test
    void allOfThemShowAsTheyGrow() {
      Reservation running = asked("Be");
      Reservation mail = beside("Ma");
      Reservation call = beside("Ca");
      assertThat(texts()).containsExactly("Why is the sky blue?", "Be", "Ma", "Ca");
      mail.append(mail.primary(), 0, "il");
      running.append(running.primary(), 0, "cause");
      call.append(call.primary(), 0, "ll");

      assertThat(texts()).containsExactly("Why is the sky blue?", "Because", "Mail", "Call");
    }

    @Test
    void theApplicationMayAnnotateTheirMessagesAndNoMore() {
      Reservation answer = beside("Mail");
      MessageId id = answer.primary();
      conversation.edit(id, message -> message.metadata("mark", 1));

      assertThat(message(id).metadata()).isEqualTo(Map.of("mark", 1L));
      assertThatThrownBy(() -> conversation.edit(id, message -> message.text("no")))
          .isInstanceOf(StreamingMessageException.class);
      assertThatThrownBy(() -> conversation.append(id, "no"))
          .isInstanceOf(StreamingMessageException.class);
      answer.settle(MessageStatus.COMPLETED, null);
      conversation.append(id, "!");
      assertThat(message(id).text()).isEqualTo("Mail!");
    }

    @Test
    void whatTheApplicationAppendsElsewhereSettlesNoneOfThem() {
      Reservation answer = beside("Ma");
      MessageId one = conversation.add(MessageDraft.user("a"));
      MessageId two = conversation.add(MessageDraft.user("b"));
      conversation.append(one, "a");
      conversation.append(two, "b");
      answer.append(answer.primary(), 0, "il");

      assertThat(texts()).containsExactly("Mail", "aa", "bb");
    }

    @Test
    void nobodyWritesTheMessagesOfAnother() {
      Reservation running = asked("Be");
      Reservation mail = beside("Mail");
      Reservation call = beside("Call");

      assertThatThrownBy(() -> mail.append(call.primary(), 0, "no"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mail.append(running.primary(), 0, "no"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> running.append(mail.primary(), 0, "no"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageThatItGaveUpByStartingOverIsNobodys() {
      Reservation answer = beside("Mail");
      MessageId second = answer.add(Drafts.PLACEHOLDER).orElseThrow();
      assertThat(answer.startOver(answer.primary(), Drafts.emptyText(), "New", Set.of()))
          .isTrue();

      assertThat(texts()).containsExactly("New");
      assertThat(conversation.find(second)).isEmpty();
      calls.clear();
      conversation.clear();
      assertThat(calls).containsExactly("CLEARED false");
      assertThat(answer.settle(MessageStatus.COMPLETED, null).orElseThrow())
          .extracting(ChatMessage::text)
          .containsExactly("New");
    }
  }

  @Nested
  class Ending {
    @Test
    void clearEndsAllAndEachKeepsItsText() {
      Reservation running = asked("Because");
      Reservation mail = beside("Mail");
      Reservation call = beside("Call");
      calls.clear();
      conversation.clear();

      assertThat(calls).containsExactly("CLEARED false", "CLEARED false");
      assertThat(mail.append(mail.primary(), 0, "late")).isFalse();
      assertThat(mail.message(mail.primary()).text()).isEqualTo("Mail");
      assertThat(call.settle(MessageStatus.COMPLETED, null).orElseThrow())
          .extracting(ChatMessage::text)
          .containsExactly("Call");
      assertThat(running.isOpen()).isFalse();
      assertThat(texts()).isEmpty();
    }

    @Test
    void removingOneOfItsMessagesEndsItAndNoOther() {
      Reservation running = asked("Because");
      Reservation mail = beside("Mail");
      MessageId second = mail.add(Drafts.PLACEHOLDER).orElseThrow();
      Reservation call = beside("Call");
      calls.clear();
      conversation.remove(second);

      assertThat(calls).containsExactly("CLEARED false");
      assertThat(mail.isOpen()).isFalse();
      assertThat(message(mail.primary()).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(mail.message(second).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(call.append(call.primary(), 0, "!")).isTrue();
      assertThat(running.isOpen()).isTrue();
      conversation.append(mail.primary(), "!");
      assertThat(texts()).containsExactly("Why is the sky blue?", "Because", "Mail!", "Call!");
    }

    @Test
    void anInterruptEndsNoneOfThem() {
      Reservation running = asked("Be");
      Reservation mail = beside("Mail");
      calls.clear();
      conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, BusyPolicy.INTERRUPT, owner);

      assertThat(running.isOpen()).isFalse();
      assertThat(mail.isOpen()).isTrue();
      assertThat(calls).containsExactly("turn true");
    }

    @Test
    void anAnswerGivenAnewEndsThoseOfWhichItRemovesAMessage() {
      Reservation before = beside("Before");
      Reservation answer = asked("Because");
      answer.settle(MessageStatus.COMPLETED, null);
      before.add(Drafts.PLACEHOLDER);
      Reservation after = beside("After");
      calls.clear();
      List<Change> changes = new ArrayList<>();
      conversation.subscribe(changes::add, Runnable::run);
      conversation.beginInsteadOf(
          answer.primary(), Drafts.PLACEHOLDER, BusyPolicy.REJECT, new RevokedOwner(() -> {}));

      assertThat(changes).hasSize(1);
      assertThat(calls).containsExactly("CLEARED false", "CLEARED false");
      assertThat(texts()).containsExactly("Before", "Why is the sky blue?", "");
      assertThat(message(before.primary()).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(after.message(after.primary()).text()).isEqualTo("After");
      assertThat(after.settle(MessageStatus.FAILED, null).orElseThrow())
          .extracting(ChatMessage::status)
          .containsExactly(MessageStatus.FAILED);
    }

    @Test
    void oneThatStandsBeforeAnAnswerGivenAnewGoesOn() {
      Reservation before = beside("Be");
      Reservation answer = asked("Because");
      answer.settle(MessageStatus.COMPLETED, null);
      conversation.beginInsteadOf(
          answer.primary(), Drafts.PLACEHOLDER, BusyPolicy.REJECT, new RevokedOwner(() -> {}));

      assertThat(before.append(before.primary(), 0, "fore")).isTrue();
      assertThat(texts()).containsExactly("Before", "Why is the sky blue?", "");
    }

    @Test
    void ofTwoSettlesTheFirstCounts() {
      Reservation answer = beside("Mail");

      assertThat(answer.settle(MessageStatus.CANCELLED, null)).isPresent();
      assertThat(answer.settle(MessageStatus.COMPLETED, null)).isEmpty();
      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(answer.add(Drafts.PLACEHOLDER)).isEmpty();
    }
  }

  @Test
  void othersFollowItWhenItHasEndedAndNotBefore() {
    Reservation ends = beside("Mail");
    Reservation grows = beside("Call");
    Reservation running = asked("Be");
    Reservation later = beside("Late");
    ends.settle(MessageStatus.COMPLETED, null);

    assertThat(textsOf(running.before())).containsExactly("Mail", "Why is the sky blue?");
    assertThat(textsOf(later.before())).containsExactly("Mail", "Why is the sky blue?");
    assertThat(grows.before()).extracting(ChatMessage::text).containsExactly("Mail");
    running.settle(MessageStatus.CANCELLED, null);
    grows.settle(MessageStatus.FAILED, null);
    assertThat(textsOf(later.before()))
        .containsExactly("Mail", "Call", "Why is the sky blue?", "Be");
  }
}
