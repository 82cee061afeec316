package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.Part;
import io.github.streamingchat.TextChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** However often the text is taken back, every surface that may be open ends with the one that stays. */
class ReplacedSurfacesProperties {
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();
  private static final RetryPolicy REPLACE = RetryPolicy.builder()
      .maxAttempts(100)
      .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
      .build();

  private enum Act {
    PIECE,
    THOUGHT,
    WHOLE,
    NEXT_PART,
    BREAK,
    RUN_TASKS,
    OPEN_DIRECT,
    OPEN_SLOW
  }

  private record Step(Act act, String piece, int number) {}

  private static final class Shown implements AnswerListener {
    private final StringBuilder text = new StringBuilder();
    private final List<Outcome> outcomes = new ArrayList<>();

    @Override
    public void onText(String more) {
      text.append(more);
    }

    @Override
    public void onTextReplaced(String whole) {
      text.setLength(0);
      text.append(whole);
    }

    @Override
    public void onOutcome(Outcome outcome) {
      outcomes.add(outcome);
    }
  }

  /** What is there in one moment, and what a reader makes of it from there on. */
  private static final class Opened {
    private final Shown joined = new Shown();
    private final Shown every = new Shown();
    private final List<ChatMessage> watched = new ArrayList<>();
    private final List<ChatMessage> published = new ArrayList<>();
    private final TreeMap<Integer, String> folded = new TreeMap<>();

    Opened(Scene scene, Answer answer, Executor executor) {
      answer.subscribe(joined, executor);
      answer.subscribe(every, Delivery.every().on(executor));
      answer.watch(watched::add, executor);
      answer.messagePublisher(executor).subscribe(new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
          subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ChatMessage message) {
          published.add(message);
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
      });
      List<String> known = new ArrayList<>();
      answer.message().parts().forEach(part -> known.add(textOf(part)));
      for (int part = 0; part < known.size(); part++) {
        folded.put(part, known.get(part));
      }
      scene.conversation.subscribe(
          answer.primary(),
          change -> change.messages().stream()
              .map(MessageChange::texts)
              .flatMap(List::stream)
              .forEach(this::fold),
          executor);
    }

    private void fold(TextChange change) {
      String before = change.replaced() ? "" : folded.getOrDefault(change.part(), "");
      assertThat(before).hasSize(change.from());
      folded.put(change.part(), before + change.text());
    }

    private static String textOf(Part part) {
      return part instanceof Part.Growing growing ? growing.content().toString() : "";
    }

    void assertEndedWith(Outcome outcome) {
      assertThat(joined.text).hasToString(outcome.text());
      assertThat(every.text).hasToString(outcome.text());
      assertThat(joined.outcomes).containsExactly(outcome);
      assertThat(every.outcomes).containsExactly(outcome);
      assertThat(watched).last().isEqualTo(outcome.message());
      assertThat(published).last().isEqualTo(outcome.message());
      StringBuilder all = new StringBuilder();
      outcome.message().parts().forEach(part -> all.append(textOf(part)));
      assertThat(String.join("", folded.values())).isEqualTo(all.toString());
    }
  }

  @Property(tries = 2000)
  void everySurfaceEndsWithTheTextOfTheOutcome(
      @ForAll("steps") List<Step> steps, @ForAll boolean completes) {
    Scene scene = new Scene(REPLACE);
    Answer answer = scene.ask();
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<Opened> opened = new ArrayList<>();
    opened.add(new Opened(scene, answer, Runnable::run));
    opened.add(new Opened(scene, answer, tasks::add));
    int part = 0;
    StringBuilder expected = new StringBuilder();
    StringBuilder current = new StringBuilder();
    boolean isOld = false;
    for (Step step : steps) {
      String key = Integer.toString(part);
      boolean speaks = !step.piece().isEmpty()
          && List.of(Act.PIECE, Act.THOUGHT, Act.WHOLE).contains(step.act());
      if (speaks && isOld) {
        expected.setLength(0);
        current.setLength(0);
        isOld = false;
      }
      switch (step.act()) {
        case PIECE -> {
          scene.primary().text(key, step.piece());
          current.append(step.piece());
        }
        case THOUGHT -> scene.primary().reasoning("r", step.piece());
        case WHOLE -> {
          if (speaks) {
            scene.primary().replaceText(key, step.piece());
            current.replace(0, current.length(), step.piece());
          }
        }
        case NEXT_PART -> {
          part++;
          expected.append(current);
          current.setLength(0);
        }
        case BREAK -> {
          scene.sink().failed(BROKEN);
          scene.time.advance(Duration.ofMillis(1));
          isOld = true;
        }
        case RUN_TASKS -> run(tasks, step.number());
        case OPEN_DIRECT -> opened.add(new Opened(scene, answer, Runnable::run));
        case OPEN_SLOW -> opened.add(new Opened(scene, answer, tasks::add));
      }
    }
    if (completes) {
      scene.sink().completed(true);
    } else {
      answer.cancel();
    }
    run(tasks, Integer.MAX_VALUE);

    Outcome outcome = Scene.outcomeOf(answer);
    String last = expected.append(current).toString();
    assertThat(outcome.text()).isEqualTo(completes && isOld ? "" : last);
    assertThat(opened).allSatisfy(one -> one.assertEndedWith(outcome));
    assertThat(scene.reported).isEmpty();
    scene.assertNothingLeftBehind();
  }

  private static void run(Queue<Runnable> tasks, int most) {
    for (int i = 0; i < most && !tasks.isEmpty(); i++) {
      tasks.remove().run();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts = Arbitraries.frequency(
        Tuple.of(20, Act.PIECE),
        Tuple.of(3, Act.THOUGHT),
        Tuple.of(3, Act.WHOLE),
        Tuple.of(3, Act.NEXT_PART),
        Tuple.of(4, Act.BREAK),
        Tuple.of(8, Act.RUN_TASKS),
        Tuple.of(1, Act.OPEN_DIRECT),
        Tuple.of(1, Act.OPEN_SLOW));
    Arbitrary<String> pieces = Arbitraries.of("", "a", "b", "word ", "\u4F60", "\uD83D\uDE00");
    return Combinators.combine(acts, pieces, Arbitraries.integers().between(1, 6))
        .as(Step::new)
        .list()
        .ofMaxSize(50);
  }
}
