package io.github.streamingchat.websocket.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z",
    "2026-11-21T10:00:00.123456+00:00, 2026-11-21T10:00:00.123456Z",
    "2026-11-21T10:00:00.123456789Z, 2026-11-21T10:00:00.123456789Z",
    "2026-11-21T10:00:00-05:30, 2026-11-21T15:30:00Z",
    "2026-11-21T10:00:00+0200, 2026-11-21T08:00:00Z",
    "2026-11-21T10:00:00+02, 2026-11-21T08:00:00Z",
    "2026-11-21T10:00:00, 2026-11-21T10:00:00Z",
    "2026-11-21 10:00:00.5, 2026-11-21T10:00:00.500Z",
    "2026-11-21 10:00:00+00:00, 2026-11-21T10:00:00Z",
    "2026-11-21T10:00, 2026-11-21T10:00:00Z",
    "0, 1970-01-01T00:00:00Z",
    "1795255200, 2026-11-21T10:00:00Z",
    "1795255200.25, 2026-11-21T10:00:00.250Z",
    "1795255200123, 2026-11-21T10:00:00.123Z",
    "1795255200123.5, 2026-11-21T10:00:00.123500Z",
    "1.7952552E9, 2026-11-21T10:00:00Z",
    "-1, 1969-12-31T23:59:59Z",
    "-0.5, 1969-12-31T23:59:59.500Z",
  })
  void timesAreReadAsServersWriteThem(String written, Instant time) {
    assertThat(Timestamps.parse(written)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2026-11-21",
        "10:00:00",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-21T25:00:00Z",
        "2026-11-21T10:00:00+99:00",
        "1e2147483647",
        "1e-2147483647",
        "0e2147483647",
        "99999999999999999999",
        "NaN",
        "0x10",
        "1795255200f",
        "T-:",
        "--:"
      })
  void whatIsNoTimeIsNone(String written) {
    assertThat(Timestamps.parse(written)).isNull();
  }

  @Test
  void aLongTextIsNoTime() {
    assertThat(Timestamps.parse("1" + "0".repeat(100_000))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
  void theTimesThatAreWrittenAreRead(Instant time) {
    assertThat(Timestamps.parse(time.toString())).isEqualTo(time);
  }
}
