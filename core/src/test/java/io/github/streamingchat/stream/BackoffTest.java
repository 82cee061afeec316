package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final int DRAWS = 10_000;

  private final RandomGenerator random = new Random(1);

  private static Backoff withoutJitter(Duration base, double factor, Duration cap) {
    return new Backoff(base, factor, cap, Backoff.Jitter.NONE);
  }

  @Test
  void eachWaitIsTheOneBeforeTimesTheFactorUpToTheCap() {
    Backoff backoff = withoutJitter(Duration.ofSeconds(1), 3, Duration.ofSeconds(20));
    List<Duration> waits = IntStream.rangeClosed(1, 5)
        .mapToObj(failures -> backoff.delay(failures, random))
        .toList();

    assertThat(waits)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(9),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));
  }

  @Test
  void fullJitterIsAnywhereUpToTheWaitAndEvenlySpread() {
    for (int failures = 1; failures <= 7; failures++) {
      Duration most =
          withoutJitter(Duration.ofSeconds(1), 2, Duration.ofSeconds(30)).delay(failures, random);
      long sum = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        Duration delay = Backoff.DEFAULTS.delay(failures, random);
        assertThat(delay).isBetween(Duration.ZERO, most);
        sum += delay.toNanos() / DRAWS;
      }
      assertThat((double) sum / most.toNanos()).isBetween(0.48, 0.52);
    }
  }

  @Test
  void noNumberOfFailuresOverflows() {
    Backoff backoff = withoutJitter(Duration.ofSeconds(1), 10, Duration.ofSeconds(Long.MAX_VALUE));

    assertThat(backoff.delay(Integer.MAX_VALUE, random))
        .isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(Backoff.DEFAULTS.delay(Integer.MAX_VALUE, random))
        .isLessThan(Duration.ofSeconds(31));
  }

  @Test
  void aServersBaseIsCappedToo() {
    Backoff backoff = withoutJitter(Duration.ofSeconds(1), 2, Duration.ofSeconds(30));

    assertThat(backoff.delay(Duration.ofSeconds(4), 2, random)).isEqualTo(Duration.ofSeconds(8));
    assertThat(backoff.delay(Duration.ZERO, 9, random)).isZero();
    assertThat(backoff.delay(Duration.ofMillis(Long.MAX_VALUE), 1, random))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, Double.NaN, Double.POSITIVE_INFINITY})
  void aFactorOutOfItsRangeIsRefused(double factor) {
    assertThatThrownBy(() -> withoutJitter(Duration.ofSeconds(1), factor, Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("factor");
  }

  @Test
  void aBaseMustBePositiveAndNotAboveTheCap() {
    assertThatThrownBy(() -> withoutJitter(Duration.ZERO, 2, Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base");
    assertThatThrownBy(() -> withoutJitter(Duration.ofSeconds(3), 2, Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cap");
  }
}
