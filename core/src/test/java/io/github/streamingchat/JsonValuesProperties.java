package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class JsonValuesProperties {
  @Property
  void aNumberWrittenWithMoreZeroesIsTheSameValue(
      @ForAll @Scale(25) BigDecimal number, @ForAll @IntRange(max = 30) int zeroes) {
    BigDecimal longer = number.setScale(number.scale() + zeroes);
    assertThat(JsonValues.value(longer)).isEqualTo(JsonValues.value(number));
  }

  @Property
  void noNumberLosesAnything(@ForAll @Scale(25) BigDecimal decimal, @ForAll BigInteger integer) {
    assertThat(new BigDecimal(String.valueOf(JsonValues.value(decimal))))
        .isEqualByComparingTo(decimal);
    assertThat(new BigInteger(String.valueOf(JsonValues.value(integer)))).isEqualTo(integer);
  }

  @Property(tries = 100)
  void whatIsInTheOneFormStaysAsItIs(
      @ForAll Map<String, List<Double>> members, @ForAll BigDecimal number) {
    Object once = JsonValues.value(Map.of("members", members, "number", number));
    assertThat(JsonValues.value(once)).isEqualTo(once);
  }
}
