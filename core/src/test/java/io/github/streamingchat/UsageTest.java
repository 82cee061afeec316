package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void theLaterReportWinsWhereItSaysSomethingAndNothingIsSummed() {
    Usage first = new Usage(10L, 1L, null, 4L, null);
    Usage later = new Usage(null, 7L, 17L, null, 2L);

    assertThat(first.mergedWith(later)).isEqualTo(new Usage(10L, 7L, 17L, 4L, 2L));
  }

  @Test
  void nothingKnownChangesNothing() {
    Usage usage = new Usage(1L, 2L, 3L, 4L, 5L);
    assertThat(usage.mergedWith(Usage.NONE)).isEqualTo(usage);
    assertThat(Usage.NONE.mergedWith(usage)).isEqualTo(usage);
  }
}
