package io.github.streamingchat.examples.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final VirtualTime time = new VirtualTime();
  private final RateLimit limit = new RateLimit(new Rate(3, Duration.ofSeconds(2)), time);

  @Test
  void soManyAtOnceAndThenOneEachTimeAWhileHasPassed() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("me")).isEmpty();
    }
    assertThat(limit.take("me")).contains(Duration.ofSeconds(2));
    time.advance(Duration.ofMillis(1_500));
    assertThat(limit.take("me")).contains(Duration.ofMillis(500));
    time.advance(Duration.ofMillis(500));
    assertThat(limit.take("me")).isEmpty();
    assertThat(limit.take("me")).contains(Duration.ofSeconds(2));
  }

  @Test
  void aRefusalCostsNothing() {
    for (int i = 0; i < 100; i++) {
      limit.take("me");
    }
    time.advance(Duration.ofSeconds(2));
    assertThat(limit.take("me")).isEmpty();
  }

  @Test
  void whoWaitsLongHasNoMoreThanTheBurst() {
    limit.take("me");
    time.advance(Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("me")).isEmpty();
    }
    assertThat(limit.take("me")).isPresent();
  }

  @Test
  void oneDoesNotSpendWhatAnotherHas() {
    for (int i = 0; i < 4; i++) {
      limit.take("me");
    }
    assertThat(limit.take("you")).isEmpty();
  }

  @Test
  void aRateWithoutTimeIsRefused() {
    assertThatThrownBy(() -> new Rate(0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
