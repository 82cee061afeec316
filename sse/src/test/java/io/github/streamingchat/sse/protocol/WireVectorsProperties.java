package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.protocol.Recordings.Recording;
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
  private static final List<Recording> RECORDINGS = Recordings.all();
  private static final Map<Recording, Decoding> WHOLE = RECORDINGS.stream()
      .collect(Collectors.toMap(
          Function.identity(), recording -> Decoding.of(recording.endpoint(), recording.bytes())));

  @Provide
  Arbitrary<Recording> recordings() {
    return Arbitraries.of(RECORDINGS);
  }

  @Property(tries = 1000)
  void anyCutsGiveTheSameEvents(
      @ForAll("recordings") Recording recording, @ForAll List<Double> places) {
    byte[] stream = recording.bytes();
    int[] cuts = places.stream()
        .mapToInt(place -> (int) (Math.abs(Math.sin(place)) * stream.length))
        .sorted()
        .toArray();

    assertThat(Decoding.of(recording.endpoint(), stream, cuts)).isEqualTo(WHOLE.get(recording));
  }
}
