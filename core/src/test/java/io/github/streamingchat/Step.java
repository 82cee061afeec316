package io.github.streamingchat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * One thing done to a conversation in a random sequence.
 *
 * @param kind what to do
 * @param writer picks the answer, among those that grow
 * @param message picks the message, among those there are
 * @param part picks the part, among those there are
 * @param piece the text to do it with
 */
record Step(Kind kind, int writer, int message, int part, String piece) {
  enum Kind {
    ADD,
    UPDATE,
    ANNOTATE,
    APPEND,
    REMOVE,
    CLEAR,
    BEGIN,
    BEGIN_BESIDE,
    ANSWER_ADD,
    ANSWER_OPEN,
    ANSWER_APPEND,
    ANSWER_ANNOTATE,
    ANSWER_ADD_PART,
    SETTLE,
    /** Lets the executor of a slow reader run one task. */
    DELIVER
  }

  /** Sequences in which answers live long enough to grow. */
  static Arbitrary<List<Step>> sequences(Arbitrary<String> pieces) {
    Arbitrary<Kind> kinds = Arbitraries.frequency(
        Tuple.of(4, Kind.ADD),
        Tuple.of(4, Kind.UPDATE),
        Tuple.of(4, Kind.ANNOTATE),
        Tuple.of(10, Kind.APPEND),
        Tuple.of(2, Kind.REMOVE),
        Tuple.of(1, Kind.CLEAR),
        Tuple.of(8, Kind.BEGIN),
        Tuple.of(6, Kind.BEGIN_BESIDE),
        Tuple.of(3, Kind.ANSWER_ADD),
        Tuple.of(10, Kind.ANSWER_OPEN),
        Tuple.of(30, Kind.ANSWER_APPEND),
        Tuple.of(4, Kind.ANSWER_ANNOTATE),
        Tuple.of(3, Kind.ANSWER_ADD_PART),
        Tuple.of(4, Kind.SETTLE),
        Tuple.of(20, Kind.DELIVER));
    Arbitrary<Integer> picks = Arbitraries.integers().between(0, 20);
    return Combinators.combine(kinds, picks, picks, picks, pieces)
        .as(Step::new)
        .list()
        .ofMaxSize(80)
        .withSizeDistribution(RandomDistribution.uniform());
  }
}
