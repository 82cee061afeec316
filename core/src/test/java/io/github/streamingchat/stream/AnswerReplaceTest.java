package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.streamingchat.Change;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerReplaceTest {
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final RetryPolicy REPLACE = RetryPolicy.builder()
      .backoff(new Backoff(PAUSE, 1, PAUSE, Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
      .build();
  private static final Executor DIRECT = Runnable::run;

  private Scene scene;
  private Answer answer;

  private void ask(Script... scripts) {
    scene = new Scene(Limits.DEFAULTS, REPLACE, scripts);
    answer = scene.ask();
  }

  private Outcome ended() {
    scene.time.advance(Duration.ofSeconds(30));
    scene.assertNothingLeftBehind();
    return Scene.outcomeOf(answer);
  }

  private static Script.Builder connected() {
    return Script.builder().connected();
  }

  /** What a listener shows that takes back what is void. */
  private static final class Shown implements AnswerListener {
    private final StringBuilder text = new StringBuilder();
    private int replacements;

    @Override
    public void onText(String more) {
      text.append(more);
    }

    @Override
    public void onTextReplaced(String whole) {
      replacements++;
      text.setLength(0);
      text.append(whole);
    }
  }

  @Test
  void theOldTextStaysUntilTheFirstPieceOfTheNewAttemptTakesItsPlaceInOneStep() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected()
            .pause(Duration.ofSeconds(2))
            .text("Be")
            .text("cause")
            .completed()
            .build());
    List<String> seen = new ArrayList<>();
    scene.conversation.subscribe(
        answer.primary(),
        change ->
            seen.add(change.snapshot().find(answer.primary()).orElseThrow().text()),
        DIRECT);

    scene.time.advance(Duration.ofSeconds(2));
    assertThat(answer.message().text()).isEqualTo("Shor");
    Outcome outcome = ended();

    assertThat(seen).doesNotContain("").containsSubsequence("Be", "Because");
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.message().parts())
        .singleElement()
        .isInstanceOfSatisfying(Part.Text.class, part -> {
          assertThat(part.content().toString()).isEqualTo("Because");
          assertThat(part.revision()).isEqualTo(1);
        });
  }

  @Test
  void aChangeListenerIsToldOfOneReplacement() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().text("Be").text("cause").completed().build());
    List<Boolean> replaced = new ArrayList<>();
    scene.conversation.subscribe(
        answer.primary(), change -> replaced.addAll(replacedIn(change)), DIRECT);
    ended();

    assertThat(replaced).containsExactly(true, false);
  }

  private static List<Boolean> replacedIn(Change change) {
    return change.messages().stream()
        .flatMap(message -> message.texts().stream())
        .map(text -> text.replaced())
        .toList();
  }

  static List<Delivery> deliveries() {
    return List.of(Delivery.coalesced().on(DIRECT), Delivery.every().on(DIRECT));
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void aListenerIsToldOfTheReplacementAndThenOfWhatFollows(Delivery delivery) {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().text("Be").text("cause").completed().build());
    Shown shown = new Shown();
    answer.subscribe(shown, delivery);
    ended();

    assertThat(shown.text).hasToString("Because");
    assertThat(shown.replacements).isEqualTo(1);
    assertThat(scene.reported).isEmpty();
  }

  @Test
  void aListenerThatKnewNothingOfTheOldTextIsToldOnlyTheNew() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().text("Be").text("cause").completed().build());
    ended();
    Shown shown = new Shown();
    answer.subscribe(shown, DIRECT);

    assertThat(shown.text).hasToString("Because");
    assertThat(shown.replacements).isZero();
  }

  @Test
  void aListenerThatCannotTakeTextBackIsReported() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().text("Be").completed().build());
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onText(String text) {}
        },
        DIRECT);
    answer.onOutcome(outcome -> {}, DIRECT);
    ended();

    assertThat(scene.reported)
        .singleElement()
        .isInstanceOf(UnsupportedOperationException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("onTextReplaced");
  }

  static Stream<Consumer<Answer>> waysThatCannotTakeBack() {
    return Stream.of(
        one -> one.onText(text -> {}),
        one -> one.onText(text -> {}, DIRECT),
        Answer::textPublisher,
        one -> one.textPublisher(DIRECT),
        Answer::textIterator,
        Answer::texts);
  }

  @ParameterizedTest
  @MethodSource("waysThatCannotTakeBack")
  void aReaderThatCannotTakeTextBackIsRefused(Consumer<Answer> way) {
    ask(connected().text("Be").completed().build());

    assertThatIllegalStateException()
        .isThrownBy(() -> way.accept(answer))
        .withMessageContaining("REPLACE_TEXT")
        .withMessageContaining("onTextReplaced");
    assertThat(ended().text()).isEqualTo("Be");
  }

  @Test
  void anAnswerOfWhichNoAttemptSucceedsKeepsTheTextOfTheLastThatBroughtAny() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().text("Beca").failed(BROKEN).build(),
        connected().failed(BROKEN).build());
    Outcome outcome = ended();

    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.text()).isEqualTo("Beca");
    assertThat(outcome.error().orElseThrow().message()).contains("It was tried 3 times.");
    assertThat(outcome.evidence().attempts()).isEqualTo(3);
  }

  @Test
  void aCancelBeforeTheFirstNewPieceKeepsTheOldText() {
    ask(connected().text("Shor").failed(BROKEN).build(), connected().build());
    scene.time.advance(PAUSE);
    answer.cancel();

    assertThat(ended().text()).isEqualTo("Shor");
  }

  @Test
  void anAttemptThatCompletesWithoutTextLeavesNothingOfTheOneBefore() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().finish(FinishReason.STOP).completed().build());
    Shown shown = new Shown();
    answer.subscribe(shown, DIRECT);
    Outcome outcome = ended();

    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEmpty();
    assertThat(shown.text).isEmpty();
    assertThat(shown.replacements).isEqualTo(1);
  }

  @Test
  void everyPartAndEveryMessageOfTheOldAttemptIsVoidAtOnce() {
    scene = new Scene(Limits.DEFAULTS, REPLACE);
    answer = scene.ask();
    scene.primary().reasoning("r", "Hm");
    scene.text("Shor");
    scene.sink().message("1").text("0", "Other");
    scene.sink().failed(BROKEN);
    scene.time.advance(PAUSE);
    scene.text("Because");

    assertThat(answer.message().parts()).extracting(Part::length).containsExactly(7);
    assertThat(answer.messages()).containsExactly(answer.primary());
    assertThat(scene.conversation.snapshot().size()).isEqualTo(2);
    scene.sink().message("1").text("0", "Else");
    scene.primary().reasoning("r", "So");
    scene.sink().completed(true);

    assertThat(ended().messages()).extracting(ChatMessage::text).containsExactly("Because", "Else");
  }

  @Test
  void aMessageThatTheNewAttemptHasNamedStaysWithoutItsOldText() {
    scene = new Scene(Limits.DEFAULTS, REPLACE);
    answer = scene.ask();
    scene.text("Shor");
    scene.sink().message("1").text("0", "Other");
    scene.sink().failed(BROKEN);
    scene.time.advance(PAUSE);
    List<String> seen = new ArrayList<>();
    scene.conversation.subscribe(
        change -> seen.add(answer.messages().stream()
            .map(id -> change.snapshot().find(id).orElseThrow().text())
            .collect(Collectors.joining("|"))),
        DIRECT);
    MessageId other = answer.messages().get(1);
    scene.sink().message("1").metadata(Map.of("n", 1));
    scene.text("Because");
    scene.sink().message("1").text("0", "Else");
    scene.sink().completed(true);

    assertThat(seen).startsWith("Shor|Other", "Because|").doesNotContain("|Other", "Shor|");
    assertThat(answer.messages()).containsExactly(answer.primary(), other);
    assertThat(ended().messages()).extracting(ChatMessage::text).containsExactly("Because", "Else");
    assertThat(scene.inConversation(other).metadata()).containsKey("n");
  }

  @Test
  void aTextThatItsPeerHadReplacedIsReplacedOnceMore() {
    scene = new Scene(Limits.DEFAULTS, REPLACE);
    answer = scene.ask();
    Shown shown = new Shown();
    answer.subscribe(shown, DIRECT);
    scene.text("Shor");
    scene.primary().replaceText("0", "Long");
    scene.sink().failed(BROKEN);
    scene.time.advance(PAUSE);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(shown.text).hasToString("Because");
    assertThat(shown.replacements).isEqualTo(2);
    assertThat(ended().message().parts())
        .singleElement()
        .isInstanceOfSatisfying(
            Part.Text.class, part -> assertThat(part.revision()).isEqualTo(2));
  }

  @Test
  void aFirstPieceThatIsTooLargeLeavesTheOldText() {
    scene = new Scene(Limits.builder().maxMessageChars(8).build(), REPLACE);
    answer = scene.ask();
    scene.text("Shor");
    scene.sink().message("1").text("0", "Other");
    scene.sink().failed(BROKEN);
    scene.time.advance(PAUSE);
    scene.sink().message("1").text("0", "too large a piece");

    Outcome outcome = ended();
    assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.LIMIT);
    assertThat(outcome.messages()).extracting(ChatMessage::text).containsExactly("Shor", "Other");
  }

  @Test
  void theEndOfAnAttemptThatWasGivenUpIsLateOnceAndVoidsNothing() {
    scene = new Scene(Limits.DEFAULTS, REPLACE);
    answer = scene.ask();
    EventSink first = scene.sink();
    scene.text("Shor");
    first.failed(BROKEN);
    scene.time.advance(PAUSE);
    first.completed(true);

    assertThat(answer.message().text()).isEqualTo("Shor");
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.STALE_ATTEMPT, 1L));
    answer.cancel();
  }

  @Test
  void halfACharacterAtTheEndOfTheFirstNewPieceWaitsForItsOtherHalf() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().text("sea \uD83C").text("\uDF0A").completed().build());
    Shown shown = new Shown();
    answer.subscribe(shown, Delivery.every().on(DIRECT));

    assertThat(ended().text()).isEqualTo("sea \uD83C\uDF0A");
    assertThat(shown.text).hasToString("sea \uD83C\uDF0A");
  }

  @Test
  void aNewAttemptThatBeginsInTheMiddleFailsAndKeepsTheOldText() {
    ask(
        connected().text("Shor").failed(BROKEN).build(),
        connected().textAt(2, "cause").completed().build());
    Outcome outcome = ended();

    assertThat(outcome.error().orElseThrow().code()).isEqualTo("offset_gap");
    assertThat(outcome.text()).isEqualTo("Shor");
  }

  @Test
  void aPeerThatTakesItsWordsBackIsHeardWhereTextMayBeReplaced() {
    ask(connected().text("Shor").replaceText("Because").text(".").completed().build());
    Shown shown = new Shown();
    answer.subscribe(shown, DIRECT);
    Outcome outcome = ended();

    assertThat(outcome.text()).isEqualTo("Because.");
    assertThat(outcome.evidence().problems()).extracting(Problem::code).isEmpty();
    assertThat(shown.text).hasToString("Because.");
  }

  @Test
  void whatTheFailedAttemptToldIsForgottenWithIt() {
    scene = new Scene(Limits.DEFAULTS, REPLACE);
    answer = scene.ask();
    scene.primary().metadata(Map.of("page", 3));
    scene.text("Shor");
    scene.sink().failed(BROKEN);
    scene.time.advance(PAUSE);
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(ended().message().metadata()).isEmpty();
  }

  /** However often it breaks off, whoever listens in whatever way shows the text that stays. */
  @Property(tries = 500)
  void everyListenerEndsWithTheTextThatStays(
      @ForAll @Size(min = 1, max = 3)
          List<@Size(max = 4) List<@IntRange(max = 25) Integer>> attempts,
      @ForAll boolean completes) {
    Script[] scripts = new Script[attempts.size()];
    for (int i = 0; i < scripts.length; i++) {
      Script.Builder script = connected();
      attempts.get(i).forEach(letter -> script.text(String.valueOf((char) ('a' + letter))));
      boolean isWhole = completes && i == scripts.length - 1;
      scripts[i] = isWhole ? script.completed().build() : script.failed(BROKEN).build();
    }
    scene = new Scene(Limits.DEFAULTS, REPLACE, scripts);
    answer = scene.chat.send("Why?");
    Shown coalesced = new Shown();
    Shown every = new Shown();
    answer.subscribe(coalesced, DIRECT);
    answer.subscribe(every, Delivery.every().on(DIRECT));
    Outcome outcome = ended();

    assertThat(coalesced.text).hasToString(outcome.text());
    assertThat(every.text).hasToString(outcome.text());
    assertThat(scene.reported).isEmpty();
  }
}
