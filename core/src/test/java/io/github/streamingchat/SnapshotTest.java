package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private final Conversation conversation =
      Conversation.builder("chat").ids(new NumberedIds()).build();

  @Test
  void neverChanges() {
    MessageId id = conversation.add(MessageDraft.user("one"));
    Snapshot taken = conversation.snapshot();
    List<ChatMessage> messages = taken.messages();

    conversation.append(id, "!");
    conversation.edit(id, message -> message.metadata("k", 1));
    MessageId later = conversation.add(MessageDraft.user("two"));
    conversation.remove(id);
    conversation.clear();

    assertThat(taken.version()).isEqualTo(1);
    assertThat(taken.size()).isEqualTo(1);
    assertThat(messages).extracting(ChatMessage::text).containsExactly("one");
    assertThat(taken.find(id)).map(ChatMessage::metadata).contains(Map.of());
    assertThat(taken.find(later)).isEmpty();
  }

  @Test
  void takingOneAgainWithoutAStepGivesTheSame() {
    conversation.add(MessageDraft.user("one"));
    assertThat(conversation.snapshot()).isSameAs(conversation.snapshot());
  }

  @Test
  void showsAGrowingMessageAsItWasWhenItWasTaken() {
    Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
    int part = answer.open(answer.primary(), Drafts.emptyText());
    List<Snapshot> taken = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      taken.add(conversation.snapshot());
      answer.append(answer.primary(), part, "x");
    }

    for (int i = 0; i < 5; i++) {
      assertThat(taken.get(i).get(0).text()).isEqualTo("x".repeat(i));
      assertThat(taken.get(i).get(0)).isSameAs(taken.get(i).get(0));
      assertThat(taken.get(i).get(0).version()).isEqualTo(taken.get(i).version());
    }
  }

  @Test
  void showsEachOfSeveralMessagesThatGrowInTurnAsItWasThen() {
    List<Reservation> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Reservation answer = conversation.beginBeside(Drafts.PLACEHOLDER, new RevokedOwner(() -> {}));
      answer.open(answer.primary(), Drafts.emptyText());
      answers.add(answer);
    }
    List<Snapshot> taken = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Reservation answer = answers.get(i % 3);
      assertThat(answer.append(answer.primary(), 0, "x")).isTrue();
      taken.add(conversation.snapshot());
    }
    answers.get(0).settle(MessageStatus.COMPLETED, null);
    conversation.remove(answers.get(1).primary());
    assertThat(answers.get(2).append(answers.get(2).primary(), 0, "last")).isTrue();

    for (int i = 0; i < 12; i++) {
      assertThat(taken.get(i).messages())
          .extracting(ChatMessage::text)
          .containsExactly(
              "x".repeat((i + 3) / 3), "x".repeat((i + 2) / 3), "x".repeat((i + 1) / 3));
    }
    assertThat(conversation.snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("xxxx", "xxxxlast");
  }

  @Test
  void aValueOfAMessageKeepsTheVersionAtWhichItCameToBe() {
    MessageId one = conversation.add(MessageDraft.user("one"));
    conversation.add(MessageDraft.user("two"));
    conversation.append(one, "!");
    conversation.add(MessageDraft.user("three"));

    assertThat(conversation.snapshot().messages())
        .extracting(ChatMessage::version)
        .containsExactly(3L, 2L, 4L);
    assertThat(conversation.snapshot().version()).isEqualTo(4);
  }

  @Test
  void positionsPastTheEndAreRefused() {
    conversation.add(MessageDraft.user("one"));
    Snapshot snapshot = conversation.snapshot();

    assertThatThrownBy(() -> snapshot.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> snapshot.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> snapshot.messages().get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> snapshot.messages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isDescribedWithoutItsMessages() {
    conversation.add(MessageDraft.user("s3cret"));
    assertThat(conversation.snapshot())
        .hasToString("Snapshot[conversation=chat, version=1, messages=1]");
  }

  @Test
  void theErrorOfAnUnknownIdNamesNoMoreThanTheLastFewIds() {
    for (int i = 0; i < 1000; i++) {
      conversation.add(MessageDraft.user("x"));
    }
    assertThatThrownBy(() -> conversation.remove(MessageId.of("nobody")))
        .hasMessageContaining("1000 messages")
        .hasMessageContaining("m1000")
        .message()
        .hasSizeLessThan(200);
  }
}
