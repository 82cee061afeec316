package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads against each other, each race many times over. */
@Timeout(120)
class StoreRaceTest {
  private static final int ROUNDS = 4000;
  private static final int PIECES = 20_000;

  private static int openText(Reservation answer) {
    return answer.open(answer.primary(), Drafts.emptyText());
  }

  private static String textOf(Conversation conversation, MessageId id) {
    return conversation.find(id).orElseThrow().text();
  }

  @Test
  void twoThreadsThatAppendToTheSameTextBothGetTheirOwn() throws Exception {
    Race.many(ROUNDS, 2, runners -> {
      ChatText common = ChatText.of("common").append(" start ");
      AtomicReference<ChatText> left = new AtomicReference<>();
      AtomicReference<ChatText> right = new AtomicReference<>();
      runners.add(() -> left.set(common.append("left").append("most ").append("l".repeat(60))));
      runners.add(() -> right.set(common.append("right").append("most ").append("r".repeat(60))));
      return () -> {
        assertThat(left.get()).hasToString("common start leftmost " + "l".repeat(60));
        assertThat(right.get()).hasToString("common start rightmost " + "r".repeat(60));
        assertThat(common).hasToString("common start ");
      };
    });
  }

  @Test
  void readersSeeRightPrefixesAndVersionsThatNeverGoBackWhileAnAnswerGrows() throws Exception {
    Conversation conversation = Conversation.create();
    Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
    int part = openText(answer);
    String whole = numbers(PIECES);
    AtomicBoolean done = new AtomicBoolean();
    Race.Runner reader = () -> {
      long version = 0;
      int length = 0;
      while (!done.get()) {
        Snapshot snapshot = conversation.snapshot();
        String text = snapshot.find(answer.primary()).orElseThrow().text();
        assertThat(snapshot.version()).isGreaterThanOrEqualTo(version);
        assertThat(text.length()).isGreaterThanOrEqualTo(length);
        assertThat(whole.startsWith(text)).isTrue();
        assertThat(snapshot.size()).isEqualTo(2);
        version = snapshot.version();
        length = text.length();
      }
    };
    Race.between(reader, reader, () -> {
      try {
        for (int i = 0; i < PIECES; i++) {
          answer.append(answer.primary(), part, piece(i));
        }
      } finally {
        done.set(true);
      }
    });
    assertThat(textOf(conversation, answer.primary())).isEqualTo(whole);
  }

  private static String numbers(int count) {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, count).forEach(i -> all.append(piece(i)));
    return all.toString();
  }

  /** Half-way comes the first character that is none of Latin-1. */
  private static String piece(int number) {
    return number + (number < PIECES / 2 ? " \u00E9 " : " \u4E2D ");
  }

  @Test
  void readersSeeNeitherHalfOfABeginNorHalfOfAnEnd() throws Exception {
    Conversation conversation = Conversation.create();
    AtomicBoolean done = new AtomicBoolean();
    Race.Runner reader = () -> {
      while (!done.get()) {
        Snapshot snapshot = conversation.snapshot();
        List<ChatMessage> messages = snapshot.messages();
        assertThat(messages.size()).isNotEqualTo(1);
        if (messages.size() == 3) {
          assertThat(messages.get(1).status().isTerminal())
              .isEqualTo(messages.get(2).status().isTerminal());
        }
        assertThat(messages).allMatch(message -> message.version() <= snapshot.version());
      }
    };
    Race.between(reader, () -> {
      try {
        for (int i = 0; i < PIECES; i++) {
          Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
          answer.add(Drafts.PLACEHOLDER);
          answer.settle(MessageStatus.COMPLETED, null);
          conversation.clear();
        }
      } finally {
        done.set(true);
      }
    });
  }

  @Test
  void ofTwoThreadsThatBeginExactlyOneWins() throws Exception {
    Race.many(ROUNDS, 2, runners -> {
      Conversation conversation = Conversation.create();
      ConcurrentLinkedQueue<Reservation> won = new ConcurrentLinkedQueue<>();
      AtomicInteger busy = new AtomicInteger();
      Race.Runner sender = () -> {
        try {
          won.add(conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {}));
        } catch (ConversationBusyException rejected) {
          busy.incrementAndGet();
        }
      };
      runners.add(sender);
      runners.add(sender);
      return () -> {
        assertThat(won).hasSize(1);
        assertThat(busy).hasValue(1);
        assertThat(conversation.snapshot().size()).isEqualTo(2);
        assertThat(conversation.snapshot().get(1).id()).isEqualTo(won.element().primary());
      };
    });
  }

  @Test
  void settlingAppendingAndClearingMeetInOneOrderAndTheTextStaysInTheOutcome() throws Exception {
    Race.many(ROUNDS / 4, 3, runners -> {
      Conversation conversation = Conversation.create();
      AtomicInteger revoked = new AtomicInteger();
      Reservation answer =
          conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, revoked::incrementAndGet);
      MessageId id = answer.primary();
      int part = openText(answer);
      AtomicInteger written = new AtomicInteger();
      AtomicReference<Optional<List<ChatMessage>>> last = new AtomicReference<>();
      runners.add(() -> {
        while (answer.append(id, part, "x")) {
          written.incrementAndGet();
        }
      });
      runners.add(() -> last.set(answer.settle(MessageStatus.COMPLETED, null)));
      runners.add(conversation::clear);
      return () -> {
        ChatMessage kept = last.get().orElseThrow().get(0);
        assertThat(kept.text()).hasSize(written.get());
        assertThat(kept.status()).isEqualTo(MessageStatus.COMPLETED);
        assertThat(answer.message(id)).isEqualTo(kept);
        assertThat(revoked.get()).isBetween(0, 1);
        assertThat(conversation.snapshot().messages()).isEmpty();
        assertThat(conversation.isBusy()).isFalse();
      };
    });
  }

  @Test
  void ofThreadsThatSettleOneCounts() throws Exception {
    Race.many(ROUNDS, 2, runners -> {
      Conversation conversation = Conversation.create();
      Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      ConcurrentLinkedQueue<MessageStatus> counted = new ConcurrentLinkedQueue<>();
      for (MessageStatus status : List.of(MessageStatus.COMPLETED, MessageStatus.CANCELLED)) {
        runners.add(() -> answer.settle(status, null).ifPresent(last -> counted.add(status)));
      }
      return () -> {
        assertThat(counted).hasSize(1);
        assertThat(conversation.snapshot().get(0).status()).isEqualTo(counted.element());
        assertThat(conversation.isBusy()).isFalse();
      };
    });
  }

  /** Once settle has returned, also to one that came second, nothing enters and all is free. */
  @Test
  void nothingEntersAfterASettleWhoeverDidIt() throws Exception {
    Race.many(ROUNDS / 4, 3, runners -> {
      Conversation conversation = Conversation.create();
      Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      int part = openText(answer);
      Queue<String> atSettle = new ConcurrentLinkedQueue<>();
      runners.add(() -> {
        while (answer.append(answer.primary(), part, "x")) {
          Thread.onSpinWait();
        }
      });
      for (int i = 0; i < 2; i++) {
        runners.add(() -> {
          answer.settle(MessageStatus.CANCELLED, null);
          atSettle.add(conversation.isBusy() + textOf(conversation, answer.primary()));
        });
      }
      return () -> assertThat(atSettle)
          .hasSize(2)
          .containsOnly(false + textOf(conversation, answer.primary()));
    });
  }

  @Test
  void annotationsAndTheGrowingTextBothStay() throws Exception {
    Conversation conversation = Conversation.create();
    Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
    MessageId id = answer.primary();
    int part = openText(answer);
    int marks = 2000;
    Race.between(
        () -> {
          for (int i = 0; i < PIECES; i++) {
            assertThat(answer.append(id, part, piece(i))).isTrue();
          }
        },
        () -> {
          for (int i = 0; i < marks; i++) {
            conversation.update(
                id,
                message -> message.toBuilder()
                    .metadata("mark", 1 + (long) message.metadata().getOrDefault("mark", 0L))
                    .build());
          }
        },
        () -> {
          for (int i = 0; i < marks; i++) {
            int number = i;
            assertThat(answer.edit(id, message -> message.metadata("server", number)))
                .isTrue();
          }
        });

    ChatMessage message = conversation.find(id).orElseThrow();
    assertThat(message.text()).isEqualTo(numbers(PIECES));
    assertThat(message.metadata())
        .containsEntry("mark", (long) marks)
        .containsEntry("server", marks - 1L);
  }

  @Test
  void noUpdateIsLostBetweenManyWriters() throws Exception {
    Conversation conversation = Conversation.create();
    MessageId id = conversation.add(MessageDraft.user(""));
    Race.of(3, thread -> {
      for (int i = 0; i < 1000; i++) {
        if (thread == 0) {
          conversation.append(id, "x");
        } else {
          conversation.update(
              id, message -> message.toBuilder().text(message.text() + "y").build());
        }
      }
    });
    String text = textOf(conversation, id);
    assertThat(text.chars().filter(c -> c == 'x').count()).isEqualTo(1000);
    assertThat(text.chars().filter(c -> c == 'y').count()).isEqualTo(2000);
  }

  @Test
  void readersOnAPoolFoldEveryChangeAndTheLastOneArrives() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        foldWhileWriting(pool);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void foldWhileWriting(ExecutorService pool) throws Exception {
    ConcurrentLinkedQueue<Throwable> found = new ConcurrentLinkedQueue<>();
    Conversation conversation =
        Conversation.builder("chat").onCallbackError(found::add).build();
    Fold pooled = new Fold(conversation.snapshot());
    Fold direct = new Fold(conversation.snapshot());
    AtomicReference<Snapshot> pooledSeen = new AtomicReference<>();
    conversation.subscribe(
        change -> {
          pooled.onChange(change);
          pooledSeen.set(change.snapshot());
        },
        pool);
    conversation.subscribe(direct, Runnable::run);
    Race.of(3, thread -> {
      List<MessageId> own = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        own.add(conversation.add(MessageDraft.user("x")));
        conversation.append(own.get(own.size() / 2), "y");
        conversation.edit(own.get(0), message -> message.text("z"));
        if (i % 10 == 9) {
          conversation.remove(own.remove(own.size() - 1));
        }
      }
    });
    // The pool has two threads: when both have run a task of ours, the reader's last has run.
    while (pooledSeen.get() == null
        || pooledSeen.get().version() < conversation.snapshot().version()) {
      assertThat(found).isEmpty();
      pool.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }
    assertThat(found).isEmpty();
    assertThat(direct.texts).isEqualTo(ModelledConversation.contentOf(conversation.snapshot()));
  }

  @Test
  void subscribersComeAndGoWhileTheConversationChanges() throws Exception {
    Conversation conversation = Conversation.create();
    AtomicBoolean done = new AtomicBoolean();
    Race.Runner visitor = () -> {
      while (!done.get()) {
        AtomicInteger told = new AtomicInteger();
        AtomicBoolean wrong = new AtomicBoolean();
        Subscription subscription = conversation.subscribe(
            change -> {
              told.incrementAndGet();
              if (change.version() <= change.previousVersion()
                  || change.messages().stream().anyMatch(one -> one.kind() == Kind.REMOVED)) {
                wrong.set(true);
              }
            },
            Runnable::run);
        conversation.add(MessageDraft.user("x"));
        subscription.close();
        assertThat(wrong).isFalse();
      }
    };
    Race.between(visitor, visitor, () -> {
      try {
        MessageId id = conversation.add(MessageDraft.user(""));
        for (int i = 0; i < PIECES; i++) {
          conversation.append(id, "x");
        }
        assertThat(textOf(conversation, id)).hasSize(PIECES);
      } finally {
        done.set(true);
      }
    });
    AtomicInteger told = new AtomicInteger();
    conversation.subscribe(change -> told.incrementAndGet(), Runnable::run);
    conversation.add(MessageDraft.user("x"));
    assertThat(told).hasValue(1);
  }
}
