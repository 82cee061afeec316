package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.StreamingMessageException;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.EventSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An answer and its model, driven together; after every step the one must be as the other says. */
final class AnswerWorld {
  /** A reader and whether it was closed. */
  private static final class Observer {
    final Told told = new Told();
    final Subscription subscription;
    List<Object> callsWhenClosed;

    Observer(Answer answer, Executor executor) {
      subscription = answer.subscribe(told, executor);
    }
  }

  final Scene scene = new Scene();
  final AnswerModel model = new AnswerModel(Duration.ZERO);
  final Answer answer;
  private final Queue<Runnable> readerTasks = new ArrayDeque<>();
  private final List<Observer> observers = new ArrayList<>();
  private final Map<MessageId, String> others = new LinkedHashMap<>();
  private final MessageId bystander;

  AnswerWorld() {
    bystander = scene.conversation.add(MessageDraft.assistant("by"));
    others.put(bystander, "by");
    scene.conversation.subscribe(
        change -> {
          throw new IllegalStateException("subscriber");
        },
        Runnable::run);
    answer = scene.chat.send("Why?");
    others.put(answer.userTurn().orElseThrow(), "Why?");
    answer.onText(
        text -> {
          throw new IllegalStateException("reader");
        },
        Runnable::run);
    answer.onText(this::stopAtExclamationMark, Runnable::run);
    observe(Runnable::run);
    observe(readerTasks::add);
  }

  private void stopAtExclamationMark(String text) {
    if (text.contains("!")) {
      answer.cancel();
    }
  }

  long now() {
    return scene.time.nanoTime();
  }

  /** The transport's side of the answer; null until the attempt was opened. */
  EventSink sink() {
    return attempts().isEmpty() ? null : attempts().get(0).sink();
  }

  private List<ScriptedTransport.Attempt> attempts() {
    return scene.transport.attempts().stream()
        .filter(attempt -> attempt.request().answerId().equals(answer.primary()))
        .toList();
  }

  void observe(boolean direct) {
    observe(direct ? Runnable::run : readerTasks::add);
  }

  private void observe(Executor executor) {
    observers.add(new Observer(answer, executor));
  }

  void closeObserver(int which) {
    Observer observer = observers.get(which % observers.size());
    observer.subscription.close();
    if (observer.callsWhenClosed == null) {
      observer.callsWhenClosed = observer.told.calls();
    }
  }

  void runReaders(int most) {
    for (int i = 0; i < most && !readerTasks.isEmpty(); i++) {
      readerTasks.remove().run();
    }
  }

  void passTime(Duration duration) {
    model.beginAttempt(now());
    model.timePassesUntil(now() + duration.toNanos());
    scene.time.advance(duration);
  }

  void clear() {
    scene.conversation.clear();
    model.end(MessageStatus.CANCELLED, LateCause.CLEARED);
    others.clear();
  }

  void removeAnswer(int which) {
    MessageId id = answer.messages().get(which % answer.messages().size());
    if (isPresent(id)) {
      scene.conversation.remove(id);
      model.end(MessageStatus.CANCELLED, LateCause.CLEARED);
    }
  }

  void removeUserTurn() {
    MessageId turn = answer.userTurn().orElseThrow();
    if (others.remove(turn) != null) {
      scene.conversation.remove(turn);
    }
  }

  void annotate(int value) {
    if (isPresent(answer.primary())) {
      scene.conversation.edit(
          answer.primary(),
          edit -> edit.metadata("app", value).author(Author.named("author " + value)));
      if (!model.ended()) {
        model.message(AnswerModel.PRIMARY).metadata.put("app", (long) value);
      }
    }
  }

  void tryToWriteOver() {
    if (!model.ended()) {
      assertThatThrownBy(() -> scene.conversation.edit(answer.primary(), edit -> edit.text("over")))
          .isInstanceOf(StreamingMessageException.class);
    }
  }

  void writeToBystander(String piece) {
    if (others.containsKey(bystander)) {
      scene.conversation.append(bystander, piece);
      others.merge(bystander, piece, String::concat);
    }
  }

  void tryToAskAgain() {
    if (!model.ended()) {
      assertThatThrownBy(() -> scene.chat.send("And?"))
          .isInstanceOf(ConversationBusyException.class);
    }
  }

  private boolean isPresent(MessageId id) {
    return scene.conversation.find(id).isPresent();
  }

  /** What must hold after every step. */
  void check() {
    assertThat(answer.state().isTerminal()).isEqualTo(model.ended());
    assertThat(scene.conversation.isBusy()).isEqualTo(!model.ended());
    assertThat(answer.lateEvents().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(model.late);
    assertThat(answer.messages()).hasSize(model.messages.size());
    others.forEach((id, text) -> assertThat(scene.inConversation(id).text()).isEqualTo(text));
    long present = answer.messages().stream().filter(this::isPresent).count();
    assertThat(scene.conversation.snapshot().size()).isEqualTo((int) present + others.size());
    if (model.ended()) {
      assertThat(scene.time.timers()).isZero();
    } else {
      assertThat(present).isEqualTo(model.messages.size());
    }
    if (sink() != null) {
      assertThat(sink().isOpen()).isEqualTo(!model.ended());
    }
    int number = 0;
    for (AnswerModel.Message message : model.messages.values()) {
      MessageId id = answer.messages().get(number++);
      String expected = message.text(model.ended());
      scene.conversation.find(id).ifPresent(found -> assertThat(found.text()).isEqualTo(expected));
    }
  }

  /** What must hold of an answer that has ended, when all readers have run. */
  void checkOutcome() {
    runReaders(Integer.MAX_VALUE);
    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(model.status);
    assertThat(outcome.error().map(error -> error.kind()).orElse(null)).isEqualTo(model.errorKind);
    if (model.timeout != null) {
      assertThat(outcome.error().orElseThrow().code()).isEqualTo(model.timeout);
    }
    assertThat(answer.lateEvents())
        .isEqualTo(model.late == 0 ? Map.of() : Map.of(model.lateCause, model.late));
    assertThat(outcome.messages()).hasSize(model.messages.size());
    int number = 0;
    for (AnswerModel.Message expected : model.messages.values()) {
      ChatMessage message = outcome.messages().get(number++);
      assertThat(message.text()).isEqualTo(expected.text(true));
      assertThat(message.parts()).hasSize(expected.parts.size());
      assertThat(message.metadata()).isEqualTo(expected.metadata);
      assertThat(message.aliases()).containsExactlyElementsOf(expected.aliases);
      assertThat(message.usage().orElse(null)).isEqualTo(expected.usage);
      assertThat(message.status()).isEqualTo(model.status);
    }
    Evidence evidence = outcome.evidence();
    assertThat(evidence.pieces()).isEqualTo(model.pieces);
    assertThat(evidence.characters()).isEqualTo(model.characters);
    assertThat(evidence.problemCount()).isEqualTo(model.problems);
    assertThat(attempts()).hasSize(evidence.attempts()).hasSize(model.begun() ? 1 : 0);
    assertThat(scene.reported).allMatch(thrown -> thrown instanceof IllegalStateException);
    observers.forEach(observer -> checkObserver(observer, outcome));
    scene.assertNothingLeftBehind();
  }

  private static void checkObserver(Observer observer, Outcome outcome) {
    List<Object> calls = observer.told.calls();
    checkPath(observer.told.all(StateChange.class));
    if (observer.callsWhenClosed != null) {
      assertThat(calls).isEqualTo(observer.callsWhenClosed);
      assertThat(observer.told.outcomes()).hasSizeLessThan(2);
      return;
    }
    assertThat(observer.told.outcomes()).containsExactly(outcome);
    assertThat(calls).last().isSameAs(outcome);
    assertThat(calls.get(calls.size() - 2))
        .isInstanceOfSatisfying(
            StateChange.class, last -> assertThat(last.to().isTerminal()).isTrue());
    assertThat(observer.told.pieces())
        .allMatch(piece -> AnswerModel.marked(piece).equals(piece), "ends whole");
    // each part comes in order, but the parts may come in turns
    assertThat(observer.told.text().chars().sorted().toArray())
        .isEqualTo(outcome.text().chars().sorted().toArray());
    if (outcome.message().parts().size() < 2) {
      assertThat(observer.told.text()).isEqualTo(outcome.text());
    }
  }

  private static void checkPath(List<StateChange> moves) {
    for (int i = 1; i < moves.size(); i++) {
      assertThat(moves.get(i).from()).isEqualTo(moves.get(i - 1).to());
      assertThat(moves.get(i).from().canMoveTo(moves.get(i).to())).isTrue();
    }
    assertThat(moves).filteredOn(move -> move.to().isTerminal()).hasSizeLessThan(2);
  }
}
