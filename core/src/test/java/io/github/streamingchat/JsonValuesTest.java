package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {
  static Stream<Arguments> numbers() {
    BigInteger pastLong = BigInteger.TWO.pow(63);
    return Stream.of(
        Arguments.of(1, 1L),
        Arguments.of((byte) -1, -1L),
        Arguments.of((short) 7, 7L),
        Arguments.of(new AtomicInteger(3), 3L),
        Arguments.of(new AtomicLong(4), 4L),
        Arguments.of(BigInteger.TEN, 10L),
        Arguments.of(pastLong.subtract(BigInteger.ONE), Long.MAX_VALUE),
        Arguments.of(pastLong.negate(), Long.MIN_VALUE),
        Arguments.of(pastLong, pastLong),
        Arguments.of(1.5f, 1.5),
        Arguments.of(0.1, 0.1),
        Arguments.of(new BigDecimal("0.1"), 0.1),
        Arguments.of(new BigDecimal("0.10"), 0.1),
        Arguments.of(new BigDecimal("9007199254740993.0"), 9007199254740993L),
        Arguments.of(new BigDecimal(pastLong).add(BigDecimal.ONE), pastLong.add(BigInteger.ONE)),
        Arguments.of(new BigDecimal("1E400"), new BigDecimal("1E400")),
        Arguments.of(
            new BigDecimal("0.12345678901234567890"), new BigDecimal("0.1234567890123456789")),
        Arguments.of(new BigDecimal("1E-1000000000"), new BigDecimal("1E-1000000000")));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberTakesTheOneFormThatHoldsIt(Number given, Number expected) {
    assertThat(JsonValues.value(given)).isEqualTo(expected);
  }

  @Test
  void theSameNumberInTwoFormsIsOneValue() {
    assertThat(JsonValues.value(Map.of("n", 1))).isEqualTo(JsonValues.value(Map.of("n", 1L)));
    assertThat(JsonValues.value(List.of(2.5f)))
        .isEqualTo(JsonValues.value(List.of(new BigDecimal("2.50"))));
  }

  @ParameterizedTest
  @MethodSource
  void aNumberThatJsonDoesNotHaveIsRefused(Number number) {
    assertThatThrownBy(() -> JsonValues.value(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(number.toString());
  }

  static Stream<Number> aNumberThatJsonDoesNotHaveIsRefused() {
    return Stream.of(
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.NaN, 1.0f / 0.0f);
  }

  @Test
  void aNumberOfAKindThatIsNotKnownIsNeverCutToItsWholePart() {
    DoubleAdder half = new DoubleAdder();
    half.add(0.5);

    assertThatThrownBy(() -> JsonValues.value(half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(DoubleAdder.class.getName());
  }

  @Test
  void valuesAreCopiedDeeplyAndCannotBeModified() {
    List<Object> inner = new ArrayList<>(List.of("a"));
    Map<String, Object> outer = new HashMap<>(Map.of("list", inner));

    Map<String, ?> copy = JsonValues.object(outer);
    inner.add("b");
    outer.put("more", 1);

    assertThat(copy).isEqualTo(Map.of("list", List.of("a")));
    assertThatThrownBy(() -> copy.remove("list")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) copy.get("list")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nullTrueAndTextStayAndMembersKeepTheirOrder() {
    assertThat(JsonValues.value(null)).isNull();
    assertThat(JsonValues.value(true)).isEqualTo(true);
    assertThat(JsonValues.value(new StringBuilder("x"))).isEqualTo("x");
    assertThat(JsonValues.value(Arrays.asList("a", null))).isEqualTo(Arrays.asList("a", null));
    Map<String, Object> members = new java.util.LinkedHashMap<>();
    members.put("z", 1);
    members.put("a", null);
    assertThat(JsonValues.object(members)).containsExactlyEntriesOf(withLongs(members));
  }

  private static Map<String, Object> withLongs(Map<String, Object> members) {
    Map<String, Object> expected = new java.util.LinkedHashMap<>(members);
    expected.replaceAll((name, value) -> value == null ? null : 1L);
    return expected;
  }

  @Test
  void whatIsNotJsonIsRefusedByItsType() {
    assertThatThrownBy(() -> JsonValues.value(Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.util.Optional");
    assertThatThrownBy(() -> JsonValues.object(Map.of(1, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name of a JSON member");
    assertThatThrownBy(() -> JsonValues.object(Collections.singletonMap(null, "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNestThatIsTooDeepOrEndlessIsRefusedInsteadOfOverflowingTheStack() {
    Object nest = "x";
    for (int depth = 0; depth < 500; depth++) {
      nest = List.of(nest);
    }
    Object deepest = nest;
    assertThat(JsonValues.value(deepest)).isEqualTo(deepest);
    assertThatThrownBy(() -> JsonValues.value(List.of(deepest)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("500");

    Map<String, Object> itself = new HashMap<>();
    itself.put("self", itself);
    assertThatThrownBy(() -> JsonValues.object(itself))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatALargeValueCountsForIsNotReckonedAnew() {
    Part.Data data =
        new Part.Data("x", null, Map.of("n", Collections.nCopies(10_000, List.of(Map.of()))));

    int[] length = {0};

    assertThat(AllocatedBytes.by(() -> length[0] = data.length()))
        .as("walking through it takes an iterator a list")
        .isLessThan(50_000);
    assertThat(length[0]).isEqualTo(20_002);
  }
}
