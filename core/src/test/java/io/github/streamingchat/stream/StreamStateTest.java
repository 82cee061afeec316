package io.github.streamingchat.stream;

import static io.github.streamingchat.stream.StreamState.CANCELLED;
import static io.github.streamingchat.stream.StreamState.COMPLETED;
import static io.github.streamingchat.stream.StreamState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamStateTest {
  /** From the row's state to the column's, in the order of the enum. */
  private static final String LEGAL = """
      QUEUED      . + . . . + +
      CONNECTING  . . + + + + +
      STREAMING   . . . + + + +
      BACKING_OFF . + . . . + +
      COMPLETED   . . . . . . .
      CANCELLED   . . . . . . .
      FAILED      . . . . . . .
      """;

  static Stream<Arguments> everyPair() {
    List<Arguments> pairs = new ArrayList<>();
    LEGAL.lines().map(line -> line.split("\\s+")).forEach(row -> {
      for (StreamState to : StreamState.values()) {
        boolean legal = row[1 + to.ordinal()].equals("+");
        pairs.add(Arguments.of(StreamState.valueOf(row[0]), to, legal));
      }
    });
    return pairs.stream();
  }

  @Test
  void theTableHoldsEveryPair() {
    assertThat(everyPair()).hasSize(7 * 7);
    assertThat(StreamState.values()).hasSize(7);
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("everyPair")
  void aMoveIsLegalIfTheTableSaysSo(StreamState from, StreamState to, boolean legal) {
    assertThat(from.canMoveTo(to)).isEqualTo(legal);
  }

  @Test
  void theThreeEndsAreTerminal() {
    assertThat(StreamState.values())
        .filteredOn(StreamState::isTerminal)
        .containsExactly(COMPLETED, CANCELLED, FAILED);
  }

  @Test
  void anImpossibleMoveThrowsAndNamesBothStates() {
    StateMachine machine = new StateMachine(null, new VirtualTime(), null);

    assertThatThrownBy(() -> machine.end(StreamState.COMPLETED, null, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("QUEUED")
        .hasMessageContaining("COMPLETED");
    assertThat(machine.latest().to()).isEqualTo(StreamState.QUEUED);
    assertThat(machine.outcome()).isEmpty();
  }

  @Test
  void everyMoveIsToldWithItsAttemptItsCauseAndItsTime() {
    Scene scene = new Scene();
    Told told = new Told();
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(told, Runnable::run);
    scene.time.run();
    scene.time.advance(Duration.ofSeconds(1));
    scene.text("Because");
    scene.time.advance(Duration.ofSeconds(2));
    scene.sink().truncated(null);

    List<StateChange> moves = told.all(StateChange.class);
    assertThat(moves)
        .extracting(StateChange::from)
        .containsExactly(
            StreamState.QUEUED, StreamState.QUEUED, StreamState.CONNECTING, StreamState.STREAMING);
    assertThat(moves)
        .extracting(StateChange::to)
        .containsExactly(StreamState.QUEUED, StreamState.CONNECTING, StreamState.STREAMING, FAILED);
    assertThat(moves).extracting(StateChange::attempt).containsExactly(0, 1, 1, 1);
    assertThat(moves)
        .extracting(move -> move.at().getEpochSecond() - moves.get(0).at().getEpochSecond())
        .containsExactly(0L, 0L, 1L, 3L);
    assertThat(moves.get(3).cause()).isEqualTo(Scene.outcomeOf(answer).error().orElseThrow());
    assertThat(moves.subList(0, 3)).extracting(StateChange::cause).containsOnlyNulls();
    assertThat(moves).extracting(StateChange::delay).containsOnlyNulls();
  }
}
