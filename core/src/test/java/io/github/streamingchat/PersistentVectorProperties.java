package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PersistentVectorProperties {
  @Property(tries = 100)
  void behavesLikeAnArrayListAndItsOlderVersionsNeverChange(
      @ForAll @IntRange(max = 34_000) int startSize,
      @ForAll @IntRange(min = 1, max = 300) int steps,
      @ForAll Random random) {
    PersistentVector<Integer> vector = PersistentVector.empty();
    List<Integer> model = new ArrayList<>();
    for (int i = 0; i < startSize; i++) {
      vector = vector.with(i);
      model.add(i);
    }
    List<PersistentVector<Integer>> kept = new ArrayList<>();
    List<List<Integer>> copies = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      if (model.isEmpty() || random.nextInt(3) > 0) {
        vector = vector.with(-step);
        model.add(-step);
      } else {
        int at = random.nextInt(model.size());
        vector = vector.with(at, -step);
        model.set(at, -step);
      }
      if (step % 50 == 0) {
        kept.add(vector);
        copies.add(new ArrayList<>(model));
      }
    }
    assertThat(new ArrayList<>(vector)).isEqualTo(model);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(new ArrayList<>(kept.get(i))).isEqualTo(copies.get(i));
    }
  }
}
