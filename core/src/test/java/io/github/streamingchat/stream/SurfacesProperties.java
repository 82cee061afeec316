package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes, and however it is read, every surface gives the text of the outcome. */
class SurfacesProperties {
  private enum Act {
    PIECE,
    NEXT_PART,
    RUN_TASKS,
    REQUEST,
    READ,
    OPEN_DIRECT,
    OPEN_SLOW
  }

  private record Step(Act act, String piece, int number) {}

  @Property(tries = 2000)
  void everySurfaceGivesTheTextOfTheOutcomeAndItsEndOnce(
      @ForAll("steps") List<Step> steps, @ForAll Ending ending) {
    Scene scene = new Scene();
    Answer answer = scene.ask();
    scene.sink().connected(); // from here on it is silence that ends what goes silent
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<Surfaces> opened = new ArrayList<>();
    opened.add(new Surfaces(answer, Runnable::run));
    opened.add(new Surfaces(answer, tasks::add));
    int part = 0;
    for (Step step : steps) {
      switch (step.act()) {
        case PIECE -> scene.primary().text(Integer.toString(part), step.piece());
        case NEXT_PART -> part++;
        case RUN_TASKS -> run(tasks, step.number());
        case REQUEST -> one(opened, step).request(step.number());
        case READ -> one(opened, step).readWhatIsThere();
        case OPEN_DIRECT -> opened.add(new Surfaces(answer, Runnable::run));
        case OPEN_SLOW -> opened.add(new Surfaces(answer, tasks::add));
      }
    }
    ending.of(scene, answer);
    assertThat(answer.state().isTerminal()).isTrue();
    opened.add(new Surfaces(answer, Runnable::run));
    for (Surfaces surfaces : opened) {
      surfaces.request(Long.MAX_VALUE);
      surfaces.readToTheEnd();
    }
    run(tasks, Integer.MAX_VALUE);

    assertThat(opened).allSatisfy(Surfaces::assertAllToldEverythingOnce);
    assertThat(scene.reported)
        .allSatisfy(thrown -> assertThat(thrown).hasMessage("the listener's own"));
  }

  @Property(tries = 500)
  void aListenerOfEveryPieceHearsThePiecesAsTheyWereSentHoweverSlow(
      @ForAll("pieces") List<String> pieces, @ForAll boolean slow) {
    Scene scene = new Scene();
    Answer answer = scene.ask();
    Queue<Runnable> tasks = new ArrayDeque<>();
    Surfaces surfaces = new Surfaces(answer, slow ? tasks::add : Runnable::run);
    pieces.forEach(scene::text);
    scene.sink().completed(true);
    run(tasks, Integer.MAX_VALUE);

    assertThat(surfaces.pieces()).isEqualTo(pieces);
  }

  private static Surfaces one(List<Surfaces> opened, Step step) {
    return opened.get(step.number() % opened.size());
  }

  private static void run(Queue<Runnable> tasks, int most) {
    for (int i = 0; i < most && !tasks.isEmpty(); i++) {
      tasks.remove().run();
    }
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of("a", "word ", "\u4F60", "\uD83D\uDE00").list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts = Arbitraries.frequency(
        Tuple.of(20, Act.PIECE),
        Tuple.of(2, Act.NEXT_PART),
        Tuple.of(8, Act.RUN_TASKS),
        Tuple.of(6, Act.REQUEST),
        Tuple.of(6, Act.READ),
        Tuple.of(1, Act.OPEN_DIRECT),
        Tuple.of(1, Act.OPEN_SLOW));
    Arbitrary<String> pieces =
        Arbitraries.of("", "a", "word ", "\uD83D\uDE00", "\uD83D", "\uDE00", "\uDE00b");
    return Combinators.combine(acts, pieces, Arbitraries.integers().between(1, 6))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }
}
