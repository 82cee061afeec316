package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageChange.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private final List<Throwable> callbackErrors = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .onCallbackError(callbackErrors::add)
      .build();

  private void runQueue() {
    for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
      task.run();
    }
  }

  private Change onlyChange() {
    assertThat(changes).hasSize(1);
    return changes.remove(0);
  }

  private MessageChange onlyMessageChange() {
    Change change = onlyChange();
    assertThat(change.messages()).hasSize(1);
    return change.messages().get(0);
  }

  @Nested
  class EachStep {
    private final MessageId id = conversation.add(MessageDraft.assistant("Hello"));
    private final Subscription subscription = conversation.subscribe(changes::add, Runnable::run);

    @Test
    void addIsToldWithAllOfItsText() {
      MessageId added = conversation.add(MessageDraft.user("Hi"));
      Change change = onlyChange();

      assertThat(change.previousVersion()).isEqualTo(1);
      assertThat(change.version()).isEqualTo(2);
      assertThat(change.snapshot()).isSameAs(conversation.snapshot());
      assertThat(change.cleared()).isFalse();
      assertThat(change.messages())
          .containsExactly(new MessageChange(
              added, Kind.ADDED, List.of(new TextChange(0, 0, false, ChatText.of("Hi")))));
      assertThat(change.of(added)).contains(change.messages().get(0));
      assertThat(change.of(id)).isEmpty();
    }

    @Test
    void appendIsToldWithTheNewTextOnly() {
      conversation.append(id, ", world");
      MessageChange change = onlyMessageChange();

      assertThat(change.kind()).isEqualTo(Kind.UPDATED);
      assertThat(change.texts()).singleElement().satisfies(text -> {
        assertThat(text.text()).isEqualTo(", world");
        assertThat(text.from()).isEqualTo(5);
        assertThat(text.replaced()).isFalse();
        assertThat(text.content()).hasToString("Hello, world");
        assertThat(text.toString()).isEqualTo("TextChange[part=0, from=5, to=12]");
      });
    }

    @Test
    void anEditOfTheTextIsToldAsAReplacement() {
      conversation.edit(id, message -> message.text("Hallo").addPart(Part.text("!")));
      MessageChange change = onlyMessageChange();

      assertThat(change.kind()).isEqualTo(Kind.UPDATED);
      assertThat(change.texts()).extracting(TextChange::text).containsExactly("Hallo", "!");
      assertThat(change.texts()).allMatch(TextChange::replaced);
    }

    @Test
    void anEditThatLeavesAPartAloneSaysNothingOfIt() {
      conversation.edit(id, message -> message.addPart(Part.text("!")));
      assertThat(onlyMessageChange().texts()).extracting(TextChange::part).containsExactly(1);
    }

    @Test
    void anEditOfOtherFieldsIsToldWithoutText() {
      conversation.edit(id, message -> message.metadata("k", 1));
      assertThat(onlyMessageChange()).isEqualTo(new MessageChange(id, Kind.UPDATED, List.of()));
    }

    @Test
    void removeIsToldWithoutText() {
      conversation.remove(id);
      assertThat(onlyMessageChange()).isEqualTo(new MessageChange(id, Kind.REMOVED, List.of()));
    }

    @Test
    void clearIsToldWithoutItsMessages() {
      conversation.clear();
      Change change = onlyChange();
      assertThat(change.cleared()).isTrue();
      assertThat(change.messages()).isEmpty();
      assertThat(change.snapshot().messages()).isEmpty();
    }

    @Test
    void anAppendThatChangesNothingIsNotTold() {
      conversation.append(id, "");
      conversation.update(id, message -> message);
      assertThat(changes).isEmpty();
    }

    @Test
    void openingAPartIsToldAndSettlingIsToldWithoutTextThatIsKnown() {
      Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      assertThat(onlyMessageChange())
          .isEqualTo(new MessageChange(answer.primary(), Kind.ADDED, List.of()));
      int part = answer.open(answer.primary(), Part.text("Hel"));
      assertThat(onlyMessageChange().texts()).extracting(TextChange::text).containsExactly("Hel");
      answer.append(answer.primary(), part, "lo");
      assertThat(onlyMessageChange().texts()).extracting(TextChange::text).containsExactly("lo");
      answer.settle(MessageStatus.COMPLETED, null);
      assertThat(onlyMessageChange())
          .isEqualTo(new MessageChange(answer.primary(), Kind.UPDATED, List.of()));
    }

    @Test
    void halfACharacterIsToldWhenItIsWholeOrWhenItWaitedInVain() {
      conversation.append(id, "\uD83D");
      assertThat(onlyMessageChange().texts()).extracting(TextChange::text).containsExactly("");
      conversation.append(id, "\uDE00\uD83D");
      assertThat(onlyMessageChange().texts())
          .extracting(TextChange::text)
          .containsExactly("\uD83D\uDE00");
      MessageId other = conversation.add(MessageDraft.user("x"));
      changes.clear();
      conversation.append(other, "y"); // the one before stops growing
      assertThat(onlyChange().of(id).orElseThrow().texts())
          .extracting(TextChange::text)
          .containsExactly("\uFFFD");
    }

    @Test
    void afterCloseNothingIsTold() {
      subscription.close();
      subscription.close();
      conversation.append(id, "!");
      assertThat(changes).isEmpty();
    }
  }

  @Nested
  class ASlowReader {
    private final MessageId id = conversation.add(MessageDraft.assistant("Hello"));

    ASlowReader() {
      conversation.subscribe(changes::add, queue::add);
    }

    @Test
    void isToldManyStepsAsOne() {
      for (int i = 0; i < 100; i++) {
        conversation.append(id, "!");
      }
      assertThat(queue).hasSize(1);
      runQueue();
      Change change = onlyChange();

      assertThat(change.previousVersion()).isEqualTo(1);
      assertThat(change.version()).isEqualTo(101);
      assertThat(change.messages().get(0).texts())
          .extracting(TextChange::text)
          .containsExactly("!".repeat(100));
    }

    @Test
    void hearsOfAReplacementAndTheTextBehindItAsOneReplacement() {
      conversation.append(id, "!");
      conversation.edit(id, message -> message.text("New"));
      conversation.append(id, "er");
      runQueue();

      assertThat(onlyMessageChange().texts())
          .containsExactly(new TextChange(0, 0, true, ChatText.of("Newer")));
    }

    @Test
    void hearsNothingOfAMessageThatCameAndWent() {
      conversation.remove(conversation.add(MessageDraft.user("x")));
      runQueue();
      Change change = onlyChange();
      assertThat(change.messages()).isEmpty();
      assertThat(change.version()).isEqualTo(3);
    }

    @Test
    void hearsOfAMessageThatJoinedAndGrewAsOneThatJoined() {
      MessageId added = conversation.add(MessageDraft.user("a"));
      conversation.append(added, "b");
      conversation.edit(added, message -> message.metadata("k", 1));
      runQueue();

      assertThat(onlyMessageChange())
          .isEqualTo(new MessageChange(
              added, Kind.ADDED, List.of(new TextChange(0, 0, false, ChatText.of("ab")))));
    }

    @Test
    void hearsOfAChangedMessageThatWentAsOneThatWent() {
      conversation.append(id, "!");
      conversation.remove(id);
      runQueue();
      assertThat(onlyMessageChange()).isEqualTo(new MessageChange(id, Kind.REMOVED, List.of()));
    }

    @Test
    void hearsOfWhatJoinedAfterAClear() {
      conversation.append(id, "!");
      conversation.clear();
      MessageId added = conversation.add(MessageDraft.user("x"));
      conversation.remove(conversation.add(MessageDraft.user("y")));
      runQueue();
      Change change = onlyChange();

      assertThat(change.cleared()).isTrue();
      assertThat(change.messages())
          .extracting(MessageChange::id, MessageChange::kind)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(added, Kind.ADDED));
    }

    @Test
    void thatClosesMeanwhileIsNotToldWhatWasPending() {
      Subscription another = conversation.subscribe(changes::add, queue::add);
      conversation.append(id, "!");
      another.close();
      runQueue();
      assertThat(changes).hasSize(1);
    }
  }

  @Nested
  class OfOneMessage {
    @Test
    void hearsOfThatMessageOnlyAndOfAClear() {
      MessageId id = conversation.add(MessageDraft.assistant("Hello"));
      conversation.subscribe(id, changes::add, Runnable::run);
      MessageId other = conversation.add(MessageDraft.user("x"));
      conversation.append(other, "y");
      assertThat(changes).isEmpty();

      conversation.append(id, "!");
      Change change = onlyChange();
      assertThat(change.messages()).extracting(MessageChange::id).containsExactly(id);
      assertThat(change.previousVersion()).isEqualTo(3);
      conversation.clear();
      assertThat(onlyChange().cleared()).isTrue();
    }

    @Test
    void thatJoinsLaterHearsOfItFromItsFirstStepOn() {
      conversation.subscribe(MessageId.of("m2"), changes::add, Runnable::run);
      Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
      Change change = onlyChange();

      assertThat(answer.primary()).isEqualTo(MessageId.of("m2"));
      assertThat(change.of(answer.primary())).map(MessageChange::kind).contains(Kind.ADDED);
      assertThat(change.previousVersion()).isZero();
      assertThat(change.version()).isEqualTo(1);
    }
  }

  @Test
  void aListenerThatThrowsIsReportedAndChangesNothingForAnyoneElse() {
    IllegalStateException own = new IllegalStateException("the listener's own");
    AssertionError error = new AssertionError("an error is no other");
    List<RuntimeException> toThrow = new ArrayList<>(List.of(own));
    conversation.subscribe(
        change -> {
          if (toThrow.isEmpty()) {
            throw error;
          }
          throw toThrow.remove(0);
        },
        Runnable::run);
    conversation.subscribe(changes::add, Runnable::run);

    conversation.add(MessageDraft.user("one"));
    conversation.add(MessageDraft.user("two"));
    assertThat(callbackErrors).containsExactly(own, error);
    assertThat(changes).hasSize(2);
    assertThat(conversation.snapshot().size()).isEqualTo(2);
  }

  @Test
  void anExecutorThatRejectsIsReportedAndNothingIsLostWhenItTakesAgain() {
    AtomicBoolean shut = new AtomicBoolean(true);
    conversation.subscribe(changes::add, task -> {
      if (shut.get()) {
        throw new RejectedExecutionException("full");
      }
      task.run();
    });
    conversation.add(MessageDraft.user("one"));
    assertThat(callbackErrors).singleElement().isInstanceOf(RejectedExecutionException.class);
    shut.set(false);
    conversation.add(MessageDraft.user("two"));

    assertThat(onlyChange().messages()).hasSize(2);
  }

  @Test
  void aListenerMayWriteSubscribeAndCloseFromInsideItsCall() {
    List<Subscription> subscriptions = new ArrayList<>();
    subscriptions.add(conversation.subscribe(
        change -> {
          changes.add(change);
          if (changes.size() < 1000) {
            conversation.append(change.messages().get(0).id(), "!");
          } else {
            subscriptions.get(0).close();
            conversation.append(change.messages().get(0).id(), "?");
          }
        },
        Runnable::run));
    MessageId id = conversation.add(MessageDraft.user(""));

    assertThat(changes).hasSize(1000);
    assertThat(conversation.find(id)).map(ChatMessage::text).contains("!".repeat(999) + "?");
    assertThat(callbackErrors).isEmpty();
  }

  @Test
  void byDefaultTheLibrarysOwnDaemonThreadsTell() throws Exception {
    BlockingQueue<Thread> told = new LinkedBlockingQueue<>();
    conversation.subscribe(change -> told.add(Thread.currentThread()));
    conversation.add(MessageDraft.user("one"));

    Thread thread = told.poll(30, TimeUnit.SECONDS);
    assertThat(thread).isNotNull().isNotSameAs(Thread.currentThread());
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).startsWith("streaming-chat-");
  }

  @Test
  void aChangeCopiesItsLists() {
    List<MessageChange> messages = new ArrayList<>();
    Change change = new Change(0, conversation.snapshot(), false, messages);
    messages.add(new MessageChange(MessageId.of("m1"), Kind.REMOVED, List.of()));
    assertThat(change.messages()).isEmpty();
  }

  @Test
  void aSubscriptionTellsTheSnapshotThatItsChangesLeadOnFrom() {
    conversation.add(MessageDraft.user("before"));
    ConversationSubscription subscription = conversation.subscribe(changes::add, Runnable::run);
    conversation.add(MessageDraft.user("after"));

    assertThat(subscription.start().messages())
        .extracting(ChatMessage::text)
        .containsExactly("before");
    assertThat(onlyChange().previousVersion()).isEqualTo(subscription.start().version());
  }

  @Test
  void partsThatAnEditTakesAwayAreToldAsReplacedByNothing() {
    MessageId id = conversation.add(MessageDraft.builder(Role.ASSISTANT)
        .part(Part.text("one"))
        .part(Part.text("two"))
        .build());
    conversation.subscribe(changes::add, Runnable::run);

    conversation.edit(id, message -> message.parts(List.of(new Part.Data("chart", null, 1))));

    assertThat(onlyMessageChange().texts()).hasSize(2).allSatisfy(text -> {
      assertThat(text.replaced()).isTrue();
      assertThat(text.text()).isEmpty();
    });
  }
}
