package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReservationStartOverTest {
  private static final Part.Text AGAIN = new Part.Text(ChatText.EMPTY, 1);

  private final List<Change> changes = new ArrayList<>();
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .limits(Limits.builder().maxMessageChars(20).build())
      .build();
  private final Reservation answer =
      conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
  private MessageId second;
  private MessageId third;

  @BeforeEach
  void threeMessagesWithText() {
    say(answer.primary(), "one");
    say(answer.primary(), "more");
    second = answer.add(Drafts.PLACEHOLDER).orElseThrow();
    say(second, "two");
    third = answer.add(Drafts.PLACEHOLDER).orElseThrow();
    say(third, "three");
    conversation.subscribe(changes::add, Runnable::run);
  }

  private void say(MessageId id, String text) {
    answer.append(id, answer.open(id, Drafts.emptyText()), text);
  }

  private List<String> texts() {
    return answer.messages().stream().map(id -> answer.message(id).text()).toList();
  }

  @Test
  void theFirstPieceTakesThePlaceOfEverythingInOneChange() {
    assertThat(answer.startOver(answer.primary(), AGAIN, "again", Set.of(third)))
        .isTrue();

    assertThat(answer.messages()).containsExactly(answer.primary(), third);
    assertThat(texts()).containsExactly("again", "");
    assertThat(conversation.find(second)).isEmpty();
    assertThat(conversation.isBusy()).isTrue();
    assertThat(changes).singleElement().satisfies(change -> {
      assertThat(change.messages())
          .extracting(MessageChange::id, MessageChange::kind)
          .containsExactlyInAnyOrder(
              tuple(answer.primary(), MessageChange.Kind.UPDATED),
              tuple(second, MessageChange.Kind.REMOVED),
              tuple(third, MessageChange.Kind.UPDATED));
      assertThat(change.messages().get(0).texts())
          .extracting(TextChange::replaced, TextChange::text)
          .containsExactly(tuple(true, "again"), tuple(true, ""));
    });
  }

  @Test
  void theNewPartGrowsOn() {
    answer.startOver(answer.primary(), AGAIN, "a\uD83D", Set.of());
    assertThat(texts()).containsExactly("a");
    answer.append(answer.primary(), 0, "\uDE00");

    assertThat(texts()).containsExactly("a\uD83D\uDE00");
    assertThat(answer.message(answer.primary()).parts())
        .singleElement()
        .isEqualTo(new Part.Text(ChatText.of("a\uD83D\uDE00"), 1));
  }

  @Test
  void anAnswerMayBeginAnewWithNothing() {
    assertThat(answer.startOver(answer.primary(), null, "", Set.of())).isTrue();

    assertThat(texts()).containsExactly("");
    assertThat(answer.message(answer.primary()).parts()).isEmpty();
  }

  @Test
  void aMessageThatIsToStayMayBeginWithThePiece() {
    answer.startOver(second, AGAIN, "two again", Set.of());

    assertThat(answer.messages()).containsExactly(answer.primary(), second);
    assertThat(texts()).containsExactly("", "two again");
  }

  @Test
  void aPieceOverTheLimitChangesNothing() {
    Snapshot before = conversation.snapshot();

    assertThatThrownBy(
            () -> answer.startOver(answer.primary(), AGAIN, "much too large a piece", Set.of()))
        .isInstanceOf(LimitExceededException.class);
    assertThat(conversation.snapshot()).isSameAs(before);
  }

  @Test
  void anAnswerThatHasEndedStaysAsItIs() {
    answer.settle(MessageStatus.FAILED, null);
    Snapshot before = conversation.snapshot();

    assertThat(answer.startOver(answer.primary(), AGAIN, "again", Set.of())).isFalse();
    assertThat(conversation.snapshot()).isSameAs(before);
    assertThat(texts()).containsExactly("onemore", "two", "three");
  }

  @Test
  void aPartWithTextAndTextWithoutAPartAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer.startOver(answer.primary(), Part.text("text"), "again", Set.of()))
        .withMessageContaining("text already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer.startOver(answer.primary(), null, "again", Set.of()))
        .withMessageContaining("no part");
  }
}
