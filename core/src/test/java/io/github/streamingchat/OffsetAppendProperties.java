package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OffsetAppendProperties {
  private static final String WHOLE = "Because \uD83D\uDE00 so it is.";

  /** How far back a piece begins, and how far ahead it goes; both may pass the text's ends. */
  record Send(int back, int ahead) {}

  private final Reservation reserved = begun();
  private final MessageId reservedId = reserved.primary();

  private static Reservation begun() {
    return Conversation.create()
        .begin(
            null,
            MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build(),
            () -> {});
  }

  @Provide
  Arbitrary<List<Send>> sends() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(0, WHOLE.length());
    return Combinators.combine(sizes, sizes).as(Send::new).list().ofMaxSize(30);
  }

  @Property
  void anySequenceOfReplaysGivesTheSameText(@ForAll("sends") List<Send> sends) {
    Reservation reservation = begun();
    MessageId id = reservation.primary();
    int part = reservation.open(id, Part.text(""));
    int known = 0;
    for (Send send : sends) {
      int from = Math.max(0, known - send.back());
      int to = Math.min(WHOLE.length(), from + send.ahead());
      int fresh = reservation.append(id, part, from, WHOLE.substring(from, to));
      assertThat(fresh).isEqualTo(Math.max(0, to - known));
      known = Math.max(known, to);
    }
    reservation.append(id, part, known, WHOLE.substring(known));
    reservation.settle(MessageStatus.COMPLETED, null);

    assertThat(reservation.message(id).text()).isEqualTo(WHOLE);
  }

  @Property
  void whatDiffersOrLeavesAGapIsRefusedAndChangesNothing(
      @ForAll("sends") List<Send> sends, @ForAll boolean gap) {
    Reservation reservation = begun();
    MessageId id = reservation.primary();
    int part = reservation.open(id, Part.text("Because"));
    for (Send send : sends) {
      int from = gap ? 8 + send.back() : Math.min(6, send.back());
      String piece = gap ? "more" : "\uFFFF".repeat(1 + send.ahead());

      assertThatThrownBy(() -> reservation.append(id, part, from, piece))
          .isInstanceOfSatisfying(MisplacedTextException.class, thrown -> {
            assertThat(thrown.offset()).isEqualTo(from);
            assertThat(thrown.reason())
                .isEqualTo(
                    gap
                        ? MisplacedTextException.Reason.GAP
                        : MisplacedTextException.Reason.CONFLICT);
          });
      assertThat(reservation.message(id).text()).isEqualTo("Because");
    }
  }

  @Example
  void halfACharacterThatWasGivenUpIsTheSameAsThatHalf() {
    int part = reserved.open(reservedId, Part.text(""));
    reserved.append(reservedId, part, 0, "a\uD83D");
    int other = reserved.open(reservedId, Part.text(""));
    reserved.append(reservedId, other, 0, "b");

    assertThat(reserved.append(reservedId, part, 0, "a\uD83Dc")).isEqualTo(1);
    assertThat(((Part.Text) reserved.message(reservedId).parts().get(part)).content())
        .hasToString("a\uFFFDc");
  }

  @Example
  void aReplacementIsOneStepWithAHigherRevision() {
    int part = reserved.open(reservedId, Part.text("Be"));
    assertThat(reserved.replace(reservedId, part, "So \uD83D")).isTrue();
    assertThat(reserved.message(reservedId).text()).isEqualTo("So ");
    reserved.append(reservedId, part, "\uDE00");

    Part.Text text = (Part.Text) reserved.message(reservedId).parts().get(part);
    assertThat(text.content()).hasToString("So \uD83D\uDE00");
    assertThat(text.revision()).isEqualTo(1);
  }

  @Example
  void aReservationThatEndedRefusesBoth() {
    int part = reserved.open(reservedId, Part.text("Be"));
    reserved.settle(MessageStatus.CANCELLED, null);

    assertThat(reserved.append(reservedId, part, 2, "cause")).isEqualTo(-1);
    assertThat(reserved.replace(reservedId, part, "So")).isFalse();
    assertThatThrownBy(() -> reserved.append(reservedId, part, -1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
