package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerObserverTest {
  private static final ChatError OVERLOADED = ChatError.builder(ChatError.Kind.SERVER, "busy")
      .code("http_503")
      .retryable(true)
      .build();
  private static final RetryPolicy ONE_MORE = RetryPolicy.builder()
      .maxAttempts(2)
      .backoff(new Backoff(Duration.ofSeconds(4), 2, Duration.ofSeconds(9), Backoff.Jitter.NONE))
      .build();

  private final List<String> told = new ArrayList<>();

  /** Writes down every call in the order in which they come. */
  private final class Diary implements AnswerObserver {
    @Override
    public void onStateChange(StateChange move) {
      told.add(move.from() + ">" + move.to());
    }

    @Override
    public void onAttempt(int attempt) {
      told.add("attempt " + attempt);
    }

    @Override
    public void onConnected(int attempt, int status, Duration toFirstByte) {
      told.add("connected %d %d %s".formatted(attempt, status, toFirstByte));
    }

    @Override
    public void onFirstEvent(int attempt, Duration toFirstEvent) {
      told.add("first %d %s".formatted(attempt, toFirstEvent));
    }

    @Override
    public void onEvent(int attempt, int characters, Duration gap) {
      told.add("event %d %d %s".formatted(attempt, characters, gap));
    }

    @Override
    public void onHeartbeat(int attempt) {
      told.add("heartbeat " + attempt);
    }

    @Override
    public void onLateEvent(LateCause cause) {
      told.add("late " + cause);
    }

    @Override
    public void onProblem(int attempt, Problem problem) {
      told.add("problem %d %s".formatted(attempt, problem.code()));
    }

    @Override
    public void onRetryScheduled(int attempt, Duration delay, ChatError cause) {
      told.add("retry %d %s %s".formatted(attempt, delay, cause.kind()));
    }

    @Override
    public void onEnd(Outcome outcome) {
      told.add("end " + outcome.status() + " " + outcome.text());
    }
  }

  private Chat.Builder observed(Scene scene) {
    return scene.chatOver(scene.transport).observer(answer -> new Diary());
  }

  @Test
  void everyStepOfAnAnswerIsToldInItsOrder() {
    Scene scene = new Scene();
    observed(scene).build().send("Why?");
    scene.time.advance(Duration.ofSeconds(1));
    scene.sink().connected(200);
    scene.sink().heartbeat();
    scene.time.advance(Duration.ofSeconds(2));
    scene.primary().metadata(Map.of("page", 3));
    scene.time.advance(Duration.ofSeconds(1));
    scene.text("Hi");
    scene.sink().problem(new Problem("odd", "odd"));
    scene.primary().finish(FinishReason.STOP);
    scene.sink().completed(true);
    scene.text("late");

    assertThat(told)
        .containsExactly(
            "QUEUED>CONNECTING",
            "attempt 1",
            "connected 1 200 PT1S",
            "heartbeat 1",
            "first 1 PT3S",
            "event 1 0 PT3S",
            "CONNECTING>STREAMING",
            "event 1 2 PT1S",
            "problem 1 odd",
            "event 1 0 PT0S",
            "STREAMING>COMPLETED",
            "end COMPLETED Hi",
            "late ENDED");
  }

  @Test
  void aRetryIsToldWithItsDelayAndItsCauseAndThenTheNextAttempt() {
    Scene scene =
        new Scene(Script.builder().failed(OVERLOADED).build(), Script.answering("Because."));
    observed(scene).retry(ONE_MORE).build().send("Why?");
    scene.time.advance(Duration.ofSeconds(4));

    assertThat(told)
        .containsSequence(
            "attempt 1",
            "CONNECTING>BACKING_OFF",
            "retry 1 PT4S SERVER",
            "BACKING_OFF>CONNECTING",
            "attempt 2")
        .endsWith("STREAMING>COMPLETED", "end COMPLETED Because.");
  }

  @Test
  void anAnswerThatWaitsHasItsObserverFromTheBeginning() {
    Scene scene = new Scene();
    List<Answer> seen = new ArrayList<>();
    Chat chat = scene
        .chatOver(scene.transport)
        .busy(BusyPolicy.queue())
        .observer(answer -> {
          seen.add(answer);
          return new Diary();
        })
        .build();
    chat.send("Why?");
    Answer waiting = chat.send("And why?");

    assertThat(seen).last().isSameAs(waiting);
    waiting.cancel();
    assertThat(told).endsWith("QUEUED>CANCELLED", "end CANCELLED ");
  }

  @Test
  void whatAnObserverThrowsIsReportedAndTakesNothingFromAnyone() {
    Scene scene = new Scene();
    RuntimeException broken = new IllegalStateException("broken");
    Chat chat = scene
        .chatOver(scene.transport)
        .observer(answer -> {
          throw broken;
        })
        .observer(answer -> new AnswerObserver() {
          @Override
          public void onEvent(int attempt, int characters, Duration gap) {
            throw broken;
          }
        })
        .observer(answer -> new Diary())
        .build();
    Answer answer = chat.send("Why?");
    scene.time.run();
    scene.text("Hi");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Hi");
    assertThat(told).contains("event 1 2 PT0S").endsWith("end COMPLETED Hi");
    assertThat(scene.reported).containsExactly(broken, broken);
  }

  @Test
  void anObserverMayCancelAndIsToldOfTheEndAfterwards() {
    Scene scene = new Scene();
    Chat chat = scene
        .chatOver(scene.transport)
        .observer(answer -> new Diary())
        .observer(answer -> new AnswerObserver() {
          @Override
          public void onEvent(int attempt, int characters, Duration gap) {
            answer.cancel();
          }
        })
        .build();
    Answer answer = chat.send("Why?");
    scene.time.run();
    scene.text("Hi");

    assertThat(Scene.outcomeOf(answer).text()).isEmpty();
    assertThat(told)
        .endsWith("event 1 2 PT0S", "STREAMING>CANCELLED", "end CANCELLED ", "late CANCELLED");
  }

  @Test
  void anObserverThatWaitsForTheAnswerIsRefusedInsteadOfWaitingForItself() {
    Scene scene = new Scene();
    List<Runnable> checked = new ArrayList<>();
    Chat chat = scene
        .chatOver(scene.transport)
        .observer(answer -> new AnswerObserver() {
          @Override
          public void onHeartbeat(int attempt) {
            assertThatIllegalStateException().isThrownBy(answer::join);
            checked.add(() -> {});
          }
        })
        .build();
    chat.send("Why?");
    scene.time.run();
    scene.sink().heartbeat();

    assertThat(checked).hasSize(1);
    assertThat(scene.reported).isEmpty();
  }

  @Test
  void aRefusedQuestionHasNoObserver() {
    Scene scene = new Scene();
    List<Answer> seen = new ArrayList<>();
    Chat chat = scene
        .chatOver(new ScriptedTransport(scene.time))
        .observer(answer -> {
          seen.add(answer);
          return new Diary();
        })
        .build();
    Answer first = chat.send("Why?");
    assertThatExceptionOfType(ConversationBusyException.class)
        .isThrownBy(() -> chat.send("And why?"));
    scene.time.run();

    assertThat(seen).containsExactly(first);
  }
}
