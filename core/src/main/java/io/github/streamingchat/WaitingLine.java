package io.github.streamingchat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of one conversation that wait for their turn, in the order in which they came. A
 * conversation in which nobody writes has nobody waiting: the step that frees it calls the next.
 *
 * <p>Not thread-safe: guarded by the ledger's monitor.
 */
final class WaitingLine {
  private final Deque<Reservation> line = new ArrayDeque<>(0); // in most there is never anybody

  int size() {
    return line.size();
  }

  void join(Reservation last) {
    line.addLast(last);
  }

  /** Returns whether it stood in line. */
  boolean leave(Reservation reservation) {
    return line.remove(reservation);
  }

  @Nullable
  Reservation next() {
    return line.pollFirst();
  }

  List<Reservation> leaveAll() {
    List<Reservation> all = List.copyOf(line);
    line.clear();
    return all;
  }

  /** The reservation whose question this is. */
  @Nullable
  Reservation askedBy(MessageId userTurn) {
    Optional<MessageId> asked = Optional.of(userTurn);
    for (Reservation waiting : line) {
      if (waiting.userTurn().equals(asked)) {
        return waiting;
      }
    }
    return null;
  }

  /** Whether a message with this id is to come. */
  boolean holds(MessageId id) {
    return line.stream().anyMatch(waiting -> waiting.primary().equals(id));
  }

  List<WaitingAnswer> asSeen() {
    return line.stream()
        .map(waiting -> new WaitingAnswer(waiting.primary(), waiting.userTurn()))
        .toList();
  }
}
