package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.LetterOfTheStandard.Reading;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SseParserProperties {
  /** Pieces that streams are made of, so that random ones are mostly about something. */
  private static final List<String> PIECES = List.of(
      "\n",
      "\n",
      "\n\n",
      "\r",
      "\r\n",
      "\r\n\r\n",
      "\r\r",
      ":",
      ": ",
      " ",
      "data",
      "data:",
      "data: ",
      "data: a\n\n",
      "event: e\n",
      "event",
      "id: 1\n",
      "id: ",
      "id",
      "retry: 10\n",
      "retry: ",
      "1",
      "99999999999999999999",
      "x",
      "xyz",
      "\0",
      "\uFEFF",
      "\u00E9",
      "\u2028",
      "\uD83D\uDE00",
      "data: {\"the envelope of a word\":\"\u5929\uD83C\uDF08\"}\n\n");

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<byte[]> known = Arbitraries.of(PIECES).map(s -> s.getBytes(UTF_8));
    Arbitrary<byte[]> raw = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(4);
    Arbitrary<byte[]> highBytes = Arbitraries.of(
            0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xFF)
        .map(i -> new byte[] {i.byteValue()});
    Arbitrary<byte[]> large = Arbitraries.integers()
        .between(1000, 9000)
        .map(n -> ("data: " + "l".repeat(n) + "\n").getBytes(UTF_8));
    return Arbitraries.frequencyOf(
            Tuple.of(60, known), Tuple.of(3, raw), Tuple.of(6, highBytes), Tuple.of(2, large))
        .list()
        .ofMaxSize(60)
        .map(SseParserProperties::join);
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Property(tries = 3000)
  void anyCuttingIntoAnyBuffersGivesWhatTheStandardSays(
      @ForAll("streams") byte[] stream, @ForAll Random random, @ForAll boolean small) {
    byte[] original = stream.clone();
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder, Limits.DEFAULTS, "seed");
    int at = 0;
    while (at < stream.length) {
      int to = Math.min(stream.length, at + random.nextInt(small ? 8 : 3000));
      parser.feed(Cuts.buffer(random.nextInt(4), stream, at, to));
      at = to;
    }
    parser.end();
    assertThat(new Reading(recorder.calls, parser.lastEventId()))
        .isEqualTo(LetterOfTheStandard.read(stream, "seed"));
    assertThat(stream).isEqualTo(original);
  }

  @Property(tries = 2000)
  void decodingIsThatOfTheStandard(@ForAll byte[] bytes) {
    assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(LetterOfTheStandard.decode(bytes));
  }

  @Property(tries = 2000)
  void decodingOfHighBytesIsThatOfTheStandard(@ForAll("highBytes") byte[] bytes) {
    assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(LetterOfTheStandard.decode(bytes));
  }

  @Property(tries = 3000)
  void decodingOfAPartBetweenAsciiIsThatOfTheStandard(
      @ForAll @IntRange(max = 60) int before,
      @ForAll("highBytes") byte[] part,
      @ForAll @IntRange(max = 60) int behind,
      @ForAll @IntRange(max = 9) int offset) {
    byte[] text = join(
        List.of("a".repeat(before).getBytes(UTF_8), part, "b\n".repeat(behind).getBytes(UTF_8)));
    byte[] framed = new byte[offset + text.length + 9];
    Arrays.fill(framed, (byte) 0x80); // outside the range, where it must not count
    System.arraycopy(text, 0, framed, offset, text.length);
    assertThat(Utf8.decodeEnclosed(framed, offset, text.length))
        .isEqualTo(LetterOfTheStandard.decode(text));
  }

  @Provide
  Arbitrary<byte[]> highBytes() {
    return Arbitraries.of(
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
            0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(24);
  }

  /** A thousand streams a try, so a million in all, each of a few dozen bytes. */
  @Property(tries = 1000)
  void noBytesMakeTheParserThrowOrWorkMoreThanOnceForEach(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int largestPiece) {
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      byte[] stream = randomBytes(random);
      SseParser parser = new SseParser(new Recorder());
      int at = 0;
      while (at < stream.length) {
        int to = Math.min(stream.length, at + 1 + random.nextInt(largestPiece));
        parser.feed(stream, at, to - at);
        at = to;
      }
      assertThat(parser.buffer().scans()).isLessThanOrEqualTo(stream.length);
      assertThat(parser.buffer().moves()).isLessThanOrEqualTo(stream.length);
      parser.end();
    }
  }

  /** Half of them from the few bytes that mean something. */
  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      byte[] meaning = "data: id\r\nretry\nevent:19\0\r".getBytes(UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = meaning[(bytes[i] & 0xFF) % meaning.length];
      }
    }
    return bytes;
  }

  @Property(tries = 500)
  void limitsEndTheSameWayHoweverTheStreamIsCut(
      @ForAll("streams") byte[] stream,
      @ForAll @IntRange(min = 1, max = 60) int maxLineBytes,
      @ForAll @IntRange(min = 1, max = 60) int maxEventBytes,
      @ForAll Random random) {
    Limits limits =
        Limits.builder().maxLineBytes(maxLineBytes).maxEventBytes(maxEventBytes).build();
    Recorder whole = new Recorder();
    new SseParser(whole, limits).feed(stream, 0, stream.length);
    Recorder cut = new Recorder();
    SseParser parser = new SseParser(cut, limits);
    int at = 0;
    while (at < stream.length) {
      int to = Math.min(stream.length, at + random.nextInt(30));
      parser.feed(stream, at, to - at);
      at = to;
    }
    assertThat(cut.calls).isEqualTo(whole.calls);
    assertThat(cut.calls).filteredOn(Recorder.OverLimit.class::isInstance).hasSizeLessThan(2);
  }
}
