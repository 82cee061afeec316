package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that begin, wait, interrupt and end in a conversation, beside the simplest thing that does
 * the same: a list of messages, one running answer and a list of those that wait.
 */
final class ModelledQueue {
  enum Kind {
    SEND,
    SEND_WITHOUT_QUESTION,
    REGENERATE,
    SETTLE,
    SETTLE_WAITING,
    REMOVE,
    CLEAR,
    ADD
  }

  /**
   * One thing done.
   *
   * @param kind what to do
   * @param policy what to do it with
   * @param which picks a message or a waiting answer, among those there are
   */
  record Act(Kind kind, BusyPolicy policy, int which) {}

  final Conversation conversation =
      Conversation.builder("chat").ids(new NumberedIds()).build();
  final List<Change> changes = new ArrayList<>();

  /** What the owners were told, in order. */
  private final List<String> told = new ArrayList<>();

  private final List<String> expectedTold = new ArrayList<>();
  private final List<MessageId> messages = new ArrayList<>();
  private final Map<MessageId, Role> roles = new LinkedHashMap<>();
  private final List<Reservation> waiting = new ArrayList<>();
  private @Nullable Reservation running;

  ModelledQueue() {
    conversation.subscribe(changes::add, Runnable::run);
  }

  private final ReservationOwner owner = new ReservationOwner() {
    @Override
    public void onTurn(Reservation reservation) {
      assertThat(reservation.isOpen()).isTrue();
      told.add("turn " + reservation.primary());
    }

    @Override
    public void onRevoked(Reservation reservation, Revocation why) {
      assertThat(reservation.isOpen()).isFalse();
      told.add(why + " " + reservation.primary());
    }
  };

  void take(Act act) {
    long before = conversation.snapshot().version();
    int changesBefore = changes.size();
    switch (act.kind()) {
      case SEND -> send(Drafts.QUESTION, act.policy());
      case SEND_WITHOUT_QUESTION -> send(null, act.policy());
      case REGENERATE -> {
        if (!messages.isEmpty()) {
          regenerate(messages.get(act.which() % messages.size()), act.policy());
        }
      }
      case SETTLE -> {
        if (running != null) {
          settle(running);
          callNext();
        }
      }
      case SETTLE_WAITING -> {
        if (!waiting.isEmpty()) {
          settle(waiting.remove(act.which() % waiting.size()));
        }
      }
      case REMOVE -> {
        if (!messages.isEmpty()) {
          remove(messages.get(act.which() % messages.size()));
        }
      }
      case CLEAR -> clear();
      case ADD -> join(conversation.add(MessageDraft.user("x")), Role.USER);
    }
    check();
    long steps = conversation.snapshot().version() - before;
    assertThat(steps).isBetween(0L, 1L);
    assertThat(changes.size() - changesBefore).isEqualTo((int) steps);
  }

  private void join(MessageId id, Role role) {
    messages.add(id);
    roles.put(id, role);
  }

  private boolean isRefused(BusyPolicy policy) {
    return running != null
        && !policy.equals(BusyPolicy.INTERRUPT)
        && waiting.size() >= policy.mostWaiting();
  }

  private void send(@Nullable MessageDraft question, BusyPolicy policy) {
    if (isRefused(policy)) {
      assertThatThrownBy(() -> conversation.begin(question, Drafts.PLACEHOLDER, policy, owner))
          .isInstanceOf(ConversationBusyException.class);
      return;
    }
    Reservation answer = conversation.begin(question, Drafts.PLACEHOLDER, policy, owner);
    if (policy.equals(BusyPolicy.INTERRUPT)) {
      revokeAll(Revocation.INTERRUPTED);
    }
    answer.userTurn().ifPresent(id -> join(id, Role.USER));
    if (running != null) {
      waiting.add(answer);
    } else {
      run(answer);
    }
  }

  private void regenerate(MessageId id, BusyPolicy policy) {
    boolean fits = Role.ASSISTANT.equals(roles.get(id)) && messages.indexOf(id) > 0;
    boolean busy = running != null && !policy.equals(BusyPolicy.INTERRUPT);
    if (!fits || busy) {
      assertThatThrownBy(() -> conversation.beginInsteadOf(id, Drafts.PLACEHOLDER, policy, owner))
          .isInstanceOf(fits ? ConversationBusyException.class : IllegalArgumentException.class);
      return;
    }
    Reservation answer = conversation.beginInsteadOf(id, Drafts.PLACEHOLDER, policy, owner);
    revokeAll(Revocation.INTERRUPTED);
    messages.subList(messages.indexOf(id), messages.size()).clear();
    run(answer);
  }

  private void run(Reservation answer) {
    running = answer;
    join(answer.primary(), Role.ASSISTANT);
    expectedTold.add("turn " + answer.primary());
  }

  private void callNext() {
    running = null;
    if (!waiting.isEmpty()) {
      run(waiting.remove(0));
    }
  }

  private void settle(Reservation answer) {
    assertThat(answer.settle(MessageStatus.CANCELLED, null).orElseThrow())
        .extracting(ChatMessage::id)
        .containsExactly(answer.primary());
  }

  private void revokeAll(Revocation why) {
    if (running != null) {
      expectedTold.add(why + " " + running.primary());
      assertEnded(running, why);
    }
    running = null;
    for (Reservation answer : waiting) {
      expectedTold.add(why + " " + answer.primary());
      assertEnded(answer, why);
    }
    waiting.clear();
  }

  private static void assertEnded(Reservation answer, Revocation why) {
    assertThat(answer.message(answer.primary()).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(answer.settle(MessageStatus.CANCELLED, null).isPresent())
        .isEqualTo(why == Revocation.CLEARED);
  }

  private void remove(MessageId id) {
    conversation.remove(id);
    messages.remove(id);
    if (running != null && running.primary().equals(id)) {
      expectedTold.add(Revocation.CLEARED + " " + id);
      callNext();
    }
    for (Reservation answer : List.copyOf(waiting)) {
      if (answer.userTurn().equals(Optional.of(id))) {
        expectedTold.add(Revocation.CLEARED + " " + answer.primary());
        waiting.remove(answer);
      }
    }
  }

  private void clear() {
    conversation.clear();
    messages.clear();
    revokeAll(Revocation.CLEARED);
  }

  private void check() {
    Snapshot snapshot = conversation.snapshot();
    assertThat(snapshot.messages()).extracting(ChatMessage::id).isEqualTo(messages);
    assertThat(snapshot.waiting())
        .extracting(WaitingAnswer::answer)
        .isEqualTo(waiting.stream().map(Reservation::primary).toList());
    assertThat(conversation.isBusy()).isEqualTo(running != null);
    assertThat(told).isEqualTo(expectedTold);
    if (running != null) {
      assertThat(running.isOpen()).isTrue();
      checkRequestOf(running);
    }
    waiting.forEach(answer -> {
      assertThat(answer.isOpen()).isFalse();
      assertThat(answer.message(answer.primary()).status()).isEqualTo(MessageStatus.PENDING);
    });
  }

  private void checkRequestOf(Reservation answer) {
    List<MessageId> before = answer.before().stream().map(ChatMessage::id).toList();
    List<MessageId> expected = new ArrayList<>(messages);
    expected.subList(expected.indexOf(answer.primary()), expected.size()).clear();
    waiting.forEach(one -> one.userTurn().ifPresent(expected::remove));
    assertThat(before).containsExactlyInAnyOrderElementsOf(expected);
    answer
        .userTurn()
        .filter(messages::contains)
        .ifPresent(question -> assertThat(before).last().isEqualTo(question));
  }
}
