package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is true of any stream of a format, in whatever order its events come. */
abstract class StreamLaws {
  abstract HttpEndpoint<?> endpoint();

  /** Events of the format and of none, put together at random. */
  @Provide
  abstract Arbitrary<String> streams();

  private Decoding decoded(String stream) {
    return Decoding.of(endpoint(), stream);
  }

  private Decoding strictly(String stream) {
    return Decoding.of(endpoint().strict(true), stream);
  }

  @Property(tries = 1000)
  void anyStreamGivesTheSameEventsHoweverItIsCut(
      @ForAll("streams") String stream, @ForAll List<Integer> places) {
    byte[] bytes = stream.getBytes(UTF_8);
    int[] cuts = places.stream()
        .mapToInt(place -> Math.floorMod(place, bytes.length + 1))
        .sorted()
        .toArray();

    assertThat(Decoding.of(endpoint(), bytes, cuts)).isEqualTo(decoded(stream));
  }

  @Property(tries = 1000)
  void anyStreamEndsOnceAndLastReadStrictlyOrNot(@ForAll("streams") String stream) {
    for (Decoding decoding : List.of(decoded(stream), strictly(stream))) {
      assertThat(decoding.ends()).isOne();
      assertThat(decoding.events().indexOf(decoding.end()))
          .isEqualTo(decoding.events().size() - 1);
    }
  }

  @Property(tries = 1000)
  void aStreamThatIsWholeWhenReadStrictlyIsTheSameReadLeniently(@ForAll("streams") String stream) {
    Decoding strict = strictly(stream);

    if (strict.problems().isEmpty()) {
      assertThat(decoded(stream)).isEqualTo(strict);
    }
  }
}
