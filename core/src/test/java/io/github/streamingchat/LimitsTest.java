package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
  @Test
  void everyLimitIsOnByDefault() {
    assertThat(Limits.DEFAULTS)
        .isEqualTo(
            new Limits(16 << 20, 16 << 20, 64 << 10, 16 << 20, 4096, 1_000_000, 128, 32, 10_000));
  }

  @Test
  void eachSetterSetsItsOwn() {
    Limits limits = Limits.builder()
        .maxLineBytes(1)
        .maxEventBytes(2)
        .maxErrorBodyBytes(3)
        .maxMessageChars(4)
        .maxParts(5)
        .maxMessages(6)
        .maxCandidates(7)
        .maxProblems(8)
        .maxSeenIds(9)
        .build();

    assertThat(limits).isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  static Stream<Arguments> belowTheirRange() {
    return Stream.of(
        belowRange("maxLineBytes", 0, limits -> limits.maxLineBytes(0)),
        belowRange("maxEventBytes", 0, limits -> limits.maxEventBytes(0)),
        belowRange("maxErrorBodyBytes", -1, limits -> limits.maxErrorBodyBytes(-1)),
        belowRange("maxMessageChars", 0, limits -> limits.maxMessageChars(0)),
        belowRange("maxParts", 0, limits -> limits.maxParts(0)),
        belowRange("maxMessages", 1, limits -> limits.maxMessages(1)),
        belowRange("maxCandidates", 0, limits -> limits.maxCandidates(0)),
        belowRange("maxProblems", -1, limits -> limits.maxProblems(-1)),
        belowRange("maxSeenIds", 0, limits -> limits.maxSeenIds(0)));
  }

  private static Arguments belowRange(
      String name, int value, UnaryOperator<Limits.Builder> setter) {
    return Arguments.of(name, value, setter);
  }

  @ParameterizedTest
  @MethodSource("belowTheirRange")
  void aValueBelowItsRangeIsRefusedByName(
      String name, int value, UnaryOperator<Limits.Builder> setter) {
    Limits.Builder builder = setter.apply(Limits.builder());

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageEndingWith("but is " + value);
  }

  @Test
  void theErrorNamesTheLimitItsValueWhatWasMetAndTheSetter() {
    LimitExceededException error = new LimitExceededException("maxParts", 3, 4);

    assertThat(error.limit()).isEqualTo("maxParts");
    assertThat(error.allowed()).isEqualTo(3);
    assertThat(error.actual()).isEqualTo(4);
    assertThat(error)
        .hasMessageContaining("maxParts is limited to 3, but 4 was reached")
        .hasMessageContaining("Limits.builder().maxParts(...)");
  }
}
