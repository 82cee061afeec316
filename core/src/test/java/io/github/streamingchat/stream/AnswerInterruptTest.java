package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.Change;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerInterruptTest {
  private final Scene scene = new Scene(Limits.builder().maxMessageChars(20).build());
  private final Chat chat =
      scene.chatOver(scene.transport).busy(BusyPolicy.INTERRUPT).build();

  private Answer ask(String question) {
    Answer answer = chat.send(question);
    scene.time.run();
    return answer;
  }

  @Test
  void theRunningAnswerIsCancelledWithItsTextAndTheNewOneBegins() {
    Answer first = ask("1?");
    scene.text("Be");
    EventSink late = scene.sink();
    Told told = new Told();
    first.subscribe(told, Runnable::run);
    Answer second = ask("2?");
    late.primary().text("0", "cause");
    scene.text("So");
    scene.sink().completed(true);

    Outcome outcome = Scene.outcomeOf(first);
    assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(outcome.text()).isEqualTo("Be");
    assertThat(told.states()).last().isEqualTo(StreamState.CANCELLED);
    assertThat(scene.inConversation(first.primary())).isEqualTo(outcome.message());
    assertThat(first.lateEvents()).isEqualTo(Map.of(LateCause.INTERRUPTED, 1L));
    assertThat(scene.transport.attempts().get(0).isCancelled()).isTrue();
    assertThat(Scene.outcomeOf(second).text()).isEqualTo("So");
    assertThat(scene.conversation.snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("1?", "Be", "2?", "So");
    scene.assertNothingLeftBehind();
  }

  @Test
  void theWholeIsOneStep() {
    Answer first = ask("1?");
    List<Change> changes = new ArrayList<>();
    List<Boolean> busy = new ArrayList<>();
    scene.conversation.subscribe(
        change -> {
          changes.add(change);
          busy.add(scene.conversation.isBusy());
        },
        Runnable::run);
    long version = scene.conversation.snapshot().version();
    Answer second = chat.send("2?");

    assertThat(busy).containsExactly(true);
    assertThat(changes).singleElement().satisfies(change -> {
      assertThat(change.version()).isEqualTo(version + 1);
      assertThat(change.messages())
          .extracting(MessageChange::id)
          .containsExactly(first.primary(), second.userTurn().orElseThrow(), second.primary());
    });
  }

  @Test
  void whatWaitsIsCancelledToo() {
    Chat patient = scene.chatOver(scene.transport).busy(BusyPolicy.queue()).build();
    Answer first = ask("1?");
    Answer waits = patient.send("2?");
    Answer takesOver = ask("3?");

    assertThat(Scene.outcomeOf(first).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(Scene.outcomeOf(waits).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(scene.conversation.waiting()).isEmpty();
    assertThat(takesOver.state()).isEqualTo(StreamState.CONNECTING);
    assertThat(scene.attempt().request().messages())
        .extracting(ChatMessage::text)
        .containsExactly("1?", "", "2?", "3?");
  }

  @Test
  void aQuestionThatCannotEnterInterruptsNothing() {
    Answer first = ask("1?");
    Snapshot before = scene.conversation.snapshot();

    assertThatThrownBy(() -> chat.send("x".repeat(21))).isInstanceOf(LimitExceededException.class);
    assertThat(first.state()).isEqualTo(StreamState.CONNECTING);
    assertThat(scene.conversation.snapshot()).isSameAs(before);
  }

  @Test
  void interruptingFromInsideATextCallbackIsFine() {
    Answer first = ask("1?");
    List<Answer> second = new ArrayList<>();
    first.onText(piece -> second.add(chat.send("2?")), Runnable::run);
    EventSink sink = scene.sink();
    sink.primary().text("0", "Be");
    sink.primary().text("0", "cause");
    scene.time.run();

    assertThat(Scene.outcomeOf(first).text()).isEqualTo("Be");
    assertThat(second)
        .singleElement()
        .satisfies(answer -> assertThat(answer.state()).isEqualTo(StreamState.CONNECTING));
  }

  @Test
  void aFreeConversationIsSimplyTaken() {
    Answer answer = ask("1?");
    scene.text("So");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
  }
}
