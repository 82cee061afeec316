package io.github.streamingchat.websocket.protocol;

import static io.github.streamingchat.websocket.protocol.Wire.chunk;
import static io.github.streamingchat.websocket.protocol.Wire.end;
import static io.github.streamingchat.websocket.protocol.Wire.frame;
import static io.github.streamingchat.websocket.protocol.Wire.start;
import static io.github.streamingchat.websocket.protocol.Wire.unnamed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFramesTest {
  private final Reading reading = new Reading();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"chunk\":\"boom\",\"error\":true",
        "\"chunk\":\"boom\",\"has_error\":true",
        "\"chunk\":\"boom\",\"metadata\":{\"has_error\":true}",
        "\"error\":\"boom\",\"stream_end\":true",
        "\"error\":{\"code\":7,\"message\":\"boom\"}",
        "\"chunk\":\"boom\",\"error\":true,\"stream_end\":true"
      })
  void anErrorChunkFailsItsStream(String members) {
    reading.read(start("a"), chunk("a", "text"), frame("a", members));
    assertThat(reading.only().failure.message()).isEqualTo("boom");
    assertThat(reading.only().text).hasToString("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "0", "\"\"", "\"false\"", "[]"})
  void anErrorMarkThatSaysNoIsNone(String mark) {
    reading.read(start("a"), frame("a", "\"chunk\":\"x\",\"error\":" + mark));
    assertThat(reading.only().text).hasToString("x");
  }

  @Test
  void theEndThatFollowsAnErrorChunkIsNoProblem() {
    reading.read(start("a"), frame("a", "\"chunk\":\"boom\",\"error\":true"), end("a"));
    assertThat(reading.problems).isEmpty();
    assertThat(reading.only().ends).isEqualTo(1);
    reading.read(end("a"));
    assertThat(reading.codes()).containsExactly("duplicate_end");
  }

  @Test
  void theEndThatFollowsTheErrorOfAStreamWithoutAnIdBeginsNoOther() {
    reading.read(
        unnamed("s", "\"stream_start\":true"),
        unnamed("s", "\"chunk\":\"boom\",\"error\":true"),
        unnamed("s", "\"stream_end\":true"));
    assertThat(reading.only().failure.message()).isEqualTo("boom");
    reading.read(unnamed("s", "\"stream_start\":true"), unnamed("s", "\"chunk\":\"x\""));
    assertThat(reading.streams.get(1).text).hasToString("x");
    assertThat(reading.problems).isEmpty();
  }

  @Test
  void theNextStreamWithoutAnIdCanStartThoughTheEndOfTheFailedOneNeverCame() {
    reading.read(
        unnamed("s", "\"chunk\":\"boom\",\"error\":true"),
        unnamed("s", "\"stream_start\":true"),
        unnamed("s", "\"chunk\":\"x\""),
        unnamed("s", "\"stream_end\":true"));
    assertThat(reading.streams.get(1).text).hasToString("x");
    assertThat(reading.streams.get(1).end).isNotNull();
  }

  @Test
  void anErrorFrameFailsTheStreamThatItNamesAndIsToldBeside() {
    reading.read(start("a"), start("b"), error("\"id\":\"a\",\"message\":\"boom\",\"code\":\"c\""));
    assertThat(reading.stream("a").failure.message()).isEqualTo("boom");
    assertThat(reading.stream("a").failure.code()).isEqualTo("c");
    assertThat(reading.stream("b").ends).isZero();
    assertThat(reading.others).hasSize(1);
  }

  @Test
  void anErrorFrameWithoutAnIdFailsTheStreamWithoutOne() {
    reading.read(
        start("a"),
        unnamed("s", "\"stream_start\":true"),
        error("\"session_id\":\"s\",\"message\":\"boom\""));
    assertThat(reading.streams.get(1).failure.message()).isEqualTo("boom");
    assertThat(reading.stream("a").ends).isZero();
  }

  @Test
  void anErrorFrameThatConcernsNoStreamIsToldAlone() {
    reading.read(error("\"message\":\"boom\",\"details\":{\"a\":1},\"x\":null"));
    Frame.Failure failure = (Frame.Failure) reading.others.get(0);
    assertThat(failure.members()).hasToString("{details={a=1}, x=null}");
    assertThat(reading.problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"message\":\"m\",\"code\":7 | m | 7",
        "\"error\":\"m\" | m | ",
        "\"content\":\"m\" | m | ",
        "\"error\":{\"message\":\"m\",\"code\":\"c\"} | m | c",
        "\"error\":{},\"message\":\"m\" | m | ",
      })
  void theWordsOfAnErrorAreFoundWhereServersPutThem(String members, String words, String code) {
    Frame.Failure failure = (Frame.Failure) Frame.parse(error(members));
    assertThat(failure.message()).isEqualTo(words);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(Frame.parse(failure.json())).isEqualTo(failure);
  }

  @Test
  void otherFramesKeepTheirMembers() {
    reading.read("{\"type\":\"typing\",\"session_id\":\"s\",\"is_typing\":true,\"n\":{\"a\":[1]}}");
    Frame.Other other = (Frame.Other) reading.others.get(0);
    assertThat(other.type()).isEqualTo("typing");
    assertThat(other.envelope().sessionId()).isEqualTo("s");
    assertThat(other.members().get("is_typing")).isEqualTo(true);
    assertThat(other.members().get("n")).isEqualTo(Map.of("a", java.util.List.of(1)));
  }

  @Test
  void framesWithoutATypeAreOthers() {
    reading.read("{\"a\":1}", "{}", "{\"type\":null}");
    assertThat(reading.others)
        .allSatisfy(frame -> assertThat(((Frame.Other) frame).type()).isEmpty());
    assertThat(reading.others).hasSize(3);
  }

  private static String error(String members) {
    return "{\"type\":\"error\"," + members + "}";
  }
}
