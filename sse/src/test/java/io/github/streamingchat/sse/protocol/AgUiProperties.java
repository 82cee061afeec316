package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.chunk;
import static io.github.streamingchat.sse.protocol.AgUiEvents.content;
import static io.github.streamingchat.sse.protocol.AgUiEvents.end;
import static io.github.streamingchat.sse.protocol.AgUiEvents.recording;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every run. */
class AgUiProperties {
  @Provide
  Arbitrary<String> recordings() {
    return Arbitraries.of("plain", "reasoning-and-tools", "interrupt");
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4).list().ofMaxSize(8);
  }

  @Property(tries = 200)
  void anyCutsOfARecordingGiveTheSameEvents(
      @ForAll("recordings") String name, @ForAll List<Double> places) {
    byte[] stream = recording(name).getBytes(UTF_8);
    int[] cuts = places.stream()
        .mapToInt(place -> (int) (Math.abs(Math.sin(place)) * stream.length))
        .sorted()
        .toArray();

    assertThat(Decoding.of(AgUiEvents.ENDPOINT, stream, cuts))
        .isEqualTo(Decoding.of(AgUiEvents.ENDPOINT, recording(name)));
  }

  /** However the pieces of two messages are shuffled into each other. */
  @Property(tries = 200)
  void messagesKeepApart(
      @ForAll("pieces") List<String> one,
      @ForAll("pieces") List<String> two,
      @ForAll List<Boolean> turns) {
    Deque<String> ofOne = new ArrayDeque<>(one);
    Deque<String> ofTwo = new ArrayDeque<>(two);
    StringBuilder events = new StringBuilder(start("m1")).append(start("m2"));
    for (boolean turn : turns) {
      String piece = turn ? ofOne.poll() : ofTwo.poll();
      events.append(piece == null ? "" : content(turn ? "m1" : "m2", piece));
    }
    ofOne.forEach(piece -> events.append(content("m1", piece)));
    ofTwo.forEach(piece -> events.append(content("m2", piece)));

    Decoding decoding = run(events.append(end("m2")).append(end("m1")).toString());

    Map<String, String> expected =
        new TreeMap<>(Map.of("", String.join("", one), "m2", String.join("", two)));
    expected.values().removeIf(String::isEmpty);
    assertThat(decoding.texts()).isEqualTo(expected);
    assertThat(decoding.problems()).isEmpty();
  }

  @Property(tries = 200)
  void chunksSayTheSameAsStartContentAndEnd(@ForAll("pieces") List<String> pieces) {
    StringBuilder chunks = new StringBuilder(chunk("'messageId':'m1'"));
    StringBuilder events = new StringBuilder(start("m1"));
    pieces.forEach(piece -> {
      chunks.append(chunk("'delta':'" + piece + "'"));
      events.append(content("m1", piece));
    });

    assertThat(run(chunks.toString())).isEqualTo(run(events.append(end("m1")).toString()));
  }
}
