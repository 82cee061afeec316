package io.github.streamingchat.websocket.protocol;

import static io.github.streamingchat.websocket.protocol.Wire.chunk;
import static io.github.streamingchat.websocket.protocol.Wire.end;
import static io.github.streamingchat.websocket.protocol.Wire.frame;
import static io.github.streamingchat.websocket.protocol.Wire.start;
import static io.github.streamingchat.websocket.protocol.Wire.unnamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Limits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFramesTest {
  private static final int MANY = 100_000;

  @Nested
  class BesideAnotherStream {
    private final Reading reading = new Reading();

    @BeforeEach
    void aStreamIsOpen() {
      reading.read(start("other"), chunk("other", "be"));
    }

    @AfterEach
    void theOtherStreamGoesOn() {
      reading.read(chunk("other", "fore"), end("other"));
      assertThat(reading.stream("other").text).hasToString("before");
      assertThat(reading.stream("other").end).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        value = {
          "[] | not_an_object",
          "[{\"type\":\"message\"}] | not_an_object",
          "[1,2 | not_an_object",
          "12abc | malformed_json",
          "truex | malformed_json",
          "12 | not_an_object",
          "\"text\" | not_an_object",
          "null | not_an_object",
          "true | not_an_object",
          "{\"type\":\"x\"} {\"type\":\"y\"} | trailing_json",
          "{\"type\":\"x\"} 1 | trailing_json",
          "{\"type\":\"x\"} , | malformed_json",
          "{\"type\":\"x\"}} | malformed_json",
          "{\"type\":\"x\" | malformed_json",
          "{\"type\" | malformed_json",
          "{type:1} | malformed_json",
          "{'type':1} | malformed_json",
          "{\"a\":NaN} | malformed_json",
          "{\"a\":-Infinity} | malformed_json",
          "{\"a\":01} | malformed_json",
          "{\"a\":\"\\x\"} | malformed_json",
          "{\"a\":\"\\ud83\"} | malformed_json",
          "{\"a\":1,} | malformed_json",
          "{/**/\"a\":1} | malformed_json",
          "hello | malformed_json",
        })
    void whatIsNoFrameIsPassedOver(String text, String code) {
      reading.read(text);
      assertThat(reading.codes()).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t", "\uFEFF", "\uFEFF{\"type\":\"x\"}", "\u00A0", "\0"})
    void blanksAndByteOrderMarksAreNoFrames(String text) {
      reading.read(text);
      assertThat(reading.codes()).hasSize(1);
      assertThat(reading.others).isEmpty();
    }

    @Test
    void spaceAroundAFrameIsNothing() {
      reading.read(" \r\n\t" + chunk("other", "") + " \n");
      assertThat(reading.problems).isEmpty();
    }

    @Test
    void ofAMemberThatIsThereTwiceTheLastCounts() {
      reading.read(
          "{\"type\":\"x\",\"id\":\"b\",\"chunk\":\"x\",\"chunk\":\"y\",\"id\":\"a\",\"type\":\"message_stream\"}");
      assertThat(reading.stream("a").text).hasToString("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void deepNestingIsRefused(String level) {
      reading.read("{\"type\":\"x\",\"a\":" + level.repeat(MANY));
      reading.read(frame("other", "\"stream_end\":true,\"metadata\":{\"a\":" + level.repeat(MANY)));
      reading.read(frame("other", "\"chunk\":" + level.repeat(MANY)));
      assertThat(reading.codes())
          .containsExactly("nested_too_deep", "nested_too_deep", "nested_too_deep");
    }

    @Test
    void nestingThatIsTooDeepIsRefusedThoughItIsClosed() {
      reading.read("{\"a\":" + "[".repeat(MANY) + "]".repeat(MANY) + "}");
      assertThat(reading.codes()).containsExactly("nested_too_deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "session_id"})
    void aFrameWithAnOverlongIdIsRefused(String member) {
      String id = "x".repeat(1 << 20);
      reading.read(
          "{\"type\":\"message_stream\",\"" + member + "\":\"" + id + "\",\"chunk\":\"x\"}");
      reading.read("{\"type\":\"message\",\"" + member + "\":" + "7".repeat(5000) + "}");
      assertThat(reading.codes()).containsExactly("id_too_long", "id_too_long");
      assertThat(reading.streams).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "true"})
    void aFrameWhoseIdIsNoneIsRefused(String id) {
      reading.read("{\"type\":\"message_stream\",\"id\":" + id + ",\"chunk\":\"x\"}");
      assertThat(reading.codes()).containsExactly("unexpected_json");
      assertThat(reading.streams).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1e9", "1.5e-9", "0.", "-"})
    void longNumbersCostNoMoreThanTheirLength(String head) {
      String number = head + "7".repeat(MANY);
      reading.read(frame("other", "\"offset\":" + number + ",\"stream_start\":true"));
      reading.read("{\"type\":\"x\",\"a\":" + number + "}");
      reading.read("{\"type\":\"x\",\"timestamp\":" + number + "}");
      assertThat(reading.stream("other").text).hasToString("be");
      assertThat(reading.problems).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1e2147483647",
          "-1e2147483647",
          "1e-2147483647",
          "1e99999999999",
          "1e999999",
          "0e2147483647"
        })
    void enormousExponentsAreRead(String number) {
      reading.read("{\"type\":\"x\",\"a\":" + number + ",\"timestamp\":" + number + ",\"offset\":"
          + number + ",\"metadata\":{\"a\":" + number + "}}");
      assertThat(reading.codes()).isSubsetOf("bad_timestamp", "unexpected_json", "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-1", "1.5", "\"2\"", "true", "[0]", "9999999999999999999", "9223372036854775807"
        })
    void aPlaceThatIsNoneCountsAsNotTold(String offset) {
      reading.read(start("a"), frame("a", "\"chunk\":\"x\",\"offset\":" + offset));
      assertThat(reading.stream("a").offsets).containsExactly(-1L);
      assertThat(reading.codes()).containsExactly("unexpected_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d"})
    void halfCharactersAreText(String half) {
      reading.read(start("a"), chunk("a", half), chunk("a", half));
      assertThat(reading.stream("a").text)
          .hasToString(
              half.length() == 6 ? (unescaped(half) + unescaped(half)) : "\uDE00\uD83D".repeat(2));
    }

    private static String unescaped(String half) {
      return String.valueOf((char) Integer.parseInt(half.substring(2), 16));
    }

    @Test
    void binaryMessagesAreRefusedOnce() {
      reading.decoder.binary(100, false);
      reading.decoder.binary(50, true);
      assertThat(reading.codes()).containsExactly("binary_frame");
    }

    @Test
    void membersWhoseNamesCollideAreRead() {
      StringBuilder frame = new StringBuilder("{\"type\":\"x\"");
      for (int i = 0; i < 1 << 13; i++) {
        frame.append(",\"");
        for (int bit = 0; bit < 13; bit++) {
          frame.append((i >> bit & 1) == 0 ? "Aa" : "B@");
        }
        frame.append("\":1");
      }
      reading.read(frame.append('}').toString());
      assertThat(((Frame.Other) reading.others.get(0)).members()).hasSize((1 << 13) + 1);
    }

    @Test
    void aMalformedFrameOfAnOpenStreamIsToldToIt() {
      reading.read("{\"type\":\"message_stream\",\"id\":\"other\",\"chunk\":");
      assertThat(reading.stream("other").ownCalls).contains("problem malformed_json");
    }

    @Test
    void aTimeThatCannotBeReadTakesNothingFromItsFrame() {
      reading.read(frame("a", "\"stream_start\":true,\"timestamp\":\"yesterday\",\"chunk\":\"x\""));
      assertThat(reading.stream("a").text).hasToString("x");
      assertThat(reading.codes()).containsExactly("bad_timestamp");
    }

    @Test
    void aFrameOfWrongMembersIsNoFloodOfProblems() {
      reading.read(frame("a", "\"chunk\":1,".repeat(MANY) + "\"stream_start\":true"));
      assertThat(reading.codes()).hasSize(16).containsOnly("unexpected_json");
    }

    @Test
    void metadataThatIsNoneTakesNothingFromItsFrame() {
      reading.read(frame("a", "\"stream_start\":true,\"metadata\":[1],\"chunk\":\"x\""));
      assertThat(reading.stream("a").text).hasToString("x");
      assertThat(reading.codes()).containsExactly("unexpected_json");
    }
  }

  @Test
  void aChunkOfEightMebibytesIsText() {
    String text = "x".repeat(8 << 20);
    Reading reading = new Reading();
    String frame = chunk("a", text);
    for (int at = 0; at < frame.length(); at += 16_384) {
      reading.decoder.text(
          frame.substring(at, Math.min(frame.length(), at + 16_384)),
          at + 16_384 >= frame.length());
    }
    assertThat(reading.only().text).hasToString(text);
  }

  @Test
  void onlySoManyStreamsAreOpenAtOnce() {
    Reading reading = new Reading();
    for (int i = 0; i < 10_000; i++) {
      reading.read(start("s" + i));
    }
    assertThat(reading.streams).hasSize(ThreePhaseDecoder.MAX_OPEN_STREAMS);
    assertThat(reading.codes()).hasSize(9_000).containsOnly("too_many_streams");
    reading.read(chunk("s5", "x"), end("s5"), start("new"));
    assertThat(reading.stream("s5").text).hasToString("x");
    assertThat(reading.stream("new").ends).isZero();
  }

  @Test
  void aStreamThatWasRefusedDoesNotBeginInItsMiddle() {
    Reading reading = new Reading();
    for (int i = 0; i <= 1000; i++) {
      reading.read(start("s" + i));
    }
    reading.read(end("s0"), chunk("s1000", "middle"));
    assertThat(reading.streams).hasSize(1000);
    assertThat(reading.codes()).containsExactly("too_many_streams", "late_chunk");
  }

  @Nested
  class OverTheLimit {
    private static final int LIMIT = 100;
    private final Reading reading =
        new Reading(Limits.builder().maxEventBytes(LIMIT).build());
    private final String large = "x".repeat(LIMIT);

    @Test
    void aFrameOfExactlyTheLimitIsRead() {
      String empty = chunk("a", "");
      Reading exact =
          new Reading(Limits.builder().maxEventBytes(empty.length() + 1).build());
      exact.read(chunk("a", "x"));
      assertThat(exact.only().text).hasToString("x");
      exact.read(chunk("a", "xx"));
      assertThat(exact.only().limit.actual()).isEqualTo(empty.length() + 2);
    }

    @Test
    void aFrameThatNamesItsStreamEndsThatStreamOnly() {
      reading.read(start("a").replace(",\"stream_chunk\":false", ""), end("b"));
      reading.read(
          "{\"type\":\"message_stream\",\"id\":\"a\",\"chunk\":\"" + large + "\"}", chunkOf("a"));
      assertThat(reading.stream("a").limit.limit()).isEqualTo("maxEventBytes");
      assertThat(reading.stream("a").limit.getMessage()).contains("Limits.builder().maxEventBytes");
      assertThat(reading.codes())
          .containsExactly("end_without_start", "frame_too_large", "late_chunk");
    }

    @Test
    void aNewStreamWhoseFirstFrameIsTooLargeDoesNotBeginInItsMiddle() {
      reading.read(
          "{\"type\":\"message_stream\",\"id\":\"a\",\"chunk\":\"" + large + "\"}", chunkOf("a"));
      assertThat(reading.only().ownCalls).containsExactly("too large");
      assertThat(reading.only().text).isEmpty();
    }

    @Test
    void aFrameThatNamesNoStreamEndsThoseInWhichAHoleWouldNotShow() {
      reading.read(chunkOf("a"));
      reading.read("{\"type\":\"message_stream\",\"id\":\"b\",\"chunk\":\"x\",\"offset\":0}");
      reading.read("{\"chunk\":\"" + large + "\",\"id\":\"b\"}");
      assertThat(reading.stream("a").limit).isNotNull();
      assertThat(reading.stream("b").ends).isZero();
    }

    @Test
    void aFrameOfAnotherTypeEndsNoStream() {
      reading.read(chunkOf("a"), "{\"type\":\"config\",\"x\":\"" + large + "\"}");
      assertThat(reading.only().ends).isZero();
      assertThat(reading.codes()).containsExactly("chunk_without_start", "frame_too_large");
    }

    @Test
    void anIdThatIsCutByTheLimitNamesNoOtherStream() {
      reading.read("{\"type\":\"message_stream\",\"id\":12,\"chunk\":\"x\",\"offset\":0}");
      String head = "{\"type\":\"message_stream\",\"a\":\"";
      String tail = "\",\"id\":12";
      String fill = "y".repeat(LIMIT - head.length() - tail.length());
      reading.read(head + fill + tail + "345,\"chunk\":\"x\"}");
      assertThat(reading.stream("12").ends).isZero();
    }

    @Test
    void whatGoesBeyondIsNotKept() {
      for (int i = 0; i < 1 << 16; i++) {
        reading.decoder.text(" ".repeat(1 << 14), false); // 1 Gi in all
      }
      reading.decoder.text("", true);
      assertThat(reading.codes()).containsExactly("frame_too_large");
      assertThat(reading.problems.get(0).message()).contains(String.valueOf(1 << 30));
      reading.read("{\"type\":\"x\"}");
      assertThat(reading.others).hasSize(1);
    }

    private static String chunkOf(String id) {
      return "{\"type\":\"message_stream\",\"id\":\"" + id + "\",\"chunk\":\"c\"}";
    }
  }

  @Test
  void manyStreamsWithoutIdsAreBoundedToo() {
    Reading reading = new Reading();
    for (int i = 0; i < 1100; i++) {
      reading.read(unnamed("s" + i, "\"stream_start\":true"));
    }
    assertThat(reading.streams).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"type\":\"message_stream\",\"id\":\"a\"}", "{} {}"})
  void whatIsNoFrameCannotBeParsed(String text) {
    assertThatThrownBy(() -> Frame.parse(text))
        .isInstanceOfSatisfying(
            BadFrameException.class,
            bad -> assertThat(bad.problem().code())
                .isIn(List.of("malformed_json", "not_an_object", "no_phase", "trailing_json")));
  }
}
