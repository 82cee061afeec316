package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentVectorTest {
  private static PersistentVector<Integer> upTo(int size) {
    PersistentVector<Integer> vector = PersistentVector.empty();
    for (int i = 0; i < size; i++) {
      vector = vector.with(i);
    }
    return vector;
  }

  private static List<Integer> listUpTo(int size) {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(i);
    }
    return list;
  }

  /** Where the trie changes its shape: a full tail, a full root, a new level. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 31, 32, 33, 63, 64, 65, 1023, 1024, 1025, 1055, 1056, 1057, 1088, 1089, 2080, 32_767,
        32_768, 32_769, 32_799, 32_800, 32_801, 32_833, 34_000
      })
  void holdsWhatWasAdded(int size) {
    PersistentVector<Integer> vector = upTo(size);

    assertThat(vector).hasSize(size);
    assertThat(new ArrayList<>(vector)).isEqualTo(listUpTo(size));
    assertThatThrownBy(() -> vector.get(size)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vector.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void everyVersionOnTheWayStaysAsItWas() {
    int most = 32 * 32 * 32 + 33 + 40;
    List<PersistentVector<Integer>> versions = new ArrayList<>();
    PersistentVector<Integer> vector = PersistentVector.empty();
    for (int i = 0; i < most; i++) {
      versions.add(vector);
      vector = vector.with(i);
    }
    for (int size = 0; size < most; size++) {
      PersistentVector<Integer> version = versions.get(size);
      assertThat(version.size()).isEqualTo(size);
      if (size > 0) {
        assertThat(version.get(size - 1)).isEqualTo(size - 1);
        assertThat(version.get(size / 2)).isEqualTo(size / 2);
        assertThat(version.get(0)).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 1024, 1056, 1057, 32_800, 32_801, 33_000})
  void anyElementMayBeSetAndTheOlderVersionKeepsIt(int size) {
    PersistentVector<Integer> vector = upTo(size);
    int[] places = {0, size / 3, size / 2, Math.max(0, size - 33), size - 1};
    for (int at : places) {
      PersistentVector<Integer> changed = vector.with(at, -1);
      List<Integer> expected = listUpTo(size);
      expected.set(at, -1);
      assertThat(new ArrayList<>(changed)).isEqualTo(expected);
    }
    assertThat(new ArrayList<>(vector)).isEqualTo(listUpTo(size));
    assertThatThrownBy(() -> vector.with(size, -1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void twoVectorsMayGrowFromTheSameOne() {
    for (int size : new int[] {0, 5, 32, 1056, 32_800}) {
      PersistentVector<Integer> common = upTo(size);
      PersistentVector<Integer> left = common.with(-1).with(-2);
      PersistentVector<Integer> right = common.with(-3);

      assertThat(left.subList(size, size + 2)).containsExactly(-1, -2);
      assertThat(right.subList(size, size + 1)).containsExactly(-3);
      assertThat(common).hasSize(size);
    }
  }

  @Test
  void itIsAnUnmodifiableList() {
    PersistentVector<Integer> vector = upTo(3);

    assertThatThrownBy(() -> vector.add(1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> vector.set(0, 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> vector.remove(0)).isInstanceOf(UnsupportedOperationException.class);
  }
}
