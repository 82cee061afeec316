package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60) // a guard against hanging; nothing here waits for time
class TextIteratorTest {
  private final Scene scene = new Scene();
  private final Answer answer = scene.ask();
  private final TextIterator texts = answer.textIterator();

  @Test
  void aTextThatWasPromisedIsGivenAlsoWhenTheLoopIsClosedMeanwhile() {
    Scene scene = new Scene();
    TextIterator texts = scene.ask().textIterator();
    scene.text("Be");
    assertThat(texts.hasNext()).isTrue();
    texts.close();

    assertThat(texts.next()).isEqualTo("Be");
    assertThat(texts.hasNext()).isFalse();
  }

  @Test
  void givesWhatIsThereWithoutWaitingForMore() {
    scene.text("Be");
    scene.text("ca");
    assertThat(texts.hasNext()).isTrue();
    assertThat(texts.next()).isEqualTo("Beca");
    scene.text("use");
    assertThat(texts.next()).isEqualTo("use");
  }

  @Test
  void givesAlsoWhatCameSinceItSaidThatThereIsText() {
    scene.text("Be");
    assertThat(texts.hasNext()).isTrue();
    scene.text("cause");
    assertThat(texts.next()).isEqualTo("Because");
  }

  @ParameterizedTest
  @EnumSource
  void endsOrThrowsAfterTheLastTextAsTheAnswerEnded(Ending ending) {
    scene.text("Because\uD83D");
    ending.of(scene, answer);
    assertThat(texts.next()).isEqualTo("Because\uFFFD");

    if (ending.status == MessageStatus.FAILED) {
      assertThatThrownBy(texts::hasNext)
          .isInstanceOfSatisfying(
              AnswerFailedException.class,
              failed -> assertThat(failed.outcome()).isSameAs(Scene.outcomeOf(answer)))
          .hasMessage(Scene.outcomeOf(answer).error().orElseThrow().message());
      assertThatThrownBy(texts::next).isInstanceOf(AnswerFailedException.class);
    } else {
      assertThat(texts.hasNext()).isFalse();
      assertThatThrownBy(texts::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void theCauseOfTheFailureIsThatOfItsError() {
    Exception cause = new Exception("the wire");
    scene.sink().truncated(cause);

    assertThatThrownBy(texts::hasNext).isInstanceOf(ChatException.class).hasCause(cause);
  }

  @Test
  void waitsForTextOnAThreadOfItsOwnAndIsWokenByIt() throws Exception {
    BlockingQueue<String> read = new LinkedBlockingQueue<>();
    Thread loop = started(() -> texts.forEachRemaining(read::add));
    for (String piece : List.of("one", "two", "three")) {
      awaitWaiting(loop);
      scene.text(piece);
      assertThat(read.poll(30, TimeUnit.SECONDS)).isEqualTo(piece);
    }
    awaitWaiting(loop);
    scene.sink().completed(true);
    loop.join();

    assertThat(read).isEmpty();
  }

  @Test
  void closingWakesTheThreadThatWaitsAndLeavesTheAnswerRunning() throws Exception {
    List<Boolean> results = new ArrayList<>();
    Thread loop = started(() -> results.add(texts.hasNext()));
    awaitWaiting(loop);
    texts.close();
    loop.join();

    assertThat(results).containsExactly(false);
    assertThat(answer.state().isTerminal()).isFalse();
    scene.text("Because");
    assertThat(texts.hasNext()).isFalse();
    assertThatThrownBy(texts::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void anInterruptIsToldAndLeftSetAndTheLoopMayGoOn() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(texts::hasNext)
        .isInstanceOf(WaitInterruptedException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();

    scene.text("Because");
    assertThat(texts.next()).isEqualTo("Because");
  }

  @Test
  void anInterruptedThreadTakesWhatIsThere() {
    scene.text("Because");
    Thread.currentThread().interrupt();

    assertThat(texts.next()).isEqualTo("Because");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void throwsInsteadOfWaitingForItselfOnAThreadThatDelivers() {
    List<Throwable> refused = new ArrayList<>();
    answer.onText(
        text -> {
          try {
            texts.next();
          } catch (IllegalStateException expected) {
            refused.add(expected);
          }
        },
        Runnable::run);
    scene.text("Because");

    assertThat(refused)
        .singleElement()
        .satisfies(error -> assertThat(error).hasMessageStartingWith("hasNext was called on"));
    assertThat(texts.next()).isEqualTo("Because");
  }

  @Test
  void mayBeReadInsideTheOutcomeOnAnyThread() {
    List<String> read = new ArrayList<>();
    answer.onOutcome(outcome -> texts.forEachRemaining(read::add), Runnable::run);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(read).containsExactly("Because");
    assertThat(scene.reported).isEmpty();
  }

  @Test
  void onTheLibrarysPoolItWaitsForAnotherAnswerThanItsOwnCallback() throws Exception {
    BlockingQueue<String> read = new LinkedBlockingQueue<>();
    answer.onText(text -> texts.forEachRemaining(read::add));
    scene.text("Be");
    assertThat(read.poll(30, TimeUnit.SECONDS)).isEqualTo("Be");
    scene.text("cause");
    assertThat(read.poll(30, TimeUnit.SECONDS)).isEqualTo("cause");
    scene.sink().completed(true);
    answer.join();
  }

  @Test
  void everyPartIsReadInFull() {
    scene.primary().text("0", "a");
    scene.primary().text("1", "x");
    assertThat(texts.next()).isEqualTo("a");
    scene.primary().text("0", "b");
    assertThat(texts.next()).isEqualTo("b");
    assertThat(texts.next()).isEqualTo("x");
  }

  @Test
  void aStreamGivesTheWholeTextAndItsClosingDetaches() {
    scene.text("Be");
    List<String> first = new ArrayList<>();
    try (Stream<String> stream = answer.texts()) {
      stream.limit(1).forEach(first::add);
    }
    assertThat(first).containsExactly("Be");
    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);

    scene.text("cause");
    scene.sink().completed(true);
    try (Stream<String> stream = answer.texts()) {
      assertThat(stream.collect(Collectors.joining())).isEqualTo("Because");
    }
  }

  @Test
  void aStreamDoesNotReadAhead() {
    List<String> read = new ArrayList<>();
    try (Stream<String> stream = answer.texts()) {
      scene.text("Be");
      stream.map(String::toUpperCase).limit(2).forEach(text -> {
        read.add(text);
        scene.text("cause"); // on the reading thread itself: it must not wait for it
      });
    }

    assertThat(read).containsExactly("BE", "CAUSE");
  }

  @Test
  void aStreamOfAFailedAnswerThrowsAfterTheLastText() {
    List<String> read = new ArrayList<>();
    scene.text("Be");
    scene.sink().failed(ChatError.of(ChatError.Kind.PROVIDER, "overloaded"));

    assertThatThrownBy(() -> {
          try (Stream<String> stream = answer.texts().parallel()) {
            stream.forEach(read::add);
          }
        })
        .isInstanceOf(AnswerFailedException.class)
        .hasMessage("overloaded");
    assertThat(read).containsExactly("Be");
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
