package io.github.streamingchat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class QueueProperties {
  @Provide
  Arbitrary<List<ModelledQueue.Act>> acts() {
    Arbitrary<ModelledQueue.Kind> kinds = Arbitraries.frequency(
        Tuple.of(12, ModelledQueue.Kind.SEND),
        Tuple.of(4, ModelledQueue.Kind.SEND_WITHOUT_QUESTION),
        Tuple.of(3, ModelledQueue.Kind.REGENERATE),
        Tuple.of(6, ModelledQueue.Kind.SETTLE),
        Tuple.of(3, ModelledQueue.Kind.SETTLE_WAITING),
        Tuple.of(3, ModelledQueue.Kind.REMOVE),
        Tuple.of(1, ModelledQueue.Kind.CLEAR),
        Tuple.of(2, ModelledQueue.Kind.ADD));
    Arbitrary<BusyPolicy> policies = Arbitraries.frequency(
        Tuple.of(2, BusyPolicy.REJECT),
        Tuple.of(4, BusyPolicy.queue(1)),
        Tuple.of(10, BusyPolicy.queue(4)),
        Tuple.of(2, BusyPolicy.INTERRUPT));
    return Combinators.combine(kinds, policies, Arbitraries.integers().between(0, 30))
        .as(ModelledQueue.Act::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 2000)
  void aConversationIsAListOneAnswerThatRunsAndALineOfThoseThatWait(
      @ForAll("acts") List<ModelledQueue.Act> acts) {
    ModelledQueue modelled = new ModelledQueue();
    acts.forEach(modelled::take);
  }
}
