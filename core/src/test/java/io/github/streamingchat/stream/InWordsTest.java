package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InWordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 seconds",
    "PT1S, 1 second",
    "PT0.05S, 0.05 seconds",
    "PT0.000000001S, 0.000000001 seconds",
    "PT10S, 10 seconds",
    "PT1M, 1 minute",
    "PT90S, 90 seconds",
    "PT2M, 2 minutes",
    "PT1H, 1 hour",
    "PT90M, 90 minutes",
    "PT48H, 48 hours",
    "PT60.5S, 60.5 seconds",
  })
  void aDurationIsToldInTheLargestUnitThatFits(Duration duration, String words) {
    assertThat(InWords.of(duration)).isEqualTo(words);
  }
}
