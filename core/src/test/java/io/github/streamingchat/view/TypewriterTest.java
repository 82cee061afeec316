package io.github.streamingchat.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.PartChange;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypewriterTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

  private final VirtualTime time = new VirtualTime();
  private final List<String> told = new ArrayList<>();
  private final StringBuilder shown = new StringBuilder();
  private final List<PartChange> parts = new ArrayList<>();
  private final AnswerListener listener = new AnswerListener() {
    @Override
    public void onStateChange(StateChange change) {
      told.add(change.to().name());
    }

    @Override
    public void onText(String text) {
      told.add(text);
      shown.append(text);
    }

    @Override
    public void onTextReplaced(String text) {
      told.add("instead: " + text);
      shown.setLength(0);
      shown.append(text);
    }

    @Override
    public void onPart(PartChange change) {
      parts.add(change);
    }

    @Override
    public void onNotice(Part.Data data) {
      told.add("notice");
    }

    @Override
    public void onOutcome(Outcome outcome) {
      told.add("outcome " + outcome.status());
    }
  };

  private Answer ask(RetryPolicy retry, Script... scripts) {
    Chat chat = Chat.builder(new ScriptedTransport(time, scripts))
        .scheduler(time)
        .executor(Runnable::run)
        .retry(retry)
        .build();
    return chat.send("?");
  }

  private Subscription type(Pace pace, Answer answer) {
    return Typewriter.at(pace).scheduler(time).follow(answer, listener, Runnable::run);
  }

  private void advance(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  private static Script.Builder connected() {
    return Script.builder().connected();
  }

  @Test
  void aBurstIsToldAtSixtyCharactersASecond() {
    type(
        Pace.DEFAULT,
        ask(
            RetryPolicy.NONE,
            connected().text("x".repeat(1000)).pause(PAUSE.multipliedBy(60)).build()));
    advance(1000);
    assertThat(shown.length()).isBetween(60, 62);
    advance(1000);
    assertThat(shown.length()).isBetween(119, 122);
    assertThat(told).filteredOn(text -> text.startsWith("x")).allMatch(text -> text.length() <= 2);
  }

  @Test
  void aPauseIsFollowedByNoBurst() {
    Script script = connected()
        .text("ab")
        .pause(PAUSE.multipliedBy(10))
        .text("x".repeat(100))
        .pause(PAUSE.multipliedBy(10))
        .build();
    type(Pace.DEFAULT, ask(RetryPolicy.NONE, script));
    advance(10_000);
    int before = shown.length();
    advance(100);

    assertThat(before).isLessThanOrEqualTo(4);
    assertThat(shown.length()).isLessThanOrEqualTo(before + 8);
  }

  @Test
  void whatAPersonSeesAsOneCharacterIsNeverSplit() {
    Script script = connected()
        .text("a" + FAMILY.substring(0, 2))
        .pause(PAUSE)
        .text(FAMILY.substring(2) + "e")
        .pause(PAUSE)
        .text("\u0301b")
        .pause(PAUSE)
        .completed()
        .build();
    type(new Pace.Characters(1000), ask(RetryPolicy.NONE, script));
    advance(5000);

    assertThat(told)
        .filteredOn(text -> !text.matches("[A-Z]{2,}.*|outcome.*"))
        .containsExactly("a", FAMILY, "e\u0301", "b");
  }

  @Test
  void wordsComeWhole() {
    Script script = connected()
        .text("one two thr")
        .pause(PAUSE)
        .text("ee four  ")
        .pause(PAUSE)
        .completed()
        .build();
    type(new Pace.Words(1000), ask(RetryPolicy.NONE, script));
    advance(5000);

    assertThat(String.join("|", told)).contains("one").doesNotContain("thr|").doesNotContain(" t|");
    assertThat(shown).hasToString("one two three four  ");
  }

  @Test
  void aScriptWithoutSpacesComesCharacterByCharacter() {
    Script script = connected()
        .text("\u4F60\u597D\uFF0Cworld \u0E19\u0E49\u0E33")
        .pause(PAUSE)
        .completed()
        .build();
    type(new Pace.Words(50), ask(RetryPolicy.NONE, script));
    advance(5000);

    assertThat(texts()).containsExactly("\u4F60", "\u597D", "\uFF0Cworld", " \u0E19\u0E49\u0E33");
  }

  @Test
  void whatHasNoEndIsToldInStretches() {
    String address = "x".repeat(5000);
    type(
        new Pace.Words(50),
        ask(
            RetryPolicy.NONE,
            connected().text(address).pause(PAUSE.multipliedBy(10)).build()));
    advance(1000);
    assertThat(texts()).allMatch(text -> text.length() == 32).hasSizeBetween(49, 52);
  }

  @Test
  void accentsWithoutEndHoldNothingUp() {
    String bomb = "a" + "\u0301".repeat(5000);
    type(
        new Pace.Characters(50),
        ask(
            RetryPolicy.NONE,
            connected().text(bomb).pause(PAUSE.multipliedBy(10)).build()));
    advance(1000);

    assertThat(shown.length()).isBetween(4000, 5001);
  }

  private List<String> texts() {
    return told.stream().filter(text -> !text.matches("[A-Z]{2,}.*|outcome.*")).toList();
  }

  private List<PartChange> otherParts() {
    return parts.stream()
        .filter(change -> !(change.part() instanceof Part.Text))
        .toList();
  }

  private static StreamEvent thought(String piece) {
    return new StreamEvent.Reasoning(StreamEvent.PRIMARY, "r", piece);
  }

  @Test
  void whatComesBehindAStretchOfTextIsToldWhenThatIs() {
    Script script = connected()
        .text("x".repeat(100))
        .event(thought("Hm, "))
        .event(thought("wait."))
        .text("y".repeat(100))
        .event(thought(" So."))
        .pause(PAUSE.multipliedBy(60))
        .build();
    type(Pace.DEFAULT, ask(RetryPolicy.NONE, script));
    advance(1000);
    assertThat(otherParts()).isEmpty();

    advance(1000);
    assertThat(shown.toString()).startsWith("x".repeat(100) + "y");
    assertThat(otherParts()).extracting(PartChange::text).containsExactly("Hm, wait.");
    assertThat(told).contains("x").noneMatch(text -> text.contains("xy"));

    advance(2000);
    assertThat(otherParts()).extracting(PartChange::text).containsExactly("Hm, wait.", " So.");
  }

  @Test
  void aPartThatComesBehindTheLastCharacterDoesNotWaitForAnotherOne() {
    Script script = connected()
        .text("ab")
        .event(thought("Hm."))
        .pause(PAUSE.multipliedBy(10))
        .build();
    type(Pace.DEFAULT, ask(RetryPolicy.NONE, script));
    advance(500);

    assertThat(shown).hasToString("ab");
    assertThat(otherParts()).extracting(PartChange::text).containsExactly("Hm.");
  }

  @Test
  void whatWaitsBehindTextIsToldBeforeTheEndOfACancelledAnswer() {
    Script script = connected()
        .text("x".repeat(1000))
        .event(thought("Hm."))
        .pause(PAUSE.multipliedBy(60))
        .build();
    Answer answer = ask(RetryPolicy.NONE, script);
    type(Pace.DEFAULT, answer);
    advance(100);
    answer.cancel();
    advance(100);

    assertThat(shown).hasSize(1000);
    assertThat(otherParts()).extracting(PartChange::text).containsExactly("Hm.");
    assertThat(told).last().isEqualTo("outcome CANCELLED");
  }

  @Test
  void aBacklogIsDrainedInTime() {
    Script script = connected()
        .text("x".repeat(500))
        .pause(Duration.ofMillis(400))
        .text("y".repeat(10_000))
        .pause(PAUSE.multipliedBy(10))
        .build();
    type(new Pace.Drain(Duration.ofMillis(250)), ask(RetryPolicy.NONE, script));
    advance(125);
    assertThat(shown.length()).isBetween(200, 300);
    advance(160);
    assertThat(shown.length()).isBetween(499, 500);
    advance(115 + 280);
    assertThat(shown.length()).isBetween(10_499, 10_500);
  }

  @Test
  void anAnswerThatHasEndedIsToldWithinTheTimeToCatchUpAndThenItsOutcome() {
    type(
        Pace.DEFAULT,
        ask(
            RetryPolicy.NONE,
            connected()
                .text("x".repeat(5000))
                .finish(FinishReason.STOP)
                .completed()
                .build()));
    assertThat(told).doesNotContain("COMPLETED");
    advance(300);

    assertThat(shown).hasSize(5000);
    assertThat(told.subList(told.size() - 2, told.size()))
        .containsExactly("COMPLETED", "outcome COMPLETED");
    assertThat(time.timers()).isZero();
  }

  @Test
  void aStopShowsAllThatCameAtOnce() {
    Answer answer = ask(
        RetryPolicy.NONE,
        connected().text("x".repeat(5000)).pause(PAUSE).text("late").build());
    type(Pace.DEFAULT, answer);
    advance(100);
    answer.cancel();

    assertThat(shown).hasToString("x".repeat(5000));
    assertThat(told.get(told.size() - 1)).isEqualTo("outcome CANCELLED");
  }

  @Test
  void textThatIsReplacedTakesThePlaceOfWhatWasShownAndGoesOn() {
    RetryPolicy replace = RetryPolicy.builder()
        .backoff(new Backoff(PAUSE, 1, PAUSE, Backoff.Jitter.NONE))
        .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
        .build();
    type(
        Pace.DEFAULT,
        ask(
            replace,
            connected().text("x".repeat(30)).pause(PAUSE).truncated().build(),
            connected().text("y".repeat(100)).pause(PAUSE).completed().build()));
    advance(2100);

    assertThat(told).filteredOn(text -> text.startsWith("instead")).hasSize(1);
    assertThat(shown.toString()).matches("y{29,50}");
    advance(5000);
    assertThat(shown).hasToString("y".repeat(100));
  }

  @Test
  void aClosedTypewriterIsSilentAndLeavesTheAnswerAlone() {
    Answer answer = ask(
        RetryPolicy.NONE,
        connected().text("x".repeat(100)).pause(PAUSE).completed().build());
    Subscription typing = type(Pace.DEFAULT, answer);
    advance(100);
    int timers = time.timers();
    typing.close();
    assertThat(time.timers()).isEqualTo(timers - 1);
    int before = told.size();
    advance(5000);

    assertThat(told).hasSize(before);
    assertThat(answer.join().text()).hasSize(100);
  }

  @Test
  void speedsAndTimesThatAreNoneAreRefused() {
    for (double speed : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Pace.Characters(speed))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Pace.Words(speed)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Pace.Drain(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Typewriter.at(Pace.DEFAULT).catchUp(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
