package io.github.streamingchat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which question an answer that waited in line belongs to. A conversation keeps the order in which
 * messages were added, where such an answer stands behind the questions that came while it waited; a
 * peer must read each answer right behind its question, and no question whose turn is yet to come.
 *
 * <p>Thread-safe: entries come and go under the ledger's monitor and are read without it. One that is
 * missing leaves a question where it stands.
 */
final class TurnOrder {
  private final Map<MessageId, MessageId> questions = new ConcurrentHashMap<>();

  void answers(MessageId answer, @Nullable MessageId question) {
    if (question != null) {
      questions.put(answer, question);
    }
  }

  @Nullable
  MessageId questionOf(MessageId answer) {
    return questions.get(answer);
  }

  void forget(MessageId answer) {
    questions.remove(answer);
  }

  void forgetAll() {
    questions.clear();
  }

  /**
   * The messages that an answer is to follow, its own question last.
   *
   * @param growing what somebody is in the middle of saying, which nobody can answer yet
   */
  List<ChatMessage> before(MessageId answer, Snapshot now, Set<MessageId> growing) {
    List<ChatMessage> standing = now.messages().stream()
        .takeWhile(message -> !message.id().equals(answer))
        .filter(message -> !growing.contains(message.id()))
        .toList();
    Set<MessageId> elsewhere = new HashSet<>();
    now.waiting().forEach(waiting -> waiting.userTurn().ifPresent(elsewhere::add));
    for (ChatMessage message : standing) {
      addIfKnown(elsewhere, questions.get(message.id()));
    }
    addIfKnown(elsewhere, questions.get(answer));
    List<ChatMessage> order = new ArrayList<>(standing.size());
    for (ChatMessage message : standing) {
      if (!elsewhere.contains(message.id())) {
        addQuestion(order, message.id(), now);
        order.add(message);
      }
    }
    addQuestion(order, answer, now);
    return order;
  }

  private static void addIfKnown(Set<MessageId> ids, @Nullable MessageId id) {
    if (id != null) {
      ids.add(id);
    }
  }

  private void addQuestion(List<ChatMessage> order, MessageId answer, Snapshot now) {
    MessageId question = questions.get(answer);
    if (question != null) {
      now.find(question).ifPresent(order::add);
    }
  }
}
