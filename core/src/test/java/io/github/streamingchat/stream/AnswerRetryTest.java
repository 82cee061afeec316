package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Usage;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerRetryTest {
  private static final ChatError BUSY = retryable(null);
  private static final Script FAILING =
      Script.builder().connected().failed(BUSY).build();

  /** The default waits without jitter: 1, 2, 4 seconds and so on. */
  private static RetryPolicy.Builder plain() {
    return RetryPolicy.builder()
        .backoff(
            new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), Backoff.Jitter.NONE));
  }

  private static ChatError retryable(Duration retryAfter) {
    return ChatError.builder(ChatError.Kind.SERVER, "Busy.")
        .retryable(true)
        .retryAfter(retryAfter)
        .build();
  }

  private static Script failing(ChatError error) {
    return Script.builder().failed(error).build();
  }

  private static Scene scene(RetryPolicy retry, Script... scripts) {
    return new Scene(retry, scripts);
  }

  /** The waits that were published, whatever became of them. */
  private static List<Duration> waits(Told told) {
    return told.all(StateChange.class).stream()
        .filter(move -> move.to() == StreamState.BACKING_OFF)
        .map(StateChange::delay)
        .toList();
  }

  private static Told asked(Scene scene) {
    Told told = new Told();
    scene.chat.send("Why?").subscribe(told, Runnable::run);
    scene.time.run();
    return told;
  }

  @Test
  void anAttemptThatFailedBeforeAnyTextIsRepeatedAndTheAnswerCompletes() {
    Scene scene = scene(plain().build(), FAILING, FAILING, Script.answering("Be", "cause"));
    Answer answer = scene.chat.send("Why?");
    scene.time.advance(Duration.ofSeconds(10));

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.evidence().attempts()).isEqualTo(3);
    assertThat(scene.conversation.snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("Why?", "Because");
    scene.assertNothingLeftBehind();
  }

  @Test
  void everyMoveIsPublishedWithItsCauseAttemptDelayAndTime() {
    Scene scene = scene(plain().build(), FAILING, Script.answering("Because"));
    Told told = asked(scene);
    scene.time.advance(Duration.ofSeconds(1));

    assertThat(told.states())
        .containsExactly(
            StreamState.QUEUED,
            StreamState.CONNECTING,
            StreamState.BACKING_OFF,
            StreamState.CONNECTING,
            StreamState.STREAMING,
            StreamState.COMPLETED);
    StateChange backingOff = told.all(StateChange.class).get(2);
    assertThat(backingOff.attempt()).isEqualTo(1);
    assertThat(backingOff.cause()).isEqualTo(BUSY.toBuilder().attempt(1).build());
    assertThat(backingOff.delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(told.all(StateChange.class).get(3).attempt()).isEqualTo(2);
    assertThat(told.all(StateChange.class).get(3).at())
        .isEqualTo(backingOff.at().plus(Duration.ofSeconds(1)));
  }

  @Test
  void theUsersTurnIsAskedAgainAndNeverAddedAgain() {
    Scene scene = scene(plain().build(), FAILING, FAILING, Script.answering("Because"));
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(10));

    List<AnswerRequest> requests = scene.transport.attempts().stream()
        .map(ScriptedTransport.Attempt::request)
        .toList();
    assertThat(requests).extracting(AnswerRequest::attempt).containsExactly(1, 2, 3);
    assertThat(requests)
        .extracting(AnswerRequest::idempotencyKey)
        .containsOnly(answer.primary().value());
    assertThat(requests).allSatisfy(request -> {
      assertThat(request.messages()).extracting(ChatMessage::text).containsExactly("Why?");
      assertThat(request.resumed()).isFalse();
      assertThat(request.lastEventId()).isEmpty();
    });
    assertThat(requests.get(0).previousFailure()).isNull();
    assertThat(requests.get(1).previousFailure())
        .isEqualTo(BUSY.toBuilder().attempt(1).build());
    assertThat(requests.get(2).previousFailure())
        .isEqualTo(BUSY.toBuilder().attempt(2).build());
  }

  @Test
  void theLastFailureIsTheAnswersAndSaysHowOftenItWasTried() {
    Scene scene = scene(plain().build(), FAILING);
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(10));

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.message()).isEqualTo("Busy. It was tried 3 times.");
    assertThat(error.kind()).isEqualTo(ChatError.Kind.SERVER);
    assertThat(error.attempt()).isEqualTo(3);
    assertThat(scene.transport.attempts()).hasSize(3);
    scene.assertNothingLeftBehind();
  }

  @Test
  void thePatientPresetWaitsExactlyFiveTenTwentyFortySeconds() {
    Scene scene = scene(RetryPolicy.PATIENT, FAILING);
    Told told = new Told();
    Answer answer = scene
        .chatOver(scene.transport)
        .retry(RetryPolicy.PATIENT)
        .timeouts(Timeouts.DEFAULTS)
        .build()
        .send("Why?");
    answer.subscribe(told, Runnable::run);
    List<Integer> attempts = new ArrayList<>();
    for (int second = 0; second <= 80; second++) {
      scene.time.advance(second == 0 ? Duration.ZERO : Duration.ofSeconds(1));
      if (scene.transport.attempts().size() > attempts.size()) {
        attempts.add(second);
      }
    }

    assertThat(waits(told))
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40));
    assertThat(attempts).containsExactly(0, 5, 15, 35, 75);
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void jitterComesFromTheRandomSourceThatWasGiven() {
    RandomGenerator largest = new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("bounded draws only");
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
    Scene scene = scene(RetryPolicy.builder().random(largest).build(), FAILING);
    Told told = asked(scene);
    scene.time.advance(Duration.ofSeconds(10));

    assertThat(waits(told)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aRandomSourceThatThrowsFailsTheAnswerWithItsException() {
    IllegalStateException thrown = new IllegalStateException("no entropy");
    Scene scene = scene(
        RetryPolicy.builder()
            .random(() -> {
              throw thrown;
            })
            .build(),
        FAILING);
    Answer answer = scene.ask();

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.APPLICATION);
    assertThat(error.cause()).isSameAs(thrown);
  }

  @Test
  void whatCannotBeMendedIsNotRepeated() {
    Scene scene = scene(plain().build(), failing(ChatError.of(ChatError.Kind.REQUEST, "No.")));
    Answer answer = scene.ask();

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message()).isEqualTo("No.");
    assertThat(scene.transport.attempts()).hasSize(1);
  }

  @Test
  void theApplicationsOwnTestDecidesWhatMayBeMended() {
    ChatError odd = ChatError.of(ChatError.Kind.PROVIDER, "Odd.");
    Scene scene = scene(
        plain().retryIf(error -> error.kind() == ChatError.Kind.PROVIDER).build(),
        failing(odd),
        FAILING);
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(1));

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message()).isEqualTo("Busy.");
    assertThat(scene.transport.attempts()).hasSize(2);
  }

  @Test
  void aTestThatThrowsIsReportedAndCountsAsNo() {
    IllegalStateException thrown = new IllegalStateException("test");
    Scene scene = scene(
        plain()
            .retryIf(error -> {
              throw thrown;
            })
            .build(),
        FAILING);
    Answer answer = scene.ask();

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message()).isEqualTo("Busy.");
    assertThat(scene.reported).containsExactly(thrown);
  }

  @Test
  void afterTheFirstPieceNothingIsRepeated() {
    Scene scene = scene(
        plain().build(), Script.builder().connected().text("Be").failed(BUSY).build());
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(10));

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.text()).isEqualTo("Be");
    assertThat(outcome.error().orElseThrow().message()).isEqualTo("Busy.");
    assertThat(scene.transport.attempts()).hasSize(1);
  }

  @Test
  void noneNeverRepeats() {
    Scene scene = scene(RetryPolicy.NONE, FAILING);
    Answer answer = scene.ask();

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message()).isEqualTo("Busy.");
  }

  @Test
  void aConnectionThatIsMadeDoesNotBeginANewRow() {
    Scene scene = scene(
        plain().build(), Script.builder().connected().heartbeat().failed(BUSY).build());
    Told told = asked(scene);
    scene.time.advance(Duration.ofSeconds(10));

    assertThat(waits(told)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void retryAfterIsWaitedForInFullAndNotShortenedByJitter() {
    Scene scene = scene(RetryPolicy.DEFAULTS, failing(retryable(Duration.ofSeconds(20))), FAILING);
    Told told = asked(scene);

    assertThat(waits(told)).containsExactly(Duration.ofSeconds(20));
    scene.time.advance(Duration.ofSeconds(20).minusNanos(1));
    assertThat(scene.transport.attempts()).hasSize(1);
    scene.time.advance(Duration.ofNanos(1));
    assertThat(scene.transport.attempts()).hasSize(2);
  }

  @Test
  void aFractionOfAMillisecondIsRoundedUp() {
    Scene scene = scene(plain().build(), failing(retryable(Duration.ofNanos(3_000_000_001L))));
    Told told = asked(scene);

    assertThat(waits(told)).containsExactly(Duration.ofMillis(3001));
  }

  @Test
  void aShorterRetryAfterDoesNotShortenTheBackOff() {
    Scene scene = scene(plain().build(), failing(retryable(Duration.ofMillis(1))));
    Told told = asked(scene);

    assertThat(waits(told)).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void aRetryAfterAboveItsCapFailsAtOnceWithTheValue() {
    Duration asked = Duration.ofMinutes(3);
    Scene scene = scene(plain().build(), failing(retryable(asked)));
    Answer answer = scene.ask();

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.retryAfter()).isEqualTo(asked);
    assertThat(error.message())
        .isEqualTo("Busy. The server asks to wait 3 minutes, which is more than "
            + "RetryPolicy.maxRetryAfter, 1 minute.");
    scene.assertNothingLeftBehind();
  }

  @Test
  void theServersReconnectionTimeIsTheBaseFromThenOnAndIsCapped() {
    Scene scene = scene(
        plain().maxAttempts(5).build(),
        Script.builder().reconnectionTime(Duration.ofSeconds(5)).failed(BUSY).build(),
        FAILING,
        Script.builder()
            .reconnectionTime(Duration.ofMillis(Long.MAX_VALUE))
            .failed(BUSY)
            .build());
    Told told = new Told();
    scene
        .chatOver(scene.transport)
        .retry(plain().maxAttempts(5).build())
        .timeouts(Timeouts.DEFAULTS)
        .build()
        .send("Why?")
        .subscribe(told, Runnable::run);
    scene.time.advance(Duration.ofMinutes(2));

    assertThat(waits(told))
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));
  }

  @Test
  void nobodyWaitsPastTheTotalTimeout() {
    Duration tooLong = Scene.TIMEOUTS.total();
    Scene scene = scene(plain().build(), failing(retryable(tooLong)));
    Answer answer = scene.ask();

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.message())
        .isEqualTo("Busy. The total timeout leaves no time for another attempt.");
    assertThat(error.retryAfter()).isEqualTo(tooLong);
    assertThat(scene.time.nanoTime()).isZero();
  }

  @Test
  void theTotalTimeoutHoldsOverAllAttempts() {
    Script silent = Script.builder()
        .pause(Scene.TIMEOUTS.connect().minusSeconds(1))
        .failed(BUSY)
        .build();
    Scene scene = scene(plain().maxAttempts(1000).build(), silent);
    Answer answer = scene.ask();
    scene.time.advance(Scene.TIMEOUTS.total());

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.evidence().timings().toEnd()).isLessThanOrEqualTo(Scene.TIMEOUTS.total());
    scene.assertNothingLeftBehind();
  }

  @Test
  void aSilentPeerIsRetriedBeforeAnyText() {
    Scene scene = scene(plain().build(), Script.builder().build(), Script.answering("Because"));
    Answer answer = scene.ask();
    scene.time.advance(Scene.TIMEOUTS.connect().plusSeconds(1));

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(scene.transport.attempts().get(0).isCancelled()).isTrue();
  }

  @Test
  void theSharedBudgetEndsRetriesOfOthersToo() {
    RetryBudget budget = RetryBudget.of(1, 0.5);
    Scene scene = scene(plain().budget(budget).build(), FAILING);
    Answer answer = scene.ask();
    scene.time.advance(Duration.ofSeconds(10));

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message())
        .isEqualTo("Busy. The retry budget that is shared with other answers is used up.");
    assertThat(scene.transport.attempts()).hasSize(2);
    assertThat(budget.tokens()).isZero();
  }

  @Test
  void completedAnswersFillTheSharedBudgetAgain() {
    RetryBudget budget = RetryBudget.of(2, 0.5);
    Scene scene =
        scene(plain().budget(budget).build(), FAILING, FAILING, Script.answering("Because"));
    scene.ask();
    scene.time.advance(Duration.ofSeconds(10));
    assertThat(budget.tokens()).isEqualTo(0.5);
    for (int i = 0; i < 5; i++) {
      scene.ask();
      scene.time.advance(Duration.ofSeconds(1));
    }

    assertThat(budget.tokens()).isEqualTo(2);
  }

  @Test
  void aWaitThatIsCancelledGivesItsTokenBackToTheSharedBudget() {
    RetryBudget budget = RetryBudget.of(2, 0.5);
    Scene scene = scene(plain().budget(budget).build(), FAILING);
    Answer answer = scene.ask();
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);
    assertThat(budget.tokens()).isEqualTo(1);

    answer.cancel();
    assertThat(budget.tokens()).isEqualTo(2);
    assertThat(answer.retryNow()).isFalse();
    assertThat(budget.tokens()).isEqualTo(2);
    scene.assertNothingLeftBehind();
  }

  @Test
  void theTimeThatAnAnswerWaitedForItsTurnIsNotTakenFromItsRetries() {
    Scene scene = new Scene();
    scene.ask();
    ScriptedTransport second =
        new ScriptedTransport(scene.time, FAILING, Script.answering("Because"));
    Answer answer = scene
        .chatOver(second)
        .timeouts(Scene.TIMEOUTS)
        .retry(plain().build())
        .busy(BusyPolicy.queue())
        .build()
        .send("And then?");
    for (int passed = 0; passed < 30; passed++) { // the first one lasts almost as long as it may
      scene.time.advance(Duration.ofSeconds(1));
      scene.sink().heartbeat();
      scene.time.advance(Duration.ofMillis(990));
    }
    scene.text("Done.");
    scene.sink().completed(true);
    scene.time.advance(Duration.ofSeconds(5));

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
    scene.assertNothingLeftBehind();
  }

  @Test
  void freshCredentialsAreNotTriedBeforeTheTimeThatTheServerAsksFor() {
    ChatError wrongKey = ChatError.builder(ChatError.Kind.AUTH, "Wrong key.")
        .refreshable(true)
        .retryAfter(Duration.ofSeconds(7))
        .build();
    Scene scene = scene(plain().build(), failing(wrongKey), Script.answering("Because"));
    Told told = asked(scene);

    assertThat(waits(told)).containsExactly(Duration.ofSeconds(7));
    assertThat(scene.transport.attempts()).hasSize(1);
    scene.time.advance(Duration.ofSeconds(7));
    assertThat(scene.transport.attempts()).hasSize(2);
    scene.assertNothingLeftBehind();
  }

  @Test
  void freshCredentialsAreTriedOnceAndAtOnce() {
    ChatError unauthorized =
        ChatError.builder(ChatError.Kind.AUTH, "Wrong key.").refreshable(true).build();
    Scene scene = scene(plain().build(), failing(unauthorized), Script.answering("Because"));
    Told told = asked(scene);

    assertThat(waits(told)).containsExactly(Duration.ZERO);
    assertThat(told.text()).isEqualTo("Because");

    Scene refused = scene(plain().build(), failing(unauthorized));
    Answer answer = refused.ask();
    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message()).isEqualTo("Wrong key.");
    assertThat(refused.transport.attempts()).hasSize(2);
  }

  @Test
  void aRefreshTakesNothingFromTheOtherAttempts() {
    ChatError unauthorized =
        ChatError.builder(ChatError.Kind.AUTH, "Wrong key.").refreshable(true).build();
    Scene scene = scene(plain().build(), FAILING, failing(unauthorized), FAILING);
    Told told = asked(scene);
    scene.time.advance(Duration.ofSeconds(10));

    assertThat(waits(told))
        .containsExactly(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(2));
  }

  @Test
  void whatAFailedAttemptToldAboutTheMessageIsTakenBack() {
    Script tells = Script.builder()
        .event(new StreamEvent.Started("", "srv-1", "model-1"))
        .event(new StreamEvent.Metadata("", Map.of("region", "eu")))
        .event(new StreamEvent.UsageReported("", new Usage(1L, 2L, 3L, null, null)))
        .finish(FinishReason.STOP)
        .truncated()
        .build();
    Scene scene = scene(
        plain().build(),
        tells,
        Script.builder().connected().text("Because").completed().build());
    Answer answer = scene.ask();
    scene.conversation.edit(answer.primary(), message -> message.metadata("app", 1));
    scene.time.advance(Duration.ofSeconds(1));

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.finishReason()).isEmpty();
    assertThat(outcome.usage()).isEmpty();
    assertThat(outcome.evidence().finishSeen()).isFalse();
    assertThat(outcome.message().metadata()).isEqualTo(Map.of("app", 1L));
    assertThat(outcome.message().aliases()).containsExactly("srv-1");
  }

  @Test
  void retryNowEndsTheWaitOnce() {
    Scene scene = scene(RetryPolicy.PATIENT, FAILING, Script.answering("Because"));
    Answer answer = scene.ask();
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);

    assertThat(answer.retryNow()).isTrue();
    assertThat(answer.retryNow()).isFalse();
    scene.time.run();

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(scene.time.nanoTime()).isZero();
    assertThat(scene.transport.attempts()).hasSize(2);
    scene.assertNothingLeftBehind();
  }

  @Test
  void retryNowDoesNothingToAnAnswerThatIsNotWaiting() {
    Scene scene = scene(RetryPolicy.PATIENT);
    Answer answer = scene.chat.send("Why?");
    assertThat(answer.retryNow()).isFalse();
    scene.time.run();
    assertThat(answer.retryNow()).isFalse();
    answer.cancel();
    assertThat(answer.retryNow()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"CANCELLED", "CHAT_CLOSED", "CLEARED", "REMOVED"})
  void theApplicationEndsAnAnswerThatWaits(Ending ending) {
    Scene scene = scene(RetryPolicy.PATIENT, FAILING);
    Answer answer = scene.ask();
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);
    ending.of(scene, answer);

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    scene.assertNothingLeftBehind();
    scene.time.advance(Duration.ofMinutes(5));
    assertThat(scene.transport.attempts()).hasSize(1);
    assertThat(answer.retryNow()).isFalse();
  }

  @Test
  void aReaderThatIsToldOfTheWaitMayCancel() {
    Scene scene = scene(RetryPolicy.PATIENT, FAILING);
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onStateChange(StateChange change) {
            if (change.to() == StreamState.BACKING_OFF) {
              answer.cancel();
            }
          }
        },
        Runnable::run);
    scene.time.run();

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    scene.assertNothingLeftBehind();
  }

  @Test
  void eventsOfAnAttemptThatFailedAreLateAndChangeNothing() {
    Scene scene = scene(RetryPolicy.PATIENT);
    Answer answer = scene.ask();
    var old = scene.sink();
    old.failed(BUSY);
    old.primary().text("0", "late");
    old.completed(true);
    old.failed(BUSY);
    assertThat(answer.state()).isEqualTo(StreamState.BACKING_OFF);
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.STALE_ATTEMPT, 3L));

    answer.retryNow();
    scene.time.run();
    scene.text("new");
    old.primary().text("0", "late");
    old.problem(new Problem("odd", "late"));
    old.completed(true);
    assertThat(old.event("1")).isFalse();
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("new");
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.STALE_ATTEMPT, 7L));
  }

  @Test
  void anExecutorThatRejectsTheNextAttemptFailsTheAnswer() {
    Scene scene = scene(RetryPolicy.PATIENT, FAILING);
    boolean[] rejects = {false};
    Answer answer = scene
        .chatOver(scene.transport)
        .retry(RetryPolicy.PATIENT)
        .executor(task -> {
          if (rejects[0]) {
            throw new RejectedExecutionException("full");
          }
          scene.time.executor().execute(task);
        })
        .build()
        .send("Why?");
    scene.time.run();
    rejects[0] = true;
    scene.time.advance(Duration.ofSeconds(5));

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().kind())
        .isEqualTo(ChatError.Kind.APPLICATION);
    scene.assertNothingLeftBehind();
  }

  @Test
  void anAttemptThatFailsInsideOpenIsRepeated() {
    Scene scene = new Scene();
    int[] opened = {0};
    Chat chat = scene
        .chatOver(new OpeningTransport((request, sink) -> {
          if (++opened[0] == 1) {
            sink.failed(BUSY);
          } else {
            sink.primary().text("0", "Because");
            sink.completed(true);
          }
          return () -> {};
        }))
        .retry(plain().build())
        .build();
    Answer answer = chat.send("Why?");
    scene.time.advance(Duration.ofSeconds(1));

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(opened[0]).isEqualTo(2);
  }
}
