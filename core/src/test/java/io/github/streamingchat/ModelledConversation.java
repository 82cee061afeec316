package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A conversation beside the simplest thing that does the same: a map from ids to the texts of the
 * parts, and the answers that may write. Each step is taken on both; where the model says that a step
 * is refused, the conversation must refuse it.
 */
final class ModelledConversation {
  final Conversation conversation =
      Conversation.builder("chat").ids(new NumberedIds()).build();

  /** What a reader's executor has yet to run. */
  final Queue<Runnable> undelivered = new ArrayDeque<>();

  private final Map<MessageId, List<String>> texts = new LinkedHashMap<>();
  private final List<Reservation> ended = new ArrayList<>();
  private final List<Reservation> beside = new ArrayList<>();
  private @Nullable Reservation running;
  private int revoked;
  private int annotations;

  /** The model as a value: the parts' texts of every message, in order. */
  Map<MessageId, List<String>> expected() {
    return copyOf(texts);
  }

  /** The same of a snapshot. */
  static Map<MessageId, List<String>> contentOf(Snapshot snapshot) {
    Map<MessageId, List<String>> content = new LinkedHashMap<>();
    for (ChatMessage message : snapshot.messages()) {
      content.put(message.id(), textsOf(message));
    }
    return content;
  }

  static List<String> textsOf(ChatMessage message) {
    return message.parts().stream()
        .map(part -> ((Part.Growing) part).content().toString())
        .toList();
  }

  private static Map<MessageId, List<String>> copyOf(Map<MessageId, List<String>> texts) {
    Map<MessageId, List<String>> copy = new LinkedHashMap<>();
    texts.forEach((id, parts) -> copy.put(id, List.copyOf(parts)));
    return copy;
  }

  void take(Step step) {
    switch (step.kind()) {
      case ADD -> added(conversation.add(MessageDraft.user(step.piece())), step.piece());
      case UPDATE -> withMessage(step, id -> update(id, step.piece()));
      case ANNOTATE -> withMessage(step, id -> annotate(id));
      case APPEND -> withMessage(step, id -> append(id, step.piece()));
      case REMOVE -> withMessage(step, this::remove);
      case CLEAR -> clear();
      case BEGIN -> begin(step.piece());
      case BEGIN_BESIDE -> beginBeside();
      case ANSWER_ADD -> withAnswer(step, (answer, id) -> answerAdd(answer));
      case ANSWER_OPEN -> withAnswer(step, (answer, id) -> answerOpen(answer, id, step));
      case ANSWER_APPEND -> withAnswer(step, (answer, id) -> answerAppend(answer, id, step));
      case ANSWER_ANNOTATE ->
        withAnswer(
            step,
            (answer, id) -> assertThat(
                    answer.edit(id, message -> message.alias("s" + annotations++)))
                .isTrue());
      case ANSWER_ADD_PART -> withAnswer(step, (answer, id) -> answerAddPart(answer, id, step));
      case SETTLE -> withAnswer(step, (answer, id) -> settle(answer));
      case DELIVER -> deliver();
    }
    assertThat(conversation.isBusy()).isEqualTo(running != null);
    assertThat(conversation.snapshot().size()).isEqualTo(texts.size());
    writers().forEach(answer -> assertThat(answer.isOpen()).isTrue());
    ended.forEach(answer -> assertThat(answer.isOpen()).isFalse());
  }

  void deliver() {
    Runnable task = undelivered.poll();
    if (task != null) {
      task.run();
    }
  }

  void deliverAll() {
    while (!undelivered.isEmpty()) {
      deliver();
    }
  }

  private interface MessageStep {
    void take(MessageId id);
  }

  private interface AnswerStep {
    void take(Reservation answer, MessageId id);
  }

  private void withMessage(Step step, MessageStep then) {
    if (!texts.isEmpty()) {
      then.take(List.copyOf(texts.keySet()).get(step.message() % texts.size()));
    }
  }

  /** The running answer or one beside it, or one that has ended, whose writes are refused. */
  private void withAnswer(Step step, AnswerStep then) {
    List<Reservation> writers = writers();
    if (!writers.isEmpty()) {
      Reservation answer = writers.get(step.writer() % writers.size());
      assertFollowsWhatIsSaid(answer);
      List<MessageId> own = answer.messages();
      then.take(answer, own.get(step.message() % own.size()));
    } else if (!ended.isEmpty()) {
      Reservation late = ended.get(step.message() % ended.size());
      assertThat(late.append(late.primary(), 0, "late")).isFalse();
      assertThat(late.open(late.primary(), Part.text("late"))).isEqualTo(-1);
    }
  }

  private List<Reservation> writers() {
    List<Reservation> writers = new ArrayList<>(beside);
    if (running != null) {
      writers.add(running);
    }
    return writers;
  }

  private @Nullable Reservation ownerOf(MessageId id) {
    return writers().stream()
        .filter(writer -> writer.messages().contains(id))
        .findFirst()
        .orElse(null);
  }

  /** What stands before it, but for what others are still writing. */
  private void assertFollowsWhatIsSaid(Reservation answer) {
    List<MessageId> expected = texts.keySet().stream()
        .takeWhile(id -> !id.equals(answer.primary()))
        .filter(id -> ownerOf(id) == null)
        .toList();
    assertThat(answer.before().stream().map(ChatMessage::id).toList()).isEqualTo(expected);
  }

  private void added(MessageId id, String text) {
    texts.put(id, new ArrayList<>(text.isEmpty() ? List.of() : List.of(text)));
  }

  private void update(MessageId id, String piece) {
    String longer = String.join("", texts.get(id)) + piece;
    if (ownerOf(id) != null) {
      assertThatThrownBy(() -> conversation.edit(id, message -> message.text(longer + "!")))
          .isInstanceOf(StreamingMessageException.class);
      return;
    }
    conversation.update(
        id, message -> message.toBuilder().text(message.text() + piece).build());
    added(id, longer);
  }

  private void annotate(MessageId id) {
    Integer mark = annotations++;
    ChatMessage after = conversation.edit(id, message -> message.metadata("mark", mark));
    assertThat(after.metadata()).containsEntry("mark", mark.longValue());
  }

  private void append(MessageId id, String piece) {
    if (ownerOf(id) != null) {
      assertThatThrownBy(() -> conversation.append(id, piece))
          .isInstanceOf(StreamingMessageException.class);
      return;
    }
    conversation.append(id, piece);
    List<String> parts = texts.get(id);
    if (parts.isEmpty() && !piece.isEmpty()) {
      parts.add(piece);
    } else if (!parts.isEmpty()) {
      parts.set(parts.size() - 1, parts.get(parts.size() - 1) + piece);
    }
  }

  private void remove(MessageId id) {
    Reservation owner = ownerOf(id);
    int before = revoked;
    ChatMessage removed = conversation.remove(id);
    assertThat(removed.id()).isEqualTo(id);
    assertThat(revoked - before).isEqualTo(owner == null ? 0 : 1);
    texts.remove(id);
    if (owner != null) {
      ended(owner);
    }
  }

  private void clear() {
    int before = revoked;
    conversation.clear();
    assertThat(revoked - before).isEqualTo(writers().size());
    texts.clear();
    writers().forEach(this::ended);
  }

  private void ended(Reservation answer) {
    ended.add(answer);
    if (!beside.remove(answer)) {
      running = null;
    }
  }

  private void begin(String question) {
    MessageDraft userTurn = question.isEmpty() ? null : MessageDraft.user(question);
    if (running != null) {
      assertThatThrownBy(() -> conversation.begin(userTurn, Drafts.PLACEHOLDER, () -> {}))
          .isInstanceOf(ConversationBusyException.class);
      return;
    }
    Reservation answer = conversation.begin(userTurn, Drafts.PLACEHOLDER, () -> revoked++);
    answer.userTurn().ifPresent(id -> added(id, question));
    added(answer.primary(), "");
    running = answer;
  }

  private void beginBeside() {
    Reservation answer =
        conversation.beginBeside(Drafts.PLACEHOLDER, new RevokedOwner(() -> revoked++));
    added(answer.primary(), "");
    beside.add(answer);
  }

  private void answerAdd(Reservation answer) {
    added(answer.add(Drafts.PLACEHOLDER).orElseThrow(), "");
  }

  /** Texts only, for the application appends behind another part by opening a new one. */
  private void answerOpen(Reservation answer, MessageId id, Step step) {
    int position = answer.open(id, Part.text(step.piece()));
    assertThat(position).isEqualTo(texts.get(id).size());
    texts.get(id).add(step.piece());
  }

  private void answerAddPart(Reservation answer, MessageId id, Step step) {
    assertThat(answer.edit(id, message -> message.addPart(Part.text(step.piece()))))
        .isTrue();
    texts.get(id).add(step.piece());
  }

  private void answerAppend(Reservation answer, MessageId id, Step step) {
    List<String> parts = texts.get(id);
    if (!parts.isEmpty()) {
      int part = step.part() % parts.size();
      assertThat(answer.append(id, part, step.piece())).isTrue();
      parts.set(part, parts.get(part) + step.piece());
    }
  }

  private void settle(Reservation answer) {
    List<MessageId> own = answer.messages();
    assertThat(answer.settle(MessageStatus.COMPLETED, null).orElseThrow())
        .extracting(ChatMessage::id)
        .isEqualTo(own);
    ended(answer);
  }
}
