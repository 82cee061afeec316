package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.MessageStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetachTest {
  private final Scene scene = new Scene();
  private final Told told = new Told();

  /** A chat that owns the scene's transport. */
  private final Chat chat = Chat.builder(() -> scene.transport)
      .conversation(scene.conversation)
      .timeouts(Scene.TIMEOUTS)
      .scheduler(scene.time)
      .executor(scene.time.executor())
      .busy(BusyPolicy.queue())
      .build();

  private Answer ask(String question) {
    Answer answer = chat.send(question);
    scene.time.run();
    return answer;
  }

  private void complete() {
    scene.sink().completed(true);
    scene.time.run();
  }

  @Test
  void aDetachedAnswerRunsOnWhenItsChatIsClosedAndTheTransportWaitsForIt() {
    Answer answer = ask("Why?");
    scene.text("Be");
    answer.detach();
    chat.close();
    assertThat(scene.transport.isClosed()).isFalse();
    scene.text("cause");
    complete();

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(scene.inConversation(answer.primary()).text()).isEqualTo("Because");
    assertThat(scene.transport.isClosed()).isTrue();
    scene.assertNothingLeftBehind();
  }

  @Test
  void itsSubscriptionsAreClosedWithoutAnotherCall() {
    Answer answer = ask("Why?");
    answer.subscribe(told, Runnable::run);
    scene.text("Be");
    List<Object> before = told.calls();
    answer.detach();
    scene.text("cause");
    complete();

    assertThat(told.calls()).isEqualTo(before);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
  }

  @Test
  void aLoopOverItsTextGoesOnToTheRealEnd() {
    Answer answer = ask("Why?");
    scene.text("Be");
    List<String> texts;
    try (Stream<String> text = answer.texts()) {
      answer.detach();
      chat.close();
      scene.text("cause");
      complete();
      texts = text.toList();
    }
    assertThat(String.join("", texts)).isEqualTo("Because");
  }

  @Test
  void aDetachedAnswerThatEndsFirstLeavesTheTransportToTheChat() {
    Answer answer = ask("Why?");
    answer.detach();
    answer.detach();
    complete();
    assertThat(scene.transport.isClosed()).isFalse();
    chat.close();
    assertThat(scene.transport.isClosed()).isTrue();
  }

  @Test
  void theLastOfSeveralClosesTheTransportAlsoOneThatStillWaits() {
    Answer first = ask("1?");
    Answer second = ask("2?");
    Answer third = ask("3?");
    first.detach();
    second.detach();
    chat.close();
    assertThat(Scene.outcomeOf(third).status()).isEqualTo(MessageStatus.CANCELLED);
    complete();
    assertThat(scene.transport.isClosed()).isFalse();
    scene.text("2!");
    complete();

    assertThat(Scene.outcomeOf(second).text()).isEqualTo("2!");
    assertThat(scene.transport.isClosed()).isTrue();
    scene.assertNothingLeftBehind();
  }

  @Test
  void aDetachedAnswerCanStillBeCancelled() {
    Answer answer = ask("Why?");
    answer.detach();
    chat.close();
    assertThat(answer.cancel().cancelled()).isTrue();
    scene.time.run();

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(scene.transport.isClosed()).isTrue();
  }

  @Test
  void detachingAfterTheEndOrAfterTheCloseChangesNothing() {
    Answer ended = ask("1?");
    complete();
    ended.detach();
    Answer running = ask("2?");
    chat.close();
    running.detach();

    assertThat(Scene.outcomeOf(running).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(scene.transport.isClosed()).isTrue();
  }
}
