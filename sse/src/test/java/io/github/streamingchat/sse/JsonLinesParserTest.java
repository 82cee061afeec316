package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.Recorder.Comment;
import io.github.streamingchat.sse.Recorder.Incomplete;
import io.github.streamingchat.sse.Recorder.OverLimit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesParserTest {
  private static final Comment BLANK = new Comment("");

  private static List<Object> read(String stream, int... cuts) {
    return read(stream.getBytes(UTF_8), cuts);
  }

  private static List<Object> read(byte[] stream, int... cuts) {
    Recorder recorder = new Recorder();
    JsonLinesParser parser = new JsonLinesParser(recorder);
    int from = 0;
    for (int cut : cuts) {
      parser.feed(stream, from, cut - from);
      from = cut;
    }
    parser.feed(ByteBuffer.wrap(stream, from, stream.length - from));
    parser.end();
    return recorder.calls;
  }

  private static SseEvent line(String json) {
    return SseEvent.of(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void eachLineIsAMessageWhateverEndsIt(String end) {
    assertThat(read("{\"a\":1}" + end + "[2]" + end + "3" + end))
        .containsExactly(line("{\"a\":1}"), line("[2]"), line("3"));
  }

  @Test
  void aLineIsToldAsSoonAsItHasEnded() {
    Recorder recorder = new Recorder();
    JsonLinesParser parser = new JsonLinesParser(recorder);

    parser.feed(ByteBuffer.wrap("{}\r".getBytes(UTF_8)));
    assertThat(recorder.calls).containsExactly(line("{}"));
    parser.feed(ByteBuffer.wrap("\n".getBytes(UTF_8)));
    assertThat(recorder.calls).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " \n", "\t \t\r\n"})
  void aBlankLineIsASignOfLife(String blank) {
    assertThat(read(blank + "{}\n" + blank)).containsExactly(BLANK, line("{}"), BLANK);
  }

  @Test
  void oneByteOrderMarkIsPassedOver() {
    assertThat(read("\uFEFF{}\n")).containsExactly(line("{}"));
    assertThat(read("\uFEFF\uFEFF{}\n")).containsExactly(line("\uFEFF{}"));
    assertThat(read("{}\n\uFEFF{}\n")).containsExactly(line("{}"), line("\uFEFF{}"));
  }

  @Test
  void illFormedBytesAreReplacedInTheTextAndKeptInTheBytes() {
    List<Object> seen = new ArrayList<>();
    JsonLinesParser parser = new JsonLinesParser(frame -> {
      seen.add(frame.data());
      seen.add(frame.bytes()[frame.offset() + 1]);
      seen.add(frame.lastEventId());
    });
    parser.feed(ByteBuffer.wrap("\"\u00FF\"\n".getBytes(ISO_8859_1)));

    assertThat(seen).containsExactly("\"\uFFFD\"", (byte) 0xFF, "");
  }

  @Test
  void separatorsOfUnicodeEndNoLine() {
    assertThat(read("\"a\u2028b\u0085c\u000B\f\"\n"))
        .containsExactly(line("\"a\u2028b\u0085c\u000B\f\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\":[1,{\"b\":\"c\"}]}", "[]", " {\"a\":\"\\\"}\"} "})
  void aLastLineWithoutItsEndIsTakenIfNothingCanBeMissing(String whole) {
    assertThat(read("{\"x\":0}\n" + whole)).containsExactly(line("{\"x\":0}"), line(whole));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\":1",
        "{\"a\":\"}",
        "[1",
        "12",
        "\"text\"",
        "true",
        "null",
        "nonsense",
        "{}{",
        "{} x"
      })
  void aLastLineThatMayHaveBeenCutIsNot(String cut) {
    assertThat(read("{\"x\":0}\n" + cut))
        .containsExactly(line("{\"x\":0}"), new Incomplete(cut.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}\n", "{}\n  "})
  void aStreamThatEndsBetweenLinesIsComplete(String stream) {
    assertThat(read(stream)).noneMatch(Incomplete.class::isInstance);
  }

  @Test
  void aLastLineMayHoldIllFormedBytes() {
    assertThat(read("{\"a\":\"\u00FF\"}".getBytes(ISO_8859_1)))
        .containsExactly(line("{\"a\":\"\uFFFD\"}"));
  }

  @ParameterizedTest
  @CsvSource({"10, 20, maxLineBytes", "20, 10, maxEventBytes", "10, 10, maxLineBytes"})
  void aLineIsAsLongAsTheSmallerLimitAllows(int line, int event, String named) {
    Limits limits = Limits.builder().maxLineBytes(line).maxEventBytes(event).build();
    Recorder recorder = new Recorder();
    JsonLinesParser parser = new JsonLinesParser(recorder, limits);
    byte[] lines = "\"45678901\"\n\"456789012\"\n{}\n".getBytes(UTF_8);

    parser.feed(lines, 0, lines.length);
    parser.end();

    assertThat(recorder.calls).containsExactly(line("\"45678901\""), new OverLimit(named, 10));
    assertThat(parser.isOpen()).isFalse();
  }

  @Test
  void anEndlessLineEndsInBoundedMemory() {
    Recorder recorder = new Recorder();
    JsonLinesParser parser =
        new JsonLinesParser(recorder, Limits.builder().maxLineBytes(100_000).build());
    byte[] piece = "y".repeat(1000).getBytes(UTF_8);
    for (int i = 0; i < 10_000; i++) {
      parser.feed(piece, 0, piece.length);
      assertThat(parser.buffer().capacity()).isLessThanOrEqualTo(200_000);
    }
    assertThat(recorder.calls).containsExactly(new OverLimit("maxLineBytes", 100_000));
  }

  @ParameterizedTest
  @CsvSource({"10485760, 8192", "1048576, 17", "1048576, 1", "300, 17", "300, 4096"})
  void eachByteIsScannedOnceAndMovedTwiceAtMost(int length, int piece) {
    byte[] stream = ("\"" + "a".repeat(length) + "\"\n")
        .repeat(Math.max(1, 100_000 / length))
        .getBytes(UTF_8);
    JsonLinesParser parser = new JsonLinesParser(frame -> {});
    for (int at = 0; at < stream.length; at += piece) {
      parser.feed(stream, at, Math.min(piece, stream.length - at));
    }
    assertThat(parser.buffer().scans()).isEqualTo(stream.length);
    assertThat(parser.buffer().moves()).isLessThanOrEqualTo(2L * stream.length);
  }

  @Test
  void everyPairOfCutsGivesTheSame() {
    byte[] stream =
        "\uFEFF{\"a\":\"\u00e9\u20ac\uD83D\uDE00\"}\r\n\r\n \n[]\r{}\n{\"b\":".getBytes(UTF_8);
    List<Object> whole = read(stream);
    assertThat(whole).hasSize(6);
    for (int first = 0; first <= stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        assertThat(read(stream, first, second))
            .as("cut at %d and %d", first, second)
            .isEqualTo(whole);
      }
    }
    assertThat(read(stream, IntStream.range(0, stream.length).toArray())).isEqualTo(whole);
  }

  @Test
  void aStoppedParserIgnoresWhatComes() {
    Recorder recorder = new Recorder();
    List<JsonLinesParser> parsers = new ArrayList<>();
    parsers.add(new JsonLinesParser(frame -> {
      recorder.event(frame);
      parsers.get(0).stop();
    }));
    parsers.get(0).feed(ByteBuffer.wrap("{}\n{}\n{}".getBytes(UTF_8)));
    parsers.get(0).end();

    assertThat(recorder.calls).hasSize(1);
  }

  @Test
  void aHandlerMustNotFeed() {
    List<JsonLinesParser> parsers = new ArrayList<>();
    parsers.add(new JsonLinesParser(frame -> parsers.get(0).end()));

    assertThatIllegalStateException()
        .isThrownBy(() -> parsers.get(0).feed(ByteBuffer.wrap("{}\n".getBytes(UTF_8))));
    assertThat(parsers.get(0).isOpen()).isFalse();
  }
}
