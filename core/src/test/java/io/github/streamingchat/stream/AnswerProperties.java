package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.AnswerSteps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class AnswerProperties {
  @Property
  void anAnswerInOnePartBecomesWhatItsModelSays(
      @ForAll("stepsInOnePart") List<Step> steps,
      @ForAll("lateEvents") List<Step> late,
      @ForAll boolean queued) {
    holds(steps, late, queued);
  }

  @Property
  void anAnswerInManyPartsBecomesWhatItsModelSays(
      @ForAll("stepsInManyParts") List<Step> steps,
      @ForAll("lateEvents") List<Step> late,
      @ForAll boolean queued) {
    holds(steps, late, queued);
  }

  private static void holds(List<Step> steps, List<Step> late, boolean queued) {
    AnswerWorld world = new AnswerWorld();
    if (!queued) {
      world.passTime(Duration.ZERO);
    }
    for (Step step : steps) {
      step.act().accept(world);
      world.check();
    }
    if (!world.model.ended()) {
      world.answer.cancel();
      world.model.end(MessageStatus.CANCELLED, LateCause.CANCELLED);
    }
    world.checkOutcome();
    nextAnswerIsUntouched(world, late);
    world.checkOutcome();
  }

  /** Late events of the first answer come between the events of the second one. */
  private static void nextAnswerIsUntouched(AnswerWorld world, List<Step> late) {
    Scene scene = world.scene;
    Answer next = scene.chat.send("And then?");
    scene.time.run();
    Told told = new Told();
    next.subscribe(told, Runnable::run);
    StringBuilder expected = new StringBuilder();
    for (Step step : late) {
      String piece = "p" + expected.length() + " ";
      scene.text(piece);
      expected.append(piece);
      step.act().accept(world);
    }
    scene.sink().completed(true);
    scene.time.run();

    assertThat(Scene.outcomeOf(next).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(Scene.outcomeOf(next).text()).isEqualTo(expected.toString());
    assertThat(scene.inConversation(next.primary()))
        .isEqualTo(Scene.outcomeOf(next).message());
    assertThat(told.text()).isEqualTo(expected.toString());
    assertThat(next.lateEvents()).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Property(tries = 200)
  void theNumberOfMessagesDoesNotDependOnTheNumberOfPieces(
      @ForAll @Size(max = 200) List<String> pieces) {
    Scene scene = new Scene();
    Answer answer = scene.ask();
    pieces.forEach(scene::text);
    scene.sink().completed(true);

    String whole = String.join("", pieces);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo(AnswerModel.marked(whole));
    assertThat(scene.conversation.snapshot().size()).isEqualTo(2);
    assertThat(Scene.outcomeOf(answer).messages()).hasSize(1);
  }

  @Property(tries = 300)
  void howeverATextIsCutItArrivesWhole(
      @ForAll("texts") String text, @ForAll List<Integer> cuts, @ForAll boolean slowly) {
    Scene scene = new Scene();
    List<Runnable> readerTasks = new ArrayList<>();
    Answer answer = scene.ask();
    Told told = new Told();
    answer.subscribe(told, slowly ? readerTasks::add : Runnable::run);
    int from = 0;
    for (int cut : cuts) {
      int to = from + Math.floorMod(cut, text.length() - from + 1);
      scene.text(text.substring(from, to));
      from = to;
    }
    scene.text(text.substring(from));
    scene.sink().completed(true);
    readerTasks.forEach(Runnable::run);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo(AnswerModel.marked(text));
    assertThat(told.text()).isEqualTo(AnswerModel.marked(text));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "\u00E9", "\u4F60", "\uD83D\uDE00", "\uD83D", "\uDE00")
        .list()
        .ofMaxSize(40)
        .map(units -> String.join("", units));
  }

  @Provide
  Arbitrary<List<Step>> stepsInOnePart() {
    return AnswerSteps.inOnePart().list().ofMinSize(3).ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<Step>> stepsInManyParts() {
    return AnswerSteps.inManyParts().list().ofMinSize(3).ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<Step>> lateEvents() {
    return AnswerSteps.events().list().ofMaxSize(8);
  }
}
