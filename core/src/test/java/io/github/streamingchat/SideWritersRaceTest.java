package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers beside each other, and the application against them, each race many times over. */
@Timeout(120)
class SideWritersRaceTest {
  private static final int ROUNDS = 1000;
  private static final int PIECES = 5000;

  /** An answer beside the others, how much of its text was taken, and what it ended with. */
  private static final class Writer {
    final AtomicInteger revoked = new AtomicInteger();
    final AtomicInteger written = new AtomicInteger();
    final Queue<ChatMessage> last = new ConcurrentLinkedQueue<>();
    final Reservation answer;
    private final int part;

    Writer(Conversation conversation) {
      answer =
          conversation.beginBeside(Drafts.PLACEHOLDER, new RevokedOwner(revoked::incrementAndGet));
      part = answer.open(answer.primary(), Drafts.emptyText());
    }

    boolean write(String piece) {
      boolean taken = answer.append(answer.primary(), part, piece);
      if (taken) {
        written.addAndGet(piece.length());
      }
      return taken;
    }

    void writeUntilRefused() {
      while (write("x")) {
        Thread.onSpinWait();
      }
    }

    void settle() {
      answer.settle(MessageStatus.COMPLETED, null).ifPresent(last::addAll);
    }

    /** It ended once, with all that was taken, and its own word on how. */
    void assertEndedWhole() {
      assertThat(last).hasSize(1);
      assertThat(last.element().text()).hasSize(written.get());
      assertThat(last.element().status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(answer.message(answer.primary())).isEqualTo(last.element());
      assertThat(answer.isOpen()).isFalse();
    }
  }

  @Test
  void settlingAppendingAndClearingMeetInOneOrderAndEachTextStaysWithItsAnswer() throws Exception {
    Race.many(ROUNDS, 4, runners -> {
      Conversation conversation = Conversation.create();
      Writer one = new Writer(conversation);
      Writer other = new Writer(conversation);
      runners.add(one::writeUntilRefused);
      runners.add(other::writeUntilRefused);
      runners.add(() -> {
        one.settle();
        other.settle();
      });
      runners.add(conversation::clear);
      return () -> {
        one.assertEndedWhole();
        other.assertEndedWhole();
        assertThat(List.of(one.revoked.get(), other.revoked.get())).allMatch(times -> times <= 1);
        assertThat(conversation.snapshot().messages()).isEmpty();
        assertThat(conversation.snapshot().tails()).isEmpty();
      };
    });
  }

  @Test
  void removingOneEndsThatOneAndTheOtherLosesNothing() throws Exception {
    Race.many(ROUNDS, 3, runners -> {
      Conversation conversation = Conversation.create();
      Writer one = new Writer(conversation);
      Writer other = new Writer(conversation);
      AtomicBoolean removed = new AtomicBoolean();
      runners.add(one::writeUntilRefused);
      runners.add(() -> {
        while (!removed.get()) {
          assertThat(other.write("y")).isTrue();
        }
      });
      runners.add(() -> {
        try {
          assertThat(conversation.remove(one.answer.primary()).text()).matches("x*");
        } finally {
          removed.set(true);
        }
      });
      return () -> {
        one.settle();
        one.assertEndedWhole();
        assertThat(one.revoked).hasValue(1);
        assertThat(conversation.snapshot().messages())
            .extracting(ChatMessage::id)
            .containsExactly(other.answer.primary());
        other.settle();
        other.assertEndedWhole();
        assertThat(other.revoked).hasValue(0);
      };
    });
  }

  @Test
  void aTurnIsNeverLostToOneThatEndsBeside() throws Exception {
    Race.many(ROUNDS, 3, runners -> {
      Conversation conversation = Conversation.create();
      Reservation running = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      Reservation waits = conversation.begin(
          null, Drafts.PLACEHOLDER, BusyPolicy.queue(), new RevokedOwner(() -> {}));
      Writer beside = new Writer(conversation);
      runners.add(() -> running.settle(MessageStatus.COMPLETED, null));
      runners.add(beside::settle);
      runners.add(() -> new Writer(conversation).settle());
      return () -> {
        beside.assertEndedWhole();
        assertThat(waits.isOpen()).isTrue();
        assertThat(conversation.isBusy()).isTrue();
        assertThat(conversation.waiting()).isEmpty();
        assertThat(conversation.snapshot().size()).isEqualTo(4);
      };
    });
  }

  @Test
  void anInterruptAndAnAnswerBesideDoNotMeet() throws Exception {
    Race.many(ROUNDS, 3, runners -> {
      Conversation conversation = Conversation.create();
      Reservation running = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
      Writer beside = new Writer(conversation);
      runners.add(() -> conversation.begin(
          null, Drafts.PLACEHOLDER, BusyPolicy.INTERRUPT, new RevokedOwner(() -> {})));
      runners.add(() -> assertThat(beside.write("x")).isTrue());
      runners.add(() -> new Writer(conversation).write("y"));
      return () -> {
        assertThat(running.isOpen()).isFalse();
        assertThat(beside.answer.isOpen()).isTrue();
        assertThat(beside.revoked).hasValue(0);
        assertThat(conversation.snapshot().tails()).hasSize(3);
      };
    });
  }

  @Test
  void manyThatGrowAtOnceEachGetTheirOwnTextAndReadersSeePrefixes() throws Exception {
    Conversation conversation = Conversation.create();
    List<Writer> writers =
        List.of(new Writer(conversation), new Writer(conversation), new Writer(conversation));
    AtomicInteger done = new AtomicInteger();
    Race.of(4, thread -> {
      if (thread < 3) {
        try {
          for (int i = 0; i < PIECES; i++) {
            writers.get(thread).write(thread + "");
          }
        } finally {
          done.incrementAndGet();
        }
        return;
      }
      while (done.get() < 3) {
        List<ChatMessage> messages = conversation.snapshot().messages();
        for (int i = 0; i < 3; i++) {
          assertThat(messages.get(i).text()).matches(i + "*");
        }
      }
    });
    writers.forEach(Writer::settle);
    writers.forEach(Writer::assertEndedWhole);
    assertThat(writers).allSatisfy(writer -> assertThat(writer.written).hasValue(PIECES));
  }
}
