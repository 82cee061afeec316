package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConversationTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final MessageId UNKNOWN = MessageId.of("nobody");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .clock(now::get)
      .limits(Limits.builder().maxMessageChars(20).maxParts(3).maxMessages(4).build())
      .build();

  private ChatMessage message(MessageId id) {
    return conversation.find(id).orElseThrow();
  }

  @Test
  void beginsEmptyAtVersionZero() {
    assertThat(conversation.snapshot().messages()).isEmpty();
    assertThat(conversation.snapshot().version()).isZero();
    assertThat(conversation.isBusy()).isFalse();
    assertThat(conversation).hasToString("Conversation[id=chat, version=0, messages=0]");
    assertThat(Conversation.create().id()).isNotEqualTo(Conversation.create().id());
    assertThatThrownBy(() -> Conversation.builder(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class Add {
    @Test
    void returnsTheIdAndKeepsTheOrder() {
      MessageId first = conversation.add(MessageDraft.user("one"));
      MessageId second = conversation.add(MessageDraft.assistant("two"));

      assertThat(conversation.snapshot().messages())
          .extracting(ChatMessage::id)
          .containsExactly(first, second);
      assertThat(message(second).text()).isEqualTo("two");
      assertThat(conversation.snapshot().version()).isEqualTo(2);
    }

    @Test
    void takesTheCreationTimeFromTheClock() {
      MessageId first = conversation.add(MessageDraft.user("one"));
      now.set(NOON.plusSeconds(1));
      MessageId second = conversation.add(MessageDraft.user("two"));

      assertThat(message(first).createdAt()).isEqualTo(NOON);
      assertThat(message(second).createdAt()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void refusesOneMessageTooMany() {
      for (int i = 0; i < 4; i++) {
        conversation.add(MessageDraft.user("x"));
      }
      assertThatThrownBy(() -> conversation.add(MessageDraft.user("x")))
          .isInstanceOfSatisfying(LimitExceededException.class, error -> {
            assertThat(error.limit()).isEqualTo("maxMessages");
            assertThat(error.allowed()).isEqualTo(4);
            assertThat(error.actual()).isEqualTo(5);
          });
      assertThat(conversation.snapshot().size()).isEqualTo(4);
    }

    @Test
    void refusesAMessageThatIsTooLongOrHasTooManyParts() {
      conversation.add(MessageDraft.user("x".repeat(20)));
      assertThatThrownBy(() -> conversation.add(MessageDraft.user("x".repeat(21))))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxMessageChars is limited to 20, but 21");
      assertThatThrownBy(() -> conversation.add(MessageDraft.builder(Role.USER)
              .text("a")
              .text("b")
              .text("c")
              .text("d")
              .build()))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxParts is limited to 3, but 4");
      assertThat(conversation.snapshot().size()).isEqualTo(1);
      assertThat(conversation.snapshot().version()).isEqualTo(1);
    }

    @Test
    void refusesAnIdThatIsThereAlready() {
      Conversation twins =
          Conversation.builder("twins").ids(() -> MessageId.of("same")).build();
      twins.add(MessageDraft.user("one"));

      assertThatThrownBy(() -> twins.add(MessageDraft.user("two")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("same")
          .hasMessageContaining("twins");
      assertThatThrownBy(() -> Conversation.builder("twins")
              .ids(() -> MessageId.of("same"))
              .build()
              .begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {}))
          .isInstanceOf(IllegalStateException.class);
      assertThat(twins.snapshot().size()).isEqualTo(1);
    }
  }

  @Nested
  class Update {
    private final MessageId id = conversation.add(MessageDraft.user("old"));

    @Test
    void changesOneMessageByAFunctionOfItsOldValue() {
      conversation.add(MessageDraft.user("other"));
      ChatMessage result = conversation.update(
          id, old -> old.toBuilder().text(old.text() + " and new").build());

      assertThat(result.text()).isEqualTo("old and new");
      assertThat(message(id)).isEqualTo(result);
      assertThat(result.version())
          .isEqualTo(3)
          .isEqualTo(conversation.snapshot().version());
      assertThat(conversation.snapshot().size()).isEqualTo(2);
    }

    @Test
    void neverChangesIdConversationRoleAndCreationTime() {
      ChatMessage before = message(id);
      now.set(NOON.plusSeconds(60));
      ChatMessage after = conversation.edit(
          id,
          message -> message
              .text("new")
              .author(Author.named("Ada"))
              .status(MessageStatus.FAILED)
              .alias("srv-1")
              .metadata("k", 1));

      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.conversationId()).isEqualTo(before.conversationId());
      assertThat(after.role()).isEqualTo(before.role());
      assertThat(after.createdAt()).isEqualTo(before.createdAt());
      assertThat(after.author()).contains(Author.named("Ada"));
      assertThat(after.metadata()).isEqualTo(Map.of("k", 1L));
    }

    @Test
    void refusesAnotherMessagesValue() {
      ChatMessage other = message(conversation.add(MessageDraft.user("other")));
      assertThatThrownBy(() -> conversation.update(id, old -> other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(id.value())
          .hasMessageContaining("toBuilder()");
      assertThat(message(id).text()).isEqualTo("old");
    }

    @Test
    void refusesAValueThatIsTooLong() {
      assertThatThrownBy(() -> conversation.edit(id, message -> message.text("x".repeat(21))))
          .isInstanceOf(LimitExceededException.class);
      assertThat(message(id).text()).isEqualTo("old");
    }

    @Test
    void thatChangesNothingIsNoStep() {
      long version = conversation.snapshot().version();
      ChatMessage before = message(id);

      assertThat(conversation.update(id, old -> old.toBuilder().text("old").build()))
          .isSameAs(before);
      assertThat(conversation.snapshot().version()).isEqualTo(version);
    }

    @Test
    void thatThrowsChangesNothingAndTheExceptionComesOutAsItIs() {
      IllegalStateException own = new IllegalStateException("the application's own");
      assertThatThrownBy(() -> conversation.update(id, old -> {
            throw own;
          }))
          .isSameAs(own);
      assertThatThrownBy(() -> conversation.update(id, old -> null))
          .isInstanceOf(NullPointerException.class);
      assertThat(conversation.snapshot().version()).isEqualTo(1);
    }

    @Test
    void ofAnUnknownIdNamesTheIdTheConversationAndWhatItHolds() {
      assertThatThrownBy(() -> conversation.update(UNKNOWN, old -> old))
          .isInstanceOfSatisfying(UnknownMessageException.class, error -> {
            assertThat(error.id()).isEqualTo(UNKNOWN);
            assertThat(error.conversationId()).isEqualTo("chat");
          })
          .hasMessage("conversation chat has no message nobody; it holds m1");
      assertThatThrownBy(() -> conversation.edit(UNKNOWN, message -> {}))
          .isInstanceOf(UnknownMessageException.class);
      assertThatThrownBy(() -> conversation.append(UNKNOWN, "x"))
          .isInstanceOf(UnknownMessageException.class);
      assertThatThrownBy(() -> conversation.remove(UNKNOWN))
          .isInstanceOf(UnknownMessageException.class);
      assertThat(conversation.find(UNKNOWN)).isEmpty();
    }

    @Test
    void sawAnOldValueAndRunsAgain() {
      AtomicInteger runs = new AtomicInteger();
      conversation.update(id, old -> {
        if (runs.incrementAndGet() == 1) {
          conversation.append(id, "er");
        }
        return old.toBuilder().text(old.text() + "!").build();
      });

      assertThat(runs).hasValue(2);
      assertThat(message(id).text()).isEqualTo("older!");
    }

    @Test
    void ofMetadataKeepsTheTextThatGrewMeanwhileWithoutRunningAgain() {
      AtomicInteger runs = new AtomicInteger();
      conversation.append(id, "er");
      ChatMessage after = conversation.edit(id, message -> {
        runs.incrementAndGet();
        conversation.append(id, " still");
        message.metadata("seen", true);
      });

      assertThat(runs).hasValue(1);
      assertThat(after.text()).isEqualTo("older still");
      assertThat(after.metadata()).isEqualTo(Map.of("seen", true));
    }

    @Test
    void ofAMessageThatIsRemovedMeanwhileIsUnknown() {
      assertThatThrownBy(() -> conversation.edit(id, message -> {
            conversation.remove(id);
            message.text("new");
          }))
          .isInstanceOf(UnknownMessageException.class);
      assertThat(conversation.snapshot().messages()).isEmpty();
    }
  }

  @Nested
  class Append {
    @Test
    void growsTheLastPartIfItIsAText() {
      MessageId id = conversation.add(MessageDraft.assistant("Hel"));
      conversation.append(id, "lo");
      conversation.append(id, "");
      conversation.append(id, new StringBuilder("!"));

      assertThat(message(id).parts()).containsExactly(Part.text("Hello!"));
      assertThat(message(id).status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(conversation.snapshot().version()).isEqualTo(3);
    }

    @Test
    void opensATextBehindAnotherPartAndThatIsOneStep() {
      Part source = new Part.Source("s", null, null, Map.of());
      MessageId id = conversation.add(
          MessageDraft.builder(Role.ASSISTANT).text("one").part(source).build());
      conversation.append(id, "two");

      assertThat(message(id).parts()).containsExactly(Part.text("one"), source, Part.text("two"));
      assertThat(conversation.snapshot().version()).isEqualTo(2);
      assertThat(message(id).version()).isEqualTo(2);
    }

    @Test
    void turnsAPlaceholderToStreaming() {
      MessageId id = conversation.add(Drafts.PLACEHOLDER);
      assertThat(message(id).status()).isEqualTo(MessageStatus.PENDING);
      conversation.append(id, "Hello");

      assertThat(message(id).status()).isEqualTo(MessageStatus.STREAMING);
      conversation.edit(id, message -> message.status(MessageStatus.COMPLETED));
      assertThat(message(id).status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(message(id).text()).isEqualTo("Hello");
    }

    @Test
    void mayGoToAndFroBetweenMessages() {
      MessageId one = conversation.add(MessageDraft.user(""));
      MessageId two = conversation.add(MessageDraft.user(""));
      for (String piece : List.of("a", "b", "c")) {
        conversation.append(one, piece);
        conversation.append(two, piece);
        conversation.append(two, piece);
      }

      assertThat(message(one).text()).isEqualTo("abc");
      assertThat(message(two).text()).isEqualTo("aabbcc");
    }

    @Test
    void pastTheLimitAppendsNothing() {
      MessageId id = conversation.add(MessageDraft.user("x".repeat(18)));
      conversation.append(id, "12");
      assertThatThrownBy(() -> conversation.append(id, "3"))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("maxMessageChars is limited to 20, but 21");
      assertThat(message(id).text()).hasSize(20);
    }

    @Test
    void pastTheLimitOpensNothingEither() {
      MessageId id = conversation.add(Drafts.PLACEHOLDER);
      Snapshot before = conversation.snapshot();

      assertThatThrownBy(() -> conversation.append(id, "x".repeat(21)))
          .isInstanceOf(LimitExceededException.class);
      assertThat(conversation.snapshot().version()).isEqualTo(before.version());
      assertThat(message(id)).isEqualTo(before.get(0));
      assertThat(message(id).parts()).isEmpty();
      assertThat(message(id).status()).isEqualTo(MessageStatus.PENDING);
    }

    @Test
    void halvesOfCharactersThatWaitCountAgainstTheLimitToo() {
      MessageId id = conversation.add(MessageDraft.user(""));
      assertThatThrownBy(
              () -> IntStream.range(0, 100).forEach(i -> conversation.append(id, "\uD83D")))
          .isInstanceOf(LimitExceededException.class);
      conversation.append(conversation.add(MessageDraft.user("")), "settles");
      assertThat(message(id).text()).hasSize(20);
    }

    @Test
    void aCharacterInTwoHalvesShowsWhenItIsWhole() {
      MessageId id = conversation.add(MessageDraft.user("a"));
      conversation.append(id, "b\uD83D");
      assertThat(message(id).text()).isEqualTo("ab");
      conversation.append(id, "\uDE00c");
      assertThat(message(id).text()).isEqualTo("ab\uD83D\uDE00c");
    }

    @Test
    void aCharacterInTwoHalvesSurvivesAnEditBetweenThem() {
      MessageId id = conversation.add(MessageDraft.assistant(""));
      conversation.append(id, "b\uD83D");
      conversation.edit(id, message -> message.metadata("seen", 1));
      conversation.edit(id, message -> message.author(Author.named("Ada")));
      conversation.append(id, "\uDE00");

      assertThat(message(id).text()).isEqualTo("b\uD83D\uDE00");
    }

    @Test
    void halvesThatNeverMeetAreKeptAndOnlyTheLastIsReplaced() {
      MessageId id = conversation.add(MessageDraft.user(""));
      conversation.append(id, "\uD83D");
      conversation.append(id, "\uD83D");
      conversation.append(id, "x\uDE00");
      assertThat(message(id).text()).isEqualTo("\uD83D\uD83Dx");
      conversation.append(conversation.add(MessageDraft.user("")), "settles");
      assertThat(message(id).text()).isEqualTo("\uD83D\uD83Dx\uFFFD");
    }

    /** Law 14: nothing of the application runs under a lock of ours. */
    @Test
    @Timeout(60)
    void callsThePieceWithNoLockHeld() {
      MessageId id = conversation.add(MessageDraft.user(""));
      conversation.append(id, new OutsideEveryLock("Hello", conversation));
      Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      int part = answer.open(answer.primary(), Drafts.emptyText());
      answer.append(answer.primary(), part, new OutsideEveryLock("Hello", conversation));

      assertThat(message(id).text()).isEqualTo("Hello");
      assertThat(message(answer.primary()).text()).isEqualTo("Hello");
    }
  }

  @Nested
  class Remove {
    @Test
    void givesTheMessageAsItWasLastAndKeepsTheOrderOfTheRest() {
      MessageId one = conversation.add(MessageDraft.user("one"));
      MessageId two = conversation.add(MessageDraft.user("two"));
      MessageId three = conversation.add(MessageDraft.user("three"));
      conversation.append(two, "!");
      conversation.append(three, "!");
      Snapshot before = conversation.snapshot();

      assertThat(conversation.remove(two).text()).isEqualTo("two!");

      assertThat(conversation.find(two)).isEmpty();
      assertThat(conversation.snapshot().messages())
          .extracting(ChatMessage::text)
          .containsExactly("one", "three!");
      conversation.append(three, "!");
      assertThat(message(one).text()).isEqualTo("one");
      assertThat(message(three).text()).isEqualTo("three!!");
      assertThat(before.messages())
          .extracting(ChatMessage::text)
          .containsExactly("one", "two!", "three!");
      assertThat(before.find(two)).isPresent();
    }

    @Test
    void clearRemovesEverythingAndOlderSnapshotsKeepIt() {
      MessageId one = conversation.add(MessageDraft.user("one"));
      Snapshot before = conversation.snapshot();
      conversation.clear();

      assertThat(conversation.snapshot().messages()).isEmpty();
      assertThat(conversation.snapshot().version()).isEqualTo(before.version() + 1);
      assertThat(conversation.find(one)).isEmpty();
      assertThat(before.find(one)).isPresent();
      assertThat(conversation.add(MessageDraft.user("two"))).isNotEqualTo(one);
    }
  }

  /** A text that another thread can always be let into the conversation while it is read. */
  private record OutsideEveryLock(String text, Conversation conversation) implements CharSequence {
    private void requireNoLock() {
      Thread visitor = new Thread(conversation::isBusy);
      visitor.start();
      try {
        visitor.join(10_000);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      assertThat(visitor.isAlive()).as("a visitor waits for a lock").isFalse();
    }

    @Override
    public int length() {
      requireNoLock();
      return text.length();
    }

    @Override
    public char charAt(int index) {
      requireNoLock();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      requireNoLock();
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      requireNoLock();
      return text;
    }
  }
}
