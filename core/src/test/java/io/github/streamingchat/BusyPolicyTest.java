package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BusyPolicyTest {
  private final List<Throwable> callbackErrors = new ArrayList<>();
  private final Conversation conversation = Conversation.builder("chat")
      .ids(new NumberedIds())
      .onCallbackError(callbackErrors::add)
      .build();

  @Test
  void isEqualByValueAndSaysWhatItIs() {
    assertThat(BusyPolicy.queue())
        .isEqualTo(BusyPolicy.queue(BusyPolicy.DEFAULT_MOST_WAITING))
        .hasSameHashCodeAs(BusyPolicy.queue(16))
        .isNotEqualTo(BusyPolicy.queue(1))
        .isNotEqualTo("QUEUE(16)")
        .hasToString("QUEUE(16)");
    assertThat(BusyPolicy.REJECT).isNotEqualTo(BusyPolicy.INTERRUPT).hasToString("REJECT");
    assertThat(BusyPolicy.INTERRUPT).hasToString("INTERRUPT");
  }

  @Test
  void aQueueHasRoomForOneAtLeast() {
    assertThatThrownBy(() -> BusyPolicy.queue(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }

  @Test
  void anOwnerThatCannotBeginFailsItsAnswerAndPassesTheTurnOn() {
    IllegalStateException own = new IllegalStateException("the owner's own");
    List<Reservation> turns = new ArrayList<>();
    ReservationOwner willing = owner(turns::add);
    Reservation running = begin(willing);
    Reservation broken = begin(owner(turn -> {
      throw own;
    }));
    Reservation last = begin(willing);
    running.settle(MessageStatus.COMPLETED, null);

    assertThat(callbackErrors).containsExactly(own);
    assertThat(turns).containsExactly(running, last);
    assertThat(last.isOpen()).isTrue();
    assertThat(conversation.find(broken.primary()).orElseThrow()).satisfies(message -> {
      assertThat(message.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(message.error().orElseThrow().cause()).isSameAs(own);
    });
  }

  @Test
  void anOwnerThatCannotBeginInAFreeConversationLeavesItFree() {
    Reservation broken = begin(owner(turn -> {
      throw new AssertionError("the owner's own");
    }));

    assertThat(broken.isOpen()).isFalse();
    assertThat(conversation.isBusy()).isFalse();
    assertThat(callbackErrors).hasSize(1);
  }

  private Reservation begin(ReservationOwner owner) {
    return conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, BusyPolicy.queue(), owner);
  }

  private static ReservationOwner owner(Consumer<Reservation> onTurn) {
    return new ReservationOwner() {
      @Override
      public void onTurn(Reservation reservation) {
        onTurn.accept(reservation);
      }

      @Override
      public void onRevoked(Reservation reservation, Revocation why) {
        throw new AssertionError(why);
      }
    };
  }
}
