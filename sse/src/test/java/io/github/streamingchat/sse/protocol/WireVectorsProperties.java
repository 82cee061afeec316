package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any cut of any recording gives the same events. */
class WireVectorsProperties {
  private static final List<WireSample> SAMPLES = WireSample.all().toList();
  private static final Map<WireSample, Decoding> WHOLE = SAMPLES.stream()
      .collect(Collectors.toMap(
          Function.identity(),
          sample -> Decoding.of(sample.endpoint(), WireVectorsTest.answer(sample))));

  @Provide
  Arbitrary<WireSample> samples() {
    return Arbitraries.of(SAMPLES);
  }

  @Property(tries = 500)
  void anyCutsGiveTheSameEvents(@ForAll("samples") WireSample sample, @ForAll List<Double> places) {
    byte[] stream = WireVectorsTest.answer(sample).getBytes(UTF_8);
    int[] cuts = places.stream()
        .mapToInt(place -> (int) (Math.abs(Math.sin(place)) * stream.length))
        .sorted()
        .toArray();

    assertThat(Decoding.of(sample.endpoint(), stream, cuts)).isEqualTo(WHOLE.get(sample));
  }
}
