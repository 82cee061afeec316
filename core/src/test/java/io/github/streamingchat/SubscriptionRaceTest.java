package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Readers that come while the conversation changes: what follows their start is whole. */
class SubscriptionRaceTest {
  private static final int ROUNDS = 3000;
  private static final int PIECES = 20;

  /** A reader, its start, and what it has built out of the changes. */
  private static final class View {
    final Conversation conversation;
    final List<Change> changes = new ArrayList<>();
    final Snapshot start;

    View(Conversation conversation, Delivery delivery) {
      this.conversation = conversation;
      this.start = conversation.subscribe(changes::add, delivery).start();
    }

    void assertWhole() {
      Fold fold = new Fold(start);
      changes.forEach(fold::onChange);
      assertThat(fold.texts).isEqualTo(ModelledConversation.contentOf(conversation.snapshot()));
    }
  }

  @Test
  void subscribingAgainstPiecesAndTheEnd() throws Exception {
    Race.many(ROUNDS, 2, runners -> {
      Conversation conversation = Conversation.create();
      AtomicReference<View> every = new AtomicReference<>();
      AtomicReference<View> joined = new AtomicReference<>();
      List<Snapshot> watched = new ArrayList<>();
      runners.add(() -> {
        Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
        int part = answer.open(answer.primary(), Drafts.emptyText());
        for (int i = 0; i < PIECES; i++) {
          answer.append(answer.primary(), part, i + " ");
        }
        answer.settle(MessageStatus.COMPLETED, null);
      });
      runners.add(() -> {
        every.set(new View(conversation, Delivery.every().on(Runnable::run)));
        joined.set(new View(conversation, Delivery.coalesced().on(Runnable::run)));
        conversation.watch(watched::add, Runnable::run);
      });
      return () -> {
        Snapshot last = conversation.snapshot();
        every.get().assertWhole();
        joined.get().assertWhole();
        assertThat(every.get().changes)
            .hasSize((int) (last.version() - every.get().start.version()));
        assertThat(watched.get(watched.size() - 1)).isSameAs(last);
        assertThat(watched).extracting(Snapshot::version).isSorted().doesNotHaveDuplicates();
      };
    });
  }
}
