package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class JsonLinesParserProperties {
  private static final List<String> PIECES = List.of(
      "\n",
      "\r\n",
      "\r",
      " ",
      "\t",
      "{}",
      "{\"a\":",
      "1}",
      "[",
      "]",
      "\"",
      "\\",
      "\uFEFF",
      "\u00E9",
      "\uD83D\uDE00",
      "x");

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<byte[]> known = Arbitraries.of(PIECES).map(s -> s.getBytes(UTF_8));
    Arbitrary<byte[]> raw = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(4);
    Arbitrary<byte[]> large =
        Arbitraries.integers().between(1000, 9000).map(length -> new byte[length]);
    return Arbitraries.frequencyOf(Tuple.of(60, known), Tuple.of(4, raw), Tuple.of(1, large))
        .list()
        .ofMaxSize(40)
        .map(JsonLinesParserProperties::join);
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static List<Object> read(byte[] stream, Random random, int largest) {
    Recorder recorder = new Recorder();
    JsonLinesParser parser = new JsonLinesParser(recorder);
    for (int at = 0; at < stream.length; ) {
      int to = Math.min(stream.length, at + 1 + random.nextInt(largest));
      parser.feed(Cuts.buffer(random.nextInt(4), stream, at, to));
      at = to;
    }
    assertThat(parser.buffer().scans()).isLessThanOrEqualTo(stream.length);
    parser.end();
    return recorder.calls;
  }

  @Property(tries = 2000)
  void anyCuttingIntoAnyBuffersGivesTheSame(
      @ForAll("streams") byte[] stream, @ForAll Random random) {
    List<Object> whole = read(stream, random, Integer.MAX_VALUE - 1);

    assertThat(read(stream, random, 8)).isEqualTo(whole);
    assertThat(read(stream, random, 3000)).isEqualTo(whole);
  }

  /** Judged by a second reading: the whole text at once. */
  @Property(tries = 2000)
  void theLinesAreThoseOfTheText(@ForAll("streams") byte[] stream, @ForAll Random random) {
    String text = LetterOfTheStandard.decode(stream);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String[] lines = text.split("\r\n|\r|\n", -1);
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < lines.length - 1; i++) {
      boolean blank = lines[i].matches("[ \t]*");
      expected.add(blank ? new Recorder.Comment("") : SseEvent.of(lines[i]));
    }

    List<Object> calls = read(stream, random, 20);

    assertThat(calls.subList(0, expected.size())).isEqualTo(expected);
    String last = lines[lines.length - 1];
    assertThat(calls.size() - expected.size()).isEqualTo(last.matches("[ \t]*") ? 0 : 1);
  }
}
