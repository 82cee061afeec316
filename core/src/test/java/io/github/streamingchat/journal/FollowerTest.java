package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Role;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a journal writes, and when it forces. */
class FollowerTest {
  private static final int PATIENCE_SECONDS = 30;

  private final VirtualTime time = new VirtualTime();
  private final TroubledStore store = new TroubledStore();
  private final List<JournalException> errors = new ArrayList<>();
  private final Journal journal = Journal.builder(store, "c")
      .executor(time.executor())
      .scheduler(time)
      .pieceDelay(Duration.ofMillis(100))
      .pieceCharacters(50)
      .retryDelay(Duration.ofSeconds(5))
      .onError(errors::add)
      .open();
  private final Conversation conversation = journal.conversation();
  private final int linesBefore = store.lines.size();

  @Test
  void aQuestionIsForcedAtOnce() {
    conversation.add(MessageDraft.user("Why?"));
    time.run();

    assertThat(store.forced).isEqualTo(linesBefore + 1);
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
  }

  @Test
  void piecesAreWrittenTogetherWhenTheirTimeHasComeAndNotForced() {
    Reservation answer = growing();
    int lines = store.lines.size();
    for (int i = 0; i < 10; i++) {
      answer.append(answer.primary(), 0, "ab ");
      time.run();
    }
    assertThat(store.lines).hasSize(lines);

    time.advance(Duration.ofMillis(100));
    assertThat(store.lines).hasSize(lines + 1);
    assertThat(store.lines.get(lines)).contains("\"text\":\"" + "ab ".repeat(10));
    assertThat(store.forced).isEqualTo(lines);
    assertThat(journal.acknowledged()).isLessThan(conversation.snapshot().version());
  }

  @Test
  void manyCharactersAreWrittenBeforeTheirTime() {
    Reservation answer = growing();
    int lines = store.lines.size();
    answer.append(answer.primary(), 0, "x".repeat(30));
    time.run();
    answer.append(answer.primary(), 0, "x".repeat(30));
    time.run();

    assertThat(store.lines).hasSize(lines + 1);
    assertThat(time.timers()).isZero();
  }

  @Test
  void theEndOfAnAnswerIsForcedWithAllThatWaited() {
    Reservation answer = growing();
    answer.append(answer.primary(), 0, "ab");
    time.run();
    answer.settle(MessageStatus.COMPLETED, null);
    time.run();

    assertThat(store.forced).isEqualTo(store.lines.size());
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
    assertThat(Replayed.of(store.lines).messages())
        .isEqualTo(conversation.snapshot().messages());
  }

  @Test
  void aRemovalAndAClearAreForcedAtOnce() {
    MessageId id = conversation.add(MessageDraft.user("Why?"));
    conversation.add(MessageDraft.user("How?"));
    time.run();
    conversation.remove(id);
    time.run();
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
    conversation.clear();
    time.run();

    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
    assertThat(Replayed.of(store.lines).messages()).isEmpty();
  }

  @Test
  void textThatTheApplicationAddsToAWholeMessageWaits() {
    MessageId id = conversation.add(MessageDraft.user("Why"));
    time.run();
    int forces = store.forces;
    conversation.append(id, "?");
    time.run();
    assertThat(store.forces).isEqualTo(forces);

    conversation.edit(id, message -> message.metadata("seen", true));
    time.run();
    assertThat(store.forces).isEqualTo(forces + 1);
  }

  @Test
  void whoeverAsksHasEverythingForced() throws Exception {
    Reservation answer = growing();
    answer.append(answer.primary(), 0, "ab");
    CompletableFuture<Void> forced = journal.whenForced();
    assertThat(forced).isNotDone();
    time.run();

    forced.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(store.forced).isEqualTo(store.lines.size());
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
  }

  @Test
  void aFullDiskIsToldOnceAndTheConversationGoesOn() {
    store.trouble = new IOException("No space left on device");
    conversation.add(MessageDraft.user("Why?"));
    time.run();
    conversation.add(MessageDraft.user("How?"));
    time.run();
    time.advance(Duration.ofSeconds(20));

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).kind()).isEqualTo(JournalException.Kind.FULL);
    assertThat(errors.get(0)).hasCause(store.trouble);
    assertThat(journal.failure()).isPresent();
    assertThat(journal.acknowledged()).isZero();
    assertThat(conversation.snapshot().size()).isEqualTo(2);
  }

  @Test
  void whatWasMissedIsWrittenWhenThereIsRoomAgain() {
    store.trouble = new IOException("No space left on device");
    conversation.add(MessageDraft.user("Why?"));
    time.run();
    MessageId second = conversation.add(MessageDraft.user("How?"));
    time.run();
    conversation.append(second, " When?");
    time.run();
    store.trouble = null;
    time.advance(Duration.ofSeconds(5));

    assertThat(journal.failure()).isEmpty();
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
    assertThat(Replayed.of(store.lines).messages())
        .isEqualTo(conversation.snapshot().messages());
    assertThat(errors).hasSize(1);
  }

  @Test
  void aDiskThatFailsInForcingIsGivenAllThatItMayHaveLostAgain() {
    Reservation answer = growing();
    answer.append(answer.primary(), 0, "ab");
    time.advance(Duration.ofMillis(100)); // written, not forced
    store.trouble = new IOException("Input/output error");
    store.onlyForceFails = true;
    answer.append(answer.primary(), 0, "cd");
    answer.settle(MessageStatus.COMPLETED, null);
    time.run();
    assertThat(errors).extracting(JournalException::kind).containsExactly(JournalException.Kind.IO);
    store.trouble = null;
    time.advance(Duration.ofSeconds(5));

    assertThat(Replayed.of(store.lines).messages())
        .isEqualTo(conversation.snapshot().messages());
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
  }

  @Test
  void whoeverAsksWhileTheDiskFailsIsToldWhy() {
    store.trouble = new IOException("Read-only file system");
    conversation.add(MessageDraft.user("Why?"));
    CompletableFuture<Void> forced = journal.whenForced();
    time.run();

    assertThat(forced)
        .failsWithin(Duration.ofSeconds(PATIENCE_SECONDS))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(JournalException.class)
        .extracting(Throwable::getCause, InstanceOfAssertFactories.type(JournalException.class))
        .extracting(JournalException::kind)
        .isEqualTo(JournalException.Kind.READ_ONLY);
  }

  @Test
  void askingTriesAgainAtOnce() throws Exception {
    store.trouble = new IOException("No space left on device");
    conversation.add(MessageDraft.user("Why?"));
    time.run();
    store.trouble = null;
    CompletableFuture<Void> forced = journal.whenForced();
    time.run();

    forced.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(journal.failure()).isEmpty();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aHookThatThrowsChangesNothing() {
    TroubledStore other = new TroubledStore();
    Journal journal = Journal.builder(other, "c")
        .executor(Runnable::run)
        .scheduler(time)
        .onError(failure -> {
          throw new IllegalStateException("hook");
        })
        .open();
    other.trouble = new IOException("No space left on device");
    journal.conversation().add(MessageDraft.user("Why?"));
    other.trouble = null;
    journal.close();

    assertThat(Replayed.of(other.lines).messages()).hasSize(1);
  }

  @Test
  void closingForcesWhatWaitsAndClosesTheStore() {
    TroubledStore other = new TroubledStore();
    Journal journal =
        Journal.builder(other, "c").executor(Runnable::run).scheduler(time).open();
    Reservation answer = growing(journal.conversation());
    answer.append(answer.primary(), 0, "ab");
    journal.close();
    journal.close();
    answer.append(answer.primary(), 0, "cd");

    assertThat(other.closed).isTrue();
    assertThat(other.forced).isEqualTo(other.lines.size());
    assertThat(time.timers()).isZero();
    Recovery recovery = Replayed.of(other.lines);
    assertThat(recovery.messages().get(0).text()).isEqualTo("ab");
    assertThat(recovery.interrupted()).containsExactly(answer.primary());
  }

  @Test
  void aHookMayCloseTheJournal() {
    TroubledStore other = new TroubledStore();
    List<Journal> itself = new ArrayList<>();
    Journal journal = Journal.builder(other, "c")
        .executor(Runnable::run)
        .scheduler(time)
        .onError(failure -> itself.get(0).close())
        .open();
    itself.add(journal);
    other.trouble = new IOException("No space left on device");
    journal.conversation().add(MessageDraft.user("Why?"));

    assertThat(other.closed).isTrue();
    assertThat(journal.whenForced())
        .failsWithin(Duration.ofSeconds(PATIENCE_SECONDS))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(JournalException.class);
  }

  @Test
  @Timeout(PATIENCE_SECONDS)
  void aHookMayCloseAnotherJournalOfTheSameThread() throws Exception {
    TroubledStore full = new TroubledStore();
    TroubledStore good = new TroubledStore();
    CountDownLatch hookLeft = new CountDownLatch(1);
    ExecutorService oneThread = Executors.newSingleThreadExecutor();
    try {
      Journal another = Journal.builder(good, "c").executor(oneThread).open();
      Journal troubled = Journal.builder(full, "d")
          .executor(oneThread)
          .onError(failure -> {
            another.close();
            hookLeft.countDown();
          })
          .open();
      full.trouble = new IOException("No space left on device");
      troubled.conversation().add(MessageDraft.user("Why?"));

      hookLeft.await();
      another.close(); // waits until it is done

      assertThat(good.closed).isTrue();
    } finally {
      oneThread.shutdown();
    }
  }

  @Test
  void aHookThatClosesWhatIsBeingClosedClosesItOnceAndUnderNoLock() {
    TroubledStore other = new TroubledStore();
    List<Journal> itself = new ArrayList<>();
    List<Boolean> locked = new ArrayList<>();
    Journal ofIt = Journal.builder(other, "c")
        .executor(Runnable::run)
        .scheduler(time)
        .onError(failure -> {
          locked.add(Thread.holdsLock(itself.get(0)));
          itself.get(0).close();
        })
        .open();
    itself.add(ofIt);
    Reservation answer = growing(ofIt.conversation());
    answer.append(answer.primary(), 0, "ab");
    other.trouble = new IOException("No space left on device");

    assertThatThrownBy(ofIt::close).isInstanceOf(JournalException.class);
    assertThat(other.closes).isEqualTo(1);
    assertThat(locked).containsExactly(false);
  }

  @Test
  void anExecutorThatIsShutKeepsNobodyFromClosing() {
    TroubledStore other = new TroubledStore();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Journal ofIt = Journal.builder(other, "c").executor(executor).open();
    executor.shutdown();
    ofIt.conversation().add(MessageDraft.user("Why?"));

    assertThat(CompletableFuture.runAsync(ofIt::close))
        .succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
    assertThat(other.closed).isTrue();
    assertThat(Replayed.of(other.lines).messages()).hasSize(1);
  }

  @Test
  void aJournalIsAsLongAsWhatWasSaidHoweverSmallThePieces() {
    Reservation answer = growing();
    int pieces = 20_000;
    for (int i = 0; i < pieces; i++) {
      answer.append(answer.primary(), 0, "ab");
      if (i % 100 == 0) {
        time.run();
      }
    }
    answer.settle(MessageStatus.COMPLETED, null);
    time.run();

    long written = store.lines.stream().mapToLong(String::length).sum();
    int text = 2 * pieces;
    int batches = pieces / 100;
    assertThat(written).isBetween((long) text, text + 150L * (batches + 20));
    assertThat(Replayed.of(store.lines).messages())
        .isEqualTo(conversation.snapshot().messages());
  }

  @Test
  void compactionLeavesOneLineAMessage() throws Exception {
    Reservation answer = growing();
    for (int i = 0; i < 10; i++) {
      answer.append(answer.primary(), 0, "x".repeat(60));
      time.run();
    }
    answer.settle(MessageStatus.COMPLETED, null);
    CompletableFuture<Void> compacted = journal.compact();
    time.run();

    compacted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(store.lines).hasSize(2);
    assertThat(Replayed.of(store.lines).messages())
        .isEqualTo(conversation.snapshot().messages());
    assertThat(journal.acknowledged()).isEqualTo(conversation.snapshot().version());
  }

  @Test
  void aCompactionThatFailsRepeatsNoLine() {
    Reservation answer = growing();
    answer.append(answer.primary(), 0, "ab");
    time.advance(Duration.ofMillis(100)); // written, not forced
    store.trouble = new IOException("No space left on device");
    CompletableFuture<Void> compacted = journal.compact();
    time.run();
    store.trouble = null;
    answer.append(answer.primary(), 0, "cd");
    time.advance(Duration.ofSeconds(5));

    assertThat(compacted).failsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
    Recovery recovery = Replayed.of(store.lines);
    assertThat(recovery.losses()).isEmpty();
    assertThat(recovery.messages().get(0).text()).isEqualTo("abcd");
  }

  @Test
  void whatJsonHasNoFormForRepeatsNoLine() {
    Reservation answer = growing();
    answer.append(answer.primary(), 0, "ab");
    time.advance(Duration.ofMillis(100)); // written, not forced
    MessageId bad = conversation.add(
        MessageDraft.builder(Role.USER).text("Why?").metadata("\uD800", 1).build());
    time.run();
    conversation.remove(bad);
    time.advance(Duration.ofSeconds(5));

    assertThat(errors).hasSize(1);
    Recovery recovery = Replayed.of(store.lines);
    assertThat(recovery.losses()).isEmpty();
    assertThat(recovery.messages().get(0).text()).isEqualTo("ab");
  }

  private Reservation growing() {
    return growing(conversation);
  }

  private Reservation growing(Conversation conversation) {
    Reservation answer = conversation.begin(
        null, MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build(), () -> {});
    answer.open(answer.primary(), Part.text(""));
    time.run();
    time.advance(Duration.ofMillis(100));
    return answer;
  }
}
