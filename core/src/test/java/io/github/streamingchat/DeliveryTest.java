package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final List<Throwable> callbackErrors = new ArrayList<>();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .onCallbackError(callbackErrors::add)
      .build();
  private final MessageId id = conversation.add(MessageDraft.assistant("Hello"));

  private void runQueue() {
    for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
      task.run();
    }
  }

  private void append(int pieces) {
    for (int i = 0; i < pieces; i++) {
      conversation.append(id, Integer.toString(i));
    }
  }

  /** Writes down texts, and the error in words. */
  private static class Told implements ChangeListener {
    final List<String> calls = new ArrayList<>();

    @Override
    public void onChange(Change change) {
      for (MessageChange message : change.messages()) {
        message.texts().forEach(text -> calls.add(text.text()));
      }
    }

    @Override
    public void onOverflow(LimitExceededException error) {
      calls.add(error.getMessage());
    }
  }

  private final Told told = new Told();

  @Nested
  class Every {
    @Test
    void tellsASlowListenerEachPieceForItself() {
      conversation.subscribe(told, Delivery.every().on(queue::add));
      append(10);
      assertThat(queue).as("one task is enough").hasSize(1);
      runQueue();

      assertThat(told.calls).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void tellsAStepOfManyMessagesInOneCall() {
      List<Change> changes = new ArrayList<>();
      conversation.subscribe(changes::add, Delivery.every().on(queue::add));
      Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
      conversation.clear();
      runQueue();

      assertThat(changes).hasSize(2);
      assertThat(changes.get(0).messages())
          .extracting(MessageChange::id)
          .containsExactly(answer.userTurn().orElseThrow(), answer.primary());
      assertThat(changes.get(1).cleared()).isTrue();
    }

    @Test
    void tellsEachChangeWithItsOwnSnapshot() {
      List<String> seen = new ArrayList<>();
      conversation.subscribe(
          change -> seen.add(change.snapshot().get(0).text()), Delivery.every().on(queue::add));
      append(3);
      runQueue();

      assertThat(seen).containsExactly("Hello0", "Hello01", "Hello012");
    }

    @Test
    void tellsAllThatWaitedAndThenThatTheLimitWasPassed() {
      conversation.subscribe(told, Delivery.every(3).on(queue::add));
      append(100);
      runQueue();
      append(1);
      runQueue();

      assertThat(told.calls)
          .containsExactly(
              "0",
              "1",
              "2",
              "Delivery.every is limited to 3, but 4 was reached; raise it with Delivery.every(...) if this is expected");
      assertThat(callbackErrors).isEmpty();
    }

    @Test
    void endsForNobodyElseWhenTheLimitWasPassed() {
      Told other = new Told();
      Told joined = new Told();
      conversation.subscribe(told, Delivery.every(1).on(queue::add));
      conversation.subscribe(other, Delivery.every(9).on(queue::add));
      conversation.subscribe(joined, Delivery.coalesced().on(queue::add));
      append(9);
      runQueue();

      assertThat(told.calls).hasSize(2);
      assertThat(other.calls).hasSize(9);
      assertThat(joined.calls).containsExactly("012345678");
    }

    @Test
    void keepsAListenerThatIsNeverMoreThanItsLimitBehind() {
      conversation.subscribe(told, Delivery.every(2).on(queue::add));
      for (int i = 0; i < 100; i++) {
        append(2);
        runQueue();
      }

      assertThat(told.calls).hasSize(200);
    }

    @Test
    void reportsThePassedLimitIfTheListenerDoesNotCareForIt() {
      conversation.subscribe(change -> {}, Delivery.every(1).on(queue::add));
      append(2);
      runQueue();

      assertThat(callbackErrors)
          .singleElement()
          .isInstanceOfSatisfying(LimitExceededException.class, error -> {
            assertThat(error.limit()).isEqualTo("Delivery.every");
            assertThat(error.allowed()).isEqualTo(1);
            assertThat(error.actual()).isEqualTo(2);
          });
    }

    @Test
    void lostNothingForAListenerThatSubscribesAgainWhenTheLimitWasPassed() {
      List<String> shown = new ArrayList<>();
      ChangeListener view = new ChangeListener() {
        @Override
        public void onChange(Change change) {
          shown.set(0, shown.get(0) + change.of(id).orElseThrow().texts().get(0).text());
        }

        @Override
        public void onOverflow(LimitExceededException error) {
          shown.set(
              0,
              conversation
                  .subscribe(this, Delivery.every(3).on(queue::add))
                  .start()
                  .get(0)
                  .text());
        }
      };
      shown.add(conversation
          .subscribe(view, Delivery.every(3).on(queue::add))
          .start()
          .get(0)
          .text());
      append(8);
      runQueue();
      append(3);
      runQueue();

      assertThat(shown).containsExactly(conversation.snapshot().get(0).text());
    }

    @Test
    void tellsTheNextStepThoughTheListenerThrewInOne() {
      conversation.subscribe(
          change -> {
            told.onChange(change);
            throw new IllegalStateException("the listener's own");
          },
          Delivery.every(5).on(queue::add));
      append(3);
      runQueue();

      assertThat(told.calls).containsExactly("0", "1", "2");
      assertThat(callbackErrors).hasSize(3);
    }

    @Test
    void tellsNothingMoreToAListenerThatClosesItself() {
      List<Subscription> own = new ArrayList<>();
      own.add(conversation.subscribe(
          change -> {
            told.onChange(change);
            own.get(0).close();
          },
          Delivery.every().on(queue::add)));
      append(3);
      runQueue();

      assertThat(told.calls).containsExactly("0");
    }

    @Test
    void tellsADirectListenerThatWritesItselfEachStepInOrder() {
      conversation.subscribe(
          change -> {
            told.onChange(change);
            if (told.calls.size() < 1000) {
              append(1);
            }
          },
          Delivery.every(2).on(Runnable::run));
      append(1);

      assertThat(told.calls).hasSize(1000).containsOnly("0");
      assertThat(callbackErrors).isEmpty();
    }

    @Test
    void losesNothingWhenItsExecutorRejectsForAWhile() {
      AtomicBoolean shut = new AtomicBoolean(true);
      conversation.subscribe(told, Delivery.every().on(task -> {
        if (shut.get()) {
          throw new RejectedExecutionException("full");
        }
        task.run();
      }));
      append(2);
      shut.set(false);
      append(1);

      assertThat(told.calls).containsExactly("0", "1", "0");
    }

    @Test
    void tellsOfOneMessageOnlyItsOwnSteps() {
      MessageId other = conversation.add(MessageDraft.user("Hi"));
      conversation.subscribe(id, told, Delivery.every(1).on(queue::add));
      conversation.append(other, "!");
      append(1);
      conversation.append(other, "?");
      runQueue();

      assertThat(told.calls).containsExactly("0");
    }

    @Test
    void needsALimit() {
      assertThatThrownBy(() -> Delivery.every(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least 1, but it is 0");
    }
  }

  @Nested
  class Watching {
    private final List<String> seen = new ArrayList<>();

    private void see(Snapshot snapshot) {
      seen.add(snapshot.get(0).text());
    }

    @Test
    void showsWhatIsThereAndThenOnlyTheNewest() {
      conversation.watch(this::see, queue::add);
      runQueue();
      append(10);
      assertThat(queue).hasSize(1);
      runQueue();

      assertThat(seen).containsExactly("Hello", "Hello0123456789");
    }

    @Test
    void showsTheEndOfAnAnswerHoweverSlow() {
      List<MessageStatus> statuses = new ArrayList<>();
      Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      conversation.watch(
          snapshot -> statuses.add(snapshot.find(answer.primary()).orElseThrow().status()),
          queue::add);
      int part = answer.open(answer.primary(), Drafts.emptyText());
      answer.append(answer.primary(), part, "text");
      answer.settle(MessageStatus.COMPLETED, null);
      runQueue();

      assertThat(statuses).containsExactly(MessageStatus.COMPLETED);
    }

    @Test
    void showsTheSameVersionOnce() {
      conversation.watch(this::see, Runnable::run);
      conversation.append(id, "");

      assertThat(seen).containsExactly("Hello");
    }

    @Test
    void goesOnAfterAConsumerThatThrows() {
      conversation.watch(
          snapshot -> {
            see(snapshot);
            throw new IllegalStateException("the consumer's own");
          },
          Runnable::run);
      append(1);

      assertThat(seen).containsExactly("Hello", "Hello0");
      assertThat(callbackErrors).hasSize(2);
    }

    @Test
    void endsWhenClosedFromInside() {
      List<Subscription> own = new ArrayList<>();
      own.add(conversation.watch(
          snapshot -> {
            see(snapshot);
            if (seen.size() == 2) {
              own.get(0).close();
            }
          },
          Runnable::run));
      append(3);

      assertThat(seen).containsExactly("Hello", "Hello0");
    }
  }
}
