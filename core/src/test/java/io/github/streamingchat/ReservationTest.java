package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReservationTest {
  private static final Part DATA = new Part.Data("rows", null, List.of(1));

  private final List<Throwable> callbackErrors = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final AtomicInteger revoked = new AtomicInteger();
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .limits(Limits.builder().maxMessageChars(20).maxParts(3).maxMessages(4).build())
      .onCallbackError(callbackErrors::add)
      .build();

  private Reservation begin() {
    return conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, revoked::incrementAndGet);
  }

  private Reservation withText(String text) {
    Reservation answer = begin();
    answer.append(answer.primary(), answer.open(answer.primary(), Drafts.emptyText()), text);
    return answer;
  }

  private ChatMessage message(MessageId id) {
    return conversation.find(id).orElseThrow();
  }

  /** A free conversation takes the next answer. */
  private void assertFree() {
    assertThat(conversation.isBusy()).isFalse();
    Reservation next = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
    assertThat(next.isOpen()).isTrue();
    next.settle(MessageStatus.CANCELLED, null);
  }

  private void assertRefusesEveryWrite(Reservation answer, MessageId id) {
    Snapshot before = conversation.snapshot();
    assertThat(answer.isOpen()).isFalse();
    assertThat(answer.append(id, 0, "late")).isFalse();
    assertThat(answer.append(id, 0, "")).isFalse();
    assertThat(answer.open(id, Drafts.emptyText())).isEqualTo(-1);
    assertThat(answer.edit(id, message -> message.text("late"))).isFalse();
    assertThat(answer.add(Drafts.PLACEHOLDER)).isEmpty();
    assertThat(conversation.snapshot()).isSameAs(before);
  }

  @Nested
  class Begin {
    @Test
    void isOneStepForReadersAndOneChangeForSubscribers() {
      conversation.subscribe(changes::add, Runnable::run);
      Reservation answer = begin();

      assertThat(conversation.isBusy()).isTrue();
      assertThat(conversation.snapshot().version()).isEqualTo(1);
      assertThat(conversation.snapshot().messages())
          .extracting(ChatMessage::id)
          .containsExactly(answer.userTurn().orElseThrow(), answer.primary());
      assertThat(conversation.snapshot().messages()).allMatch(message -> message.version() == 1);
      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.PENDING);
      assertThat(answer.messages()).containsExactly(answer.primary());
      assertThat(answer.isOpen()).isTrue();
      assertThat(changes).singleElement().satisfies(change -> {
        assertThat(change.previousVersion()).isZero();
        assertThat(change.version()).isEqualTo(1);
        assertThat(change.messages())
            .extracting(MessageChange::kind)
            .containsExactly(MessageChange.Kind.ADDED, MessageChange.Kind.ADDED);
      });
    }

    @Test
    void aPlaceholderThatBringsItsPartStreamsWithTheFirstPiece() {
      MessageDraft placeholder = MessageDraft.builder(Role.ASSISTANT)
          .status(MessageStatus.PENDING)
          .part(Part.text("So: "))
          .build();
      Reservation answer = conversation.begin(null, placeholder, () -> {});
      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.PENDING);

      answer.append(answer.primary(), 0, "yes");

      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.STREAMING);
      assertThat(message(answer.primary()).text()).isEqualTo("So: yes");
    }

    @Test
    void mayComeWithoutAUserTurn() {
      Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      assertThat(answer.userTurn()).isEmpty();
      assertThat(conversation.snapshot().size()).isEqualTo(1);
    }

    @Test
    void isRefusedWhileAnotherAnswerRunsAndAddsNothing() {
      Reservation first = begin();
      Snapshot before = conversation.snapshot();

      assertThatThrownBy(ReservationTest.this::begin)
          .isInstanceOfSatisfying(ConversationBusyException.class, busy -> {
            assertThat(busy.conversationId()).isEqualTo("chat");
            assertThat(busy.running()).isEqualTo(first.primary());
          })
          .hasMessageContaining(first.primary().value());
      assertThat(conversation.snapshot()).isSameAs(before);
      assertThat(first.isOpen()).isTrue();
    }

    @Test
    void pastALimitAddsNothingAndReservesNothing() {
      MessageDraft tooLong = MessageDraft.builder(Role.ASSISTANT)
          .status(MessageStatus.STREAMING)
          .text("x".repeat(21))
          .build();
      conversation.subscribe(changes::add, Runnable::run);

      assertThatThrownBy(() -> conversation.begin(Drafts.PLACEHOLDER, tooLong, () -> {}))
          .isInstanceOf(LimitExceededException.class);
      assertThatThrownBy(() ->
              conversation.begin(MessageDraft.user("x".repeat(21)), Drafts.PLACEHOLDER, () -> {}))
          .isInstanceOf(LimitExceededException.class);
      assertThat(conversation.snapshot().messages()).isEmpty();
      assertThat(conversation.snapshot().version()).isZero();
      assertThat(changes).isEmpty();
      assertFree();
    }

    @Test
    void needsRoomForBothMessages() {
      for (int i = 0; i < 3; i++) {
        conversation.add(MessageDraft.user("x"));
      }
      assertThatThrownBy(ReservationTest.this::begin)
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxMessages is limited to 4, but 5");
      assertThat(conversation.snapshot().size()).isEqualTo(3);
      assertFree();
    }

    @ParameterizedTest
    @EnumSource(
        value = MessageStatus.class,
        names = {"COMPLETED", "CANCELLED", "FAILED"})
    void refusesAPlaceholderThatHasEnded(MessageStatus status) {
      MessageDraft ended = MessageDraft.builder(Role.ASSISTANT).status(status).build();
      assertThatThrownBy(() -> conversation.begin(null, ended, () -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(status.name());
      assertThatThrownBy(() -> begin().add(ended))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(status.name());
      assertThat(conversation.snapshot().size()).isEqualTo(2);
    }
  }

  @Nested
  class Writing {
    private final Reservation answer = begin();
    private final MessageId id = answer.primary();

    @Test
    void growsOneMessageInPlace() {
      int part = answer.open(id, Drafts.emptyText());
      assertThat(part).isZero();
      for (String piece : List.of("Hel", "", "lo")) {
        assertThat(answer.append(id, part, piece)).isTrue();
      }

      assertThat(message(id).text()).isEqualTo("Hello");
      assertThat(message(id).status()).isEqualTo(MessageStatus.STREAMING);
      assertThat(conversation.snapshot().size()).isEqualTo(2);
      assertThat(answer.message(id)).isEqualTo(message(id));
    }

    @Test
    void mayGoToAndFroBetweenParts() {
      int thought = answer.open(id, new Part.Reasoning(ChatText.EMPTY, null));
      int said = answer.open(id, Drafts.emptyText());
      int data = answer.open(id, DATA);
      for (String piece : List.of("a", "b", "c")) {
        answer.append(id, thought, piece);
        answer.append(id, said, piece + piece);
      }

      assertThat(List.of(thought, said, data)).containsExactly(0, 1, 2);
      assertThat(message(id).parts())
          .containsExactly(new Part.Reasoning(ChatText.of("abc"), null), Part.text("aabbcc"), DATA);
    }

    @Test
    void isRefusedForAMessageOfSomebodyElse() {
      MessageId foreign = conversation.add(MessageDraft.assistant("mine"));
      conversation.append(foreign, "!");

      assertThatThrownBy(() -> answer.append(foreign, 0, "yours"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(foreign.value());
      assertThatThrownBy(() -> answer.open(foreign, Drafts.emptyText()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> answer.edit(foreign, message -> message.text("yours")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> answer.append(answer.userTurn().orElseThrow(), 0, "yours"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(message(foreign).text()).isEqualTo("mine!");
    }

    @Test
    void isRefusedForAPartThatIsNotThereOrDoesNotGrow() {
      int data = answer.open(id, DATA);
      for (int part : new int[] {-1, data, data + 1}) {
        assertThatThrownBy(() -> answer.append(id, part, "x"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(id.value())
            .hasMessageContaining(String.valueOf(part));
      }
      assertThat(message(id).parts()).containsExactly(DATA);
    }

    @Test
    void pastALimitChangesNothing() {
      int part = answer.open(id, Drafts.emptyText());
      answer.append(id, part, "x".repeat(19));
      Snapshot before = conversation.snapshot();

      assertThatThrownBy(() -> answer.append(id, part, "xx"))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxMessageChars is limited to 20, but 21");
      assertThatThrownBy(() -> answer.open(id, Part.text("xx")))
          .isInstanceOf(LimitExceededException.class);
      assertThatThrownBy(() -> answer.edit(id, message -> message.text("x".repeat(21))))
          .isInstanceOf(LimitExceededException.class);
      assertThat(conversation.snapshot()).isSameAs(before);
      Part weightless = new Part.Data("rows", null, null);
      answer.open(id, weightless);
      answer.open(id, weightless);
      assertThatThrownBy(() -> answer.open(id, weightless))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxParts is limited to 3, but 4");
      assertThat(answer.append(id, part, "x")).isTrue();
    }

    @Test
    void aSecondMessageOfTheAnswerGrowsBesideTheFirst() {
      int part = answer.open(id, Drafts.emptyText());
      answer.append(id, part, "one");
      MessageId second = answer.add(Drafts.PLACEHOLDER).orElseThrow();
      int secondPart = answer.open(second, Drafts.emptyText());
      answer.append(second, secondPart, "two");
      answer.append(id, part, "!");

      assertThat(answer.messages()).containsExactly(id, second);
      assertThat(message(id).text()).isEqualTo("one!");
      assertThat(message(second).text()).isEqualTo("two");
      assertThat(answer.settle(MessageStatus.COMPLETED, null).orElseThrow())
          .extracting(ChatMessage::text)
          .containsExactly("one!", "two");
      assertThat(conversation.snapshot().messages())
          .allMatch(message -> message.status() == MessageStatus.COMPLETED);
    }

    @Test
    void anEditKeepsTheTextThatGrows() {
      int part = answer.open(id, Drafts.emptyText());
      answer.append(id, part, "Hel");
      assertThat(answer.edit(
              id,
              message -> message
                  .alias("srv-1")
                  .finishReason(FinishReason.STOP)
                  .usage(Usage.NONE)
                  .metadata("model", "m")))
          .isTrue();
      answer.append(id, part, "lo");

      assertThat(message(id).text()).isEqualTo("Hello");
      assertThat(message(id).aliases()).containsExactly("srv-1");
      assertThat(message(id).finishReason()).contains(FinishReason.STOP);
      assertThat(message(id).usage()).contains(Usage.NONE);
      assertThat(message(id).metadata()).isEqualTo(Map.of("model", "m"));
    }

    @Test
    void anEditMayReplaceTheContent() {
      int part = answer.open(id, Drafts.emptyText());
      answer.append(id, part, "old");
      answer.edit(id, message -> message.text("new"));
      answer.append(id, part, "er");

      assertThat(message(id).text()).isEqualTo("newer");
    }

    @Test
    void aCharacterInTwoHalvesSurvivesAnEditOfOtherParts() {
      int part = answer.open(id, Drafts.emptyText());
      answer.append(id, part, "a\uD83D");
      answer.edit(id, message -> message.addPart(DATA));
      answer.edit(id, message -> message.metadata("k", 1));
      answer.append(id, part, "\uDE00");

      assertThat(message(id).parts()).containsExactly(Part.text("a\uD83D\uDE00"), DATA);
    }

    @Test
    void theApplicationMayAnnotateAndNothingElse() {
      answer.append(id, answer.open(id, Drafts.emptyText()), "Hello");
      conversation.edit(id, message -> message.metadata("stars", 5).author(Author.named("Ada")));

      assertThat(message(id).metadata()).isEqualTo(Map.of("stars", 5L));
      assertThat(message(id).author()).contains(Author.named("Ada"));
      assertThatThrownBy(() -> conversation.edit(id, message -> message.text("mine")))
          .isInstanceOfSatisfying(
              StreamingMessageException.class, error -> assertThat(error.id()).isEqualTo(id))
          .hasMessageContaining("content");
      assertThatThrownBy(
              () -> conversation.edit(id, message -> message.status(MessageStatus.COMPLETED)))
          .isInstanceOf(StreamingMessageException.class);
      assertThatThrownBy(() -> conversation.edit(id, message -> message.alias("x")))
          .isInstanceOf(StreamingMessageException.class);
      assertThatThrownBy(() -> conversation.edit(id, message -> message.usage(Usage.NONE)))
          .isInstanceOf(StreamingMessageException.class);
      assertThatThrownBy(
              () -> conversation.edit(id, message -> message.finishReason(FinishReason.STOP)))
          .isInstanceOf(StreamingMessageException.class);
      assertThatThrownBy(() -> conversation.edit(
              id, message -> message.error(ChatError.of(ChatError.Kind.SERVER, "no"))))
          .isInstanceOf(StreamingMessageException.class);
      assertThatThrownBy(() -> conversation.append(id, "mine"))
          .isInstanceOf(StreamingMessageException.class);
      assertThat(message(id).text()).isEqualTo("Hello");
    }

    @Test
    void otherMessagesStayTheApplications() {
      MessageId user = answer.userTurn().orElseThrow();
      conversation.edit(user, message -> message.text("edited"));
      conversation.append(user, "!");
      conversation.add(MessageDraft.user("another"));
      int part = answer.open(id, Drafts.emptyText());
      answer.append(id, part, "Hello");
      conversation.remove(user);
      answer.append(id, part, "!");

      assertThat(message(id).text()).isEqualTo("Hello!");
      assertThat(answer.isOpen()).isTrue();
      assertThat(revoked).hasValue(0);
    }
  }

  @Nested
  class Settling {
    @ParameterizedTest
    @EnumSource(
        value = MessageStatus.class,
        names = {"COMPLETED", "CANCELLED", "FAILED"})
    void givesTheMessageItsStatusAndErrorKeepsTheTextAndFreesTheConversation(MessageStatus status) {
      Reservation answer = withText("Hel");
      long version = conversation.snapshot().version();
      ChatError error =
          status == MessageStatus.FAILED ? ChatError.of(ChatError.Kind.SERVER, "no") : null;
      List<ChatMessage> last = answer.settle(status, error).orElseThrow();

      assertThat(last).containsExactly(message(answer.primary()));
      assertThat(last.get(0).status()).isEqualTo(status);
      assertThat(last.get(0).text()).isEqualTo("Hel");
      assertThat(last.get(0).error().isPresent()).isEqualTo(error != null);
      assertThat(conversation.snapshot().version()).isEqualTo(version + 1);
      assertThat(revoked).hasValue(0);
      assertRefusesEveryWrite(answer, answer.primary());
      assertFree();
    }

    @Test
    void countsOnce() {
      Reservation answer = withText("Hel");
      answer.settle(MessageStatus.COMPLETED, null);
      Snapshot before = conversation.snapshot();

      assertThat(answer.settle(MessageStatus.FAILED, ChatError.of(ChatError.Kind.SERVER, "no")))
          .isEmpty();
      assertThat(conversation.snapshot()).isSameAs(before);
    }

    @Test
    void endsANeverFilledPlaceholderToo() {
      Reservation answer = begin();
      answer.settle(MessageStatus.COMPLETED, null);
      assertThat(message(answer.primary()).status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(message(answer.primary()).parts()).isEmpty();
      assertFree();
    }

    @Test
    void refusesAStatusThatIsNoEndAndStaysOpen() {
      Reservation answer = begin();
      assertThatThrownBy(() -> answer.settle(MessageStatus.STREAMING, null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(answer.isOpen()).isTrue();
      assertThat(answer.settle(MessageStatus.COMPLETED, null)).isPresent();
    }

    @Test
    void aLateWriterCannotReachTheNextAnswer() {
      Reservation first = withText("one");
      first.settle(MessageStatus.CANCELLED, null);
      Reservation second = withText("two");

      assertRefusesEveryWrite(first, first.primary());
      assertThat(first.settle(MessageStatus.COMPLETED, null)).isEmpty();
      assertThat(second.isOpen()).isTrue();
      assertThat(message(second.primary()).text()).isEqualTo("two");
    }

    @Test
    void theApplicationMayEditAndRemoveAfterwardsWhileTheReservationKeepsWhatItEndedWith() {
      Reservation answer = withText("Hel");
      answer.settle(MessageStatus.COMPLETED, null);
      conversation.edit(answer.primary(), message -> message.text("edited"));

      assertThat(message(answer.primary()).text()).isEqualTo("edited");
      assertThat(answer.message(answer.primary()).text()).isEqualTo("Hel");
      conversation.remove(answer.primary());
      assertThat(answer.message(answer.primary()).text()).isEqualTo("Hel");
      assertThat(revoked).hasValue(0);
      assertThatThrownBy(() -> answer.message(MessageId.of("nobody")))
          .isInstanceOf(UnknownMessageException.class);
    }

    @Test
    void aHalfCharacterThatWaitedInVainBecomesTheReplacementCharacter() {
      Reservation answer = withText("a\uD83D");
      assertThat(message(answer.primary()).text()).isEqualTo("a");
      answer.settle(MessageStatus.COMPLETED, null);
      assertThat(message(answer.primary()).text()).isEqualTo("a\uFFFD");
    }
  }

  @Nested
  class Revoking {
    @Test
    void clearEndsTheAnswerAndTellsItsOwnerWhichKeepsTheText() {
      Reservation answer = withText("Hel");
      conversation.clear();

      assertThat(revoked).hasValue(1);
      assertThat(conversation.snapshot().messages()).isEmpty();
      assertRefusesEveryWrite(answer, answer.primary());
      assertThat(answer.message(answer.primary()).text()).isEqualTo("Hel");
      assertThat(answer.message(answer.primary()).status()).isEqualTo(MessageStatus.CANCELLED);
      assertFree();
    }

    @Test
    void removingOneOfItsMessagesEndsTheAnswerAndTheOthersStayCancelled() {
      Reservation answer = withText("one");
      MessageId second = answer.add(Drafts.PLACEHOLDER).orElseThrow();
      answer.append(second, answer.open(second, Drafts.emptyText()), "two\uD83D");
      ChatMessage removed = conversation.remove(answer.primary());

      assertThat(removed.text()).isEqualTo("one");
      assertThat(revoked).hasValue(1);
      assertThat(conversation.find(answer.primary())).isEmpty();
      assertThat(message(second).text()).isEqualTo("two\uFFFD");
      assertThat(message(second).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(message(second).version()).isEqualTo(conversation.snapshot().version());
      assertRefusesEveryWrite(answer, second);
      assertThat(answer.message(answer.primary()).text()).isEqualTo("one");
      assertFree();
    }

    @Test
    void settlingAfterwardsCountsOnceAndGivesTheKeptMessages() {
      Reservation answer = withText("Hel");
      conversation.clear();
      Snapshot before = conversation.snapshot();
      List<ChatMessage> last = answer.settle(MessageStatus.CANCELLED, null).orElseThrow();

      assertThat(last).singleElement().satisfies(message -> {
        assertThat(message.id()).isEqualTo(answer.primary());
        assertThat(message.text()).isEqualTo("Hel");
        assertThat(message.status()).isEqualTo(MessageStatus.CANCELLED);
      });
      assertThat(answer.settle(MessageStatus.CANCELLED, null)).isEmpty();
      assertThat(conversation.snapshot()).isSameAs(before);
    }

    @Test
    void settlingFromInsideTheCallIsFine() {
      List<ChatMessage> last = new ArrayList<>();
      List<Reservation> answers = new ArrayList<>();
      answers.add(conversation.begin(
          null,
          Drafts.PLACEHOLDER,
          () -> last.addAll(answers.get(0).settle(MessageStatus.CANCELLED, null).orElseThrow())));
      conversation.clear();

      assertThat(last).hasSize(1);
      assertFree();
    }

    @Test
    void anOwnerThatThrowsIsReportedAndTheConversationIsClearedAllTheSame() {
      IllegalStateException own = new IllegalStateException("the owner's own");
      AssertionError error = new AssertionError("an error is no other");
      conversation.begin(null, Drafts.PLACEHOLDER, () -> {
        throw own;
      });
      conversation.clear();
      Reservation second = conversation.begin(null, Drafts.PLACEHOLDER, () -> {
        throw error;
      });
      conversation.remove(second.primary());

      assertThat(callbackErrors).containsExactly(own, error);
      assertThat(conversation.snapshot().messages()).isEmpty();
      assertFree();
    }

    @Test
    void aHookThatThrowsHarmsNobody() {
      Conversation unlucky = Conversation.builder("unlucky")
          .onCallbackError(thrown -> {
            throw new IllegalStateException("the hook's own");
          })
          .build();
      unlucky.begin(null, Drafts.PLACEHOLDER, () -> {
        throw new IllegalStateException("the owner's own");
      });
      unlucky.clear();

      assertThat(unlucky.snapshot().messages()).isEmpty();
    }
  }
}
