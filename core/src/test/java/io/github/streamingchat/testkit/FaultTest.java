package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final Script SCRIPT = Script.builder()
      .pause(Duration.ofSeconds(1))
      .connected()
      .pause(Duration.ofSeconds(2))
      .text("ab")
      .completed()
      .build();
  private static final List<StreamEvent> EVENTS = events(SCRIPT);

  @Test
  void aStallAddsToThePauseOfItsEvent() {
    Script stalled = new Fault.Stall(1, Duration.ofSeconds(5)).applyTo(SCRIPT);

    assertThat(stalled.steps().get(1).pause()).isEqualTo(Duration.ofSeconds(7));
    assertThat(events(stalled)).isEqualTo(EVENTS);
  }

  @Test
  void afterSilenceNothingComes() {
    assertThat(events(new Fault.Silence(1).applyTo(SCRIPT))).isEqualTo(EVENTS.subList(0, 1));
    assertThat(new Fault.Silence(0).applyTo(SCRIPT).steps()).isEmpty();
  }

  @Test
  void aCleanCutIsATruncationAndABrokenOneAFailureOfTheConnection() {
    assertThat(events(new Fault.Cut(1, true).applyTo(SCRIPT)))
        .containsExactly(EVENTS.get(0), new StreamEvent.Truncated(null));
    assertThat(events(new Fault.Cut(0, false).applyTo(SCRIPT)))
        .singleElement()
        .isInstanceOfSatisfying(StreamEvent.Failed.class, failed -> {
          assertThat(failed.error().kind()).isEqualTo(ChatError.Kind.CONNECTION);
          assertThat(failed.error().retryable()).isTrue();
        });
  }

  @Test
  void aFailureComesInsteadOfTheRest() {
    ChatError error = ChatError.of(ChatError.Kind.PROVIDER, "no");

    assertThat(events(new Fault.Failure(2, error).applyTo(SCRIPT)))
        .containsExactly(EVENTS.get(0), EVENTS.get(1), new StreamEvent.Failed(error));
  }

  @Test
  void aDuplicateFollowsItsEventAtOnce() {
    Script doubled = new Fault.Duplicate(1).applyTo(SCRIPT);

    assertThat(events(doubled))
        .containsExactly(EVENTS.get(0), EVENTS.get(1), EVENTS.get(1), EVENTS.get(2));
    assertThat(doubled.steps().get(2).pause()).isZero();
  }

  @Test
  void swappedEventsKeepTheTimes() {
    Script swapped = new Fault.Swap(0).applyTo(SCRIPT);

    assertThat(events(swapped)).containsExactly(EVENTS.get(1), EVENTS.get(0), EVENTS.get(2));
    assertThat(swapped.steps())
        .extracting(Script.Step::pause)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO);
  }

  @Test
  void splittingCutsInsideAPairOfSurrogates() {
    Script split = new Fault.Split()
        .applyTo(
            Script.builder().pause(Duration.ofSeconds(1)).text("a\uD83D\uDE00").build());

    assertThat(events(split))
        .containsExactly(
            StreamEvent.text("a"), StreamEvent.text("\uD83D"), StreamEvent.text("\uDE00"));
    assertThat(split.steps())
        .extracting(Script.Step::pause)
        .containsExactly(Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO);
  }

  @Test
  void splittingCutsReasoningAndRefusalsToo() {
    Script split = new Fault.Split()
        .applyTo(Script.builder()
            .event(new StreamEvent.Reasoning("", "r", "ab"))
            .event(new StreamEvent.Refusal("m", "f", "cd"))
            .build());

    assertThat(events(split))
        .containsExactly(
            new StreamEvent.Reasoning("", "r", "a"),
            new StreamEvent.Reasoning("", "r", "b"),
            new StreamEvent.Refusal("m", "f", "c"),
            new StreamEvent.Refusal("m", "f", "d"));
  }

  @Test
  void aFaultBehindTheScriptIsOneOfItsEndOrNone() {
    assertThat(new Fault.Duplicate(3).applyTo(SCRIPT)).isEqualTo(SCRIPT);
    assertThat(new Fault.Swap(2).applyTo(SCRIPT)).isEqualTo(SCRIPT);
    assertThat(new Fault.Silence(9).applyTo(SCRIPT)).isEqualTo(SCRIPT);
    assertThat(events(new Fault.Cut(9, true).applyTo(SCRIPT)))
        .hasSize(4)
        .last()
        .isEqualTo(new StreamEvent.Truncated(null));
  }

  @Test
  void everyKindOfFaultIsAmongTheFaultsOfAScriptAndEachChangesSomething() {
    List<Fault> faults = Fault.everyOneOf(SCRIPT);

    assertThat(faults.stream().map(Object::getClass).distinct().count())
        .isEqualTo(Fault.class.getPermittedSubclasses().length);
    assertThat(faults).doesNotHaveDuplicates();
    assertThat(faults)
        .filteredOn(fault -> fault.applyTo(SCRIPT).equals(SCRIPT))
        .allMatch(fault -> fault instanceof Fault.OpenFailure || fault instanceof Fault.Deafness);
    assertThat(faults).contains(new Fault.Silence(0), new Fault.Cut(2, true), new Fault.Swap(1));
  }

  private static List<StreamEvent> events(Script script) {
    return script.steps().stream().map(Script.Step::event).toList();
  }
}
