package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerResumeTest {
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();
  private static final RetryPolicy RESUME = RetryPolicy.builder()
      .backoff(new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(8), Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.RESUME)
      .build();

  private Scene scene;
  private Answer answer;

  private Outcome resumed(Script... scripts) {
    return resumed(Limits.DEFAULTS, scripts);
  }

  private Outcome resumed(Limits limits, Script... scripts) {
    scene = new Scene(limits, RESUME, scripts);
    answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(30));
    Outcome outcome = Scene.outcomeOf(answer);
    scene.assertNothingLeftBehind();
    return outcome;
  }

  private AnswerRequest request(int attempt) {
    return scene.transport.attempts().get(attempt - 1).request();
  }

  private static Script.Builder connected() {
    return Script.builder().connected();
  }

  @Test
  void anAnswerThatBrokeOffGoesOnBehindItsLastEvent() {
    Outcome outcome = resumed(
        connected().text("1", "Be").text("2", "cau").failed(BROKEN).build(),
        connected().text("3", "se").completed().build());

    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.message().parts()).hasSize(1);
    assertThat(outcome.evidence().attempts()).isEqualTo(2);
    assertThat(outcome.evidence().characters()).isEqualTo(7);
    assertThat(request(1).resumed()).isFalse();
    assertThat(request(2).resumed()).isTrue();
    assertThat(request(2).lastEventId()).isEqualTo("2");
    assertThat(scene.conversation.snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("Why?", "Because");
  }

  @Test
  void anEventWhoseTextCameTooLateForItsAttemptIsSentAgain() {
    scene = new Scene(RESUME);
    answer = scene.ask();
    EventSink first = scene.sink();
    new StreamEvent.Identified("1", List.of(StreamEvent.text("Be"))).deliverTo(first);
    assertThat(first.event("2")).isTrue();
    scene.time.advance(Scene.TIMEOUTS.idle());
    first.primary().text("0", "cause");
    assertThat(answer.retryNow()).isTrue();
    scene.time.run();

    assertThat(request(2).lastEventId()).isEqualTo("1");
    new StreamEvent.Identified("2", List.of(StreamEvent.text("cause"))).deliverTo(scene.sink());
    scene.sink().completed(true);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(answer).evidence().problems()).isEmpty();
  }

  @Test
  void aSilentPeerIsResumedToo() {
    Outcome outcome = resumed(
        connected().text("1", "Be").build(),
        connected().text("2", "cause").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(request(2).previousFailure().code()).isEqualTo("idle");
  }

  @Test
  void eventsThatWereDeliveredAreDroppedAndCounted() {
    Outcome outcome = resumed(
        connected().text("a", "Be").text("b", "cau").failed(BROKEN).build(),
        connected().text("a", "Be").text("b", "cau").text("c", "se").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.DUPLICATE, 2L));
    assertThat(outcome.evidence().problems()).isEmpty();
  }

  @Test
  void idsThatAreForgottenAreStillKnownByTheirOrder() {
    Outcome outcome = resumed(
        Limits.builder().maxSeenIds(1).build(),
        connected().text("1", "Be").text("2", "cau").failed(BROKEN).build(),
        connected().text("1", "Be").text("2", "cau").text("3", "se").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
  }

  @Test
  void aGapBetweenNumberedEventsIsReported() {
    Outcome outcome = resumed(
        connected().text("1", "Be").text("2", "ca").failed(BROKEN).build(),
        connected().text("5", "se").completed().build());

    assertThat(outcome.text()).isEqualTo("Becase");
    assertThat(outcome.evidence().problems())
        .extracting(Problem::code)
        .containsExactly("event_gap");
  }

  @Test
  void idsThatNeverCountedUpHaveNoGaps() {
    Outcome outcome = resumed(
        connected().text("10", "Be").text("20", "cau").failed(BROKEN).build(),
        connected().text("40", "se").completed().build());

    assertThat(outcome.evidence().problems()).isEmpty();
  }

  @Test
  void eachAttemptThatBringsTextBeginsANewRow() {
    Outcome outcome = resumed(
        connected().text("1", "B").failed(BROKEN).build(),
        connected().text("2", "e").failed(BROKEN).build(),
        connected().failed(BROKEN).build(),
        connected().text("3", "c").failed(BROKEN).build(),
        connected().text("1", "B").failed(BROKEN).build(),
        connected().text("4", "ause").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.evidence().attempts()).isEqualTo(6);
    assertThat(request(6).lastEventId()).isEqualTo("3");
  }

  @Test
  void attemptsThatBringNothingNewComeToAnEnd() {
    Outcome outcome = resumed(
        connected().text("1", "Be").failed(BROKEN).build(),
        connected().text("1", "Be").failed(BROKEN).build());

    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.text()).isEqualTo("Be");
    assertThat(outcome.evidence().attempts()).isEqualTo(3);
  }

  @Test
  void withoutAnIdTheAnswerFailsWithItsTextAndSaysWhy() {
    Outcome outcome = resumed(connected().text("Be").failed(BROKEN).build());

    assertThat(outcome.text()).isEqualTo("Be");
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
    assertThat(outcome.error().orElseThrow().message())
        .isEqualTo("Broken. It cannot be resumed: the stream told no place to go on from.");
  }

  @Test
  void textBehindTheLastIdCannotBeResumed() {
    Outcome outcome = resumed(connected()
        .text("1", "Be")
        .event(new StreamEvent.Identified("", List.of(StreamEvent.text("cau"))))
        .failed(BROKEN)
        .build());

    assertThat(outcome.text()).isEqualTo("Becau");
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
  }

  @Test
  void anIdWithoutAnEventIsAPlaceToGoOnFrom() {
    Outcome outcome = resumed(
        connected()
            .text("Be")
            .event(new StreamEvent.LastEventIdSet("7"))
            .failed(BROKEN)
            .build(),
        connected().text("cause").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(request(2).lastEventId()).isEqualTo("7");
  }

  @Test
  void anIdThatIsTakenBackIsNoPlaceToGoOnFrom() {
    Outcome outcome = resumed(connected()
        .text("1", "Be")
        .event(new StreamEvent.LastEventIdSet(""))
        .failed(BROKEN)
        .build());

    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
  }

  @Test
  void anIdThatComesTwiceInOneAttemptNamesNoEvent() {
    Outcome outcome =
        resumed(connected().text("msg", "Be").text("msg", "cau").failed(BROKEN).build());

    assertThat(outcome.text()).isEqualTo("Becau");
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
    assertThat(outcome.evidence().problems())
        .extracting(Problem::code)
        .containsExactly("repeated_event_id");
  }

  @Test
  void halfACharacterAtTheCutBecomesWhole() {
    Outcome outcome = resumed(
        connected().text("1", "so \uD83D").failed(BROKEN).build(),
        connected().text("2", "\uDE00!").completed().build());

    assertThat(outcome.text()).isEqualTo("so \uD83D\uDE00!");
  }

  @Test
  void textThatSaysWhereItBelongsIsResumedWithoutIds() {
    Outcome outcome = resumed(
        connected().textAt(0, "Be").textAt(2, "cau").failed(BROKEN).build(),
        connected().textAt(0, "Beca").textAt(4, "use").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.evidence().characters()).isEqualTo(7);
    assertThat(request(2).resumed()).isTrue();
    assertThat(request(2).lastEventId()).isEmpty();
  }

  @Test
  void aGapBetweenPlacesFailsTheAnswer() {
    Outcome outcome = resumed(connected().textAt(0, "Be").textAt(3, "ause").build());

    ChatError error = outcome.error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.PROTOCOL);
    assertThat(error.code()).isEqualTo("offset_gap");
    assertThat(outcome.text()).isEqualTo("Be");
    assertThat(outcome.evidence().characters()).isEqualTo(2);
  }

  @Test
  void otherTextAtTheSamePlaceFailsTheAnswer() {
    Outcome outcome = resumed(connected().textAt(0, "Because").textAt(2, "lo").build());

    assertThat(outcome.error().orElseThrow().code()).isEqualTo("offset_conflict");
    assertThat(outcome.text()).isEqualTo("Because");
  }

  @Test
  void anAttemptBeforeAnyTextBeginsAfresh() {
    Outcome outcome = resumed(
        connected().event(new StreamEvent.LastEventIdSet("7")).failed(BROKEN).build(),
        connected().text("Because").completed().build());

    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(request(2).resumed()).isFalse();
    assertThat(request(2).lastEventId()).isEmpty();
  }

  @Test
  void readersAreToldTheTextOnce() {
    scene = new Scene(
        RESUME,
        connected().text("1", "Be").failed(BROKEN).build(),
        connected().text("1", "Be").text("2", "cause").completed().build());
    Told told = new Told();
    scene.chat.send("Why?").subscribe(told, Runnable::run);
    scene.time.advance(Duration.ofSeconds(5));

    assertThat(told.text()).isEqualTo("Because");
    assertThat(told.states())
        .containsExactly(
            StreamState.QUEUED,
            StreamState.CONNECTING,
            StreamState.STREAMING,
            StreamState.BACKING_OFF,
            StreamState.CONNECTING,
            StreamState.STREAMING,
            StreamState.COMPLETED);
  }

  @Test
  void anAnswerThatResumesCanBeCancelled() {
    scene = new Scene(
        RESUME,
        connected().text("1", "Be").failed(BROKEN).build(),
        connected().text("2", "cause").build());
    answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(2));
    assertThat(answer.message().text()).isEqualTo("Because");
    answer.cancel();

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(scene.attempt().isCancelled()).isTrue();
    scene.assertNothingLeftBehind();
  }
}
