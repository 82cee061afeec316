package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What is found many bytes at a time is what is found byte by byte. */
class LineEndsProperties {
  @Property(tries = 3000)
  void theFirstLineEndOfAnyRangeIsFound(
      @ForAll("bytes") byte[] bytes,
      @ForAll @IntRange(max = 40) int start,
      @ForAll @IntRange(max = 150) int length) {
    int from = Math.min(start, bytes.length);
    int to = Math.min(from + length, bytes.length);
    int first = from;
    while (first < to && bytes[first] != '\n' && bytes[first] != '\r') {
      first++;
    }
    assertThat(LineEnds.first(bytes, from, to)).isEqualTo(first);
  }

  /** Line ends are rare, and what is near them in value is not. */
  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.frequencyOf(
            Tuple.of(120, Arbitraries.bytes().filter(b -> b < 0 || b > 13)),
            Tuple.of(
                3,
                Arbitraries.of(
                    (byte) 0, (byte) 9, (byte) 11, (byte) 12, (byte) 14, (byte) 0x8A, (byte) 0x8D)),
            Tuple.of(1, Arbitraries.of((byte) '\n', (byte) '\r')))
        .array(byte[].class)
        .ofMaxSize(160);
  }
}
