package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.MessageSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes and goes, a display that knows only what it is told of parts shows the outcome's. */
class AnswerPartsProperties {
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final RetryPolicy REPLACE = RetryPolicy.builder()
      .maxAttempts(100)
      .backoff(new Backoff(PAUSE, 1, PAUSE, Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
      .build();

  private enum Act {
    TEXT,
    REASONING,
    CALL,
    ARGUMENTS,
    COMPLETE_ARGUMENTS,
    DATA,
    REPLACE_TEXT,
    STEP,
    RESET_STEP,
    BREAK,
    RUN_TASKS,
    OPEN
  }

  private record Step(Act act, String message, int number, String piece) {}

  @Property(tries = 2000)
  void whatIsShownIsWhatTheOutcomeHas(
      @ForAll("steps") List<Step> steps, @ForAll boolean completes) {
    Scene scene = new Scene(REPLACE);
    Answer answer = scene.ask();
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<ShownParts> shown = new ArrayList<>();
    open(answer, tasks::add, shown);
    for (Step step : steps) {
      if (step.act() == Act.RUN_TASKS) {
        run(tasks, step.number());
      } else if (step.act() == Act.OPEN) {
        open(answer, tasks::add, shown);
      } else if (!answer.state().isTerminal()) {
        say(scene, step);
      }
    }
    if (completes && !answer.state().isTerminal()) {
      scene.sink().completed(true);
    } else {
      answer.cancel();
    }
    run(tasks, Integer.MAX_VALUE);

    assertThat(scene.reported).isEmpty();
    assertThat(shown)
        .allSatisfy(one -> assertThat(one.parts())
            .isEqualTo(ShownParts.of(Scene.outcomeOf(answer).messages())));
  }

  private static void open(Answer answer, Executor slow, List<ShownParts> shown) {
    for (Executor executor : List.of(slow, (Executor) Runnable::run)) {
      for (Delivery delivery : List.of(Delivery.coalesced(), Delivery.every())) {
        ShownParts one = new ShownParts();
        answer.subscribe(one, delivery.on(executor));
        shown.add(one);
      }
    }
  }

  private static void say(Scene scene, Step step) {
    MessageSink to = scene.sink().message(step.message());
    String key = Integer.toString(step.number());
    switch (step.act()) {
      case TEXT -> to.text(key, step.piece());
      case REASONING -> to.reasoning(key, step.piece());
      case CALL -> to.put(key, new Part.ToolCall("c" + key, "add", ChatText.EMPTY, false));
      case ARGUMENTS -> to.arguments(key, step.piece());
      case COMPLETE_ARGUMENTS -> to.completeArguments(key);
      case DATA -> to.put(key, new Part.Data("chart", key, step.piece()));
      case REPLACE_TEXT -> to.replaceText(key, step.piece());
      case STEP -> to.step();
      case RESET_STEP -> to.resetStep();
      case BREAK -> {
        scene.sink().failed(BROKEN);
        scene.time.advance(PAUSE);
      }
      default -> throw new AssertionError(step);
    }
  }

  private static void run(Queue<Runnable> tasks, int most) {
    for (int i = 0; i < most && !tasks.isEmpty(); i++) {
      tasks.remove().run();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts = Arbitraries.frequency(
        Tuple.of(8, Act.TEXT),
        Tuple.of(5, Act.REASONING),
        Tuple.of(3, Act.CALL),
        Tuple.of(3, Act.ARGUMENTS),
        Tuple.of(2, Act.COMPLETE_ARGUMENTS),
        Tuple.of(3, Act.DATA),
        Tuple.of(2, Act.REPLACE_TEXT),
        Tuple.of(2, Act.STEP),
        Tuple.of(2, Act.RESET_STEP),
        Tuple.of(2, Act.BREAK),
        Tuple.of(5, Act.RUN_TASKS),
        Tuple.of(1, Act.OPEN));
    return Combinators.combine(
            acts,
            Arbitraries.of("", "", "1"),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of("", "a", "b", "word ", "\uD83D\uDE00", "\uD83D", "\uDE00"))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
