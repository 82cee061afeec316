package io.github.streamingchat.websocket.protocol;

import static io.github.streamingchat.websocket.protocol.Wire.chunk;
import static io.github.streamingchat.websocket.protocol.Wire.end;
import static io.github.streamingchat.websocket.protocol.Wire.frame;
import static io.github.streamingchat.websocket.protocol.Wire.message;
import static io.github.streamingchat.websocket.protocol.Wire.start;
import static io.github.streamingchat.websocket.protocol.Wire.unnamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.Limits;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  private final Reading reading = new Reading();

  @Test
  void aStreamIsItsStartItsChunksAndItsEnd() {
    reading.read(start("a"), chunk("a", "Hel"), chunk("a", "lo"), end("a"));
    assertThat(reading.calls)
        .containsExactly(
            "start a",
            "a frame",
            "a frame",
            "a chunk Hel@-1",
            "a frame",
            "a chunk lo@-1",
            "a frame",
            "a end");
  }

  @Test
  void streamsThatAreInterleavedKeepTheirTexts() {
    reading.read(
        start("a"), start("b"), chunk("b", "1"), chunk("a", "x"), end("a"), chunk("b", "2"));
    assertThat(reading.stream("a").text).hasToString("x");
    assertThat(reading.stream("b").text).hasToString("12");
    assertThat(reading.stream("b").ends).isZero();
  }

  @Test
  void aStartMayBringTheFirstChunk() {
    reading.read(frame("a", "\"stream_start\":true,\"chunk\":\"x\""));
    assertThat(reading.calls).containsExactly("start a", "a frame", "a chunk x@-1");
  }

  @Test
  void ofSeveralFlagsTheStartComesFirstAndTheEndLast() {
    reading.read(frame(
        "a", "\"stream_end\":true,\"stream_chunk\":true,\"stream_start\":true,\"chunk\":\"x\""));
    assertThat(reading.calls).containsExactly("start a", "a frame", "a chunk x@-1", "a end");
    assertThat(reading.problems).isEmpty();
  }

  @Test
  void aChunkWithoutAFlagIsAChunk() {
    reading.read(start("a"), frame("a", "\"chunk\":\"x\""));
    assertThat(reading.only().text).hasToString("x");
  }

  @Test
  void aFrameThatSaysNothingIsPassedOver() {
    reading.read(start("a"), frame("a", "\"stream_chunk\":false"));
    assertThat(reading.only().ownCalls).containsExactly("frame", "problem no_phase");
  }

  @Test
  void aChunkWithoutAStartBeginsItsStream() {
    reading.read(chunk("a", "x"), end("a"));
    assertThat(reading.calls)
        .containsExactly(
            "start a",
            "a frame",
            "a problem chunk_without_start",
            "a chunk x@-1",
            "a frame",
            "a end");
  }

  @Test
  void anEndWithoutAStartIsAnEmptyMessage() {
    reading.read(end("a"));
    assertThat(reading.calls)
        .containsExactly("start a", "a frame", "a problem end_without_start", "a end");
  }

  @Test
  void aChunkAfterTheEndIsPassedOver() {
    reading.read(start("a"), end("a"), chunk("a", "late"));
    assertThat(reading.only().text).isEmpty();
    assertThat(reading.codes()).containsExactly("late_chunk");
  }

  @Test
  void startsAndEndsCountOnce() {
    reading.read(start("a"), start("a"), chunk("a", "x"), end("a"), end("a"), start("a"));
    assertThat(reading.only().text).hasToString("x");
    assertThat(reading.only().ends).isEqualTo(1);
    assertThat(reading.codes())
        .containsExactly("duplicate_start", "duplicate_end", "duplicate_start");
  }

  @Test
  void theChunkOfARepeatedStartIsRepeatedToo() {
    String first = frame("a", "\"stream_start\":true,\"chunk\":\"x\"");
    reading.read(first, first);
    assertThat(reading.only().text).hasToString("x");
  }

  @Test
  void aChunkThatIsSentTwiceCountsOnceIfItSaysWhereItBelongs() {
    reading.read(start("a"), chunk("a", "ab", 0), chunk("a", "ab", 0), chunk("a", "c", 2));
    assertThat(reading.only().text).hasToString("abc");
    assertThat(reading.only().offsets).containsExactly(0L, 0L, 2L);
  }

  @Test
  void anEndThatSaysWhereItStandsShowsWhatIsMissing() {
    reading.read(start("a"), chunk("a", "ab", 0), frame("a", "\"stream_end\":true,\"offset\":5"));
    assertThat(reading.only().hasGap).isTrue();
    assertThat(reading.only().ends).isEqualTo(1);
  }

  @Test
  void nullAndEmptyChunksAreNothing() {
    reading.read(
        start("a"), frame("a", "\"stream_chunk\":true,\"chunk\":null"), chunk("a", ""), end("a"));
    assertThat(reading.only().ownCalls).containsExactly("frame", "frame", "frame", "frame", "end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "1.50", "true", "false"})
  void aChunkThatIsANumberOrATruthValueIsItsText(String value) {
    reading.read(start("a"), frame("a", "\"chunk\":" + value));
    assertThat(reading.only().text).hasToString(value);
    assertThat(reading.codes()).containsExactly("unexpected_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"text\":\"x\"}", "[\"x\"]"})
  void aChunkOfAnotherKindIsPassedOver(String value) {
    reading.read(start("a"), frame("a", "\"stream_chunk\":true,\"chunk\":" + value), end("a"));
    assertThat(reading.only().text).isEmpty();
    assertThat(reading.only().ends).isEqualTo(1);
    assertThat(reading.codes()).containsExactly("unexpected_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"true\"", "\"True\"", "1", "\"1\""})
  void aFlagIsSetInManyWays(String truth) {
    reading.read(start("a"), frame("a", "\"stream_end\":" + truth));
    assertThat(reading.only().ends).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "\"false\"", "0", "null", "\"\"", "2", "[true]", "{\"a\":true}"})
  void aFlagIsNotSetByAnythingElse(String other) {
    reading.read(start("a"), frame("a", "\"chunk\":\"x\",\"stream_end\":" + other));
    assertThat(reading.only().ends).isZero();
    assertThat(reading.only().text).hasToString("x");
  }

  @Test
  void numericIdsAreTakenAsText() {
    reading.read("{\"type\":\"message_stream\",\"id\":7,\"stream_start\":true}", chunk("7", "x"));
    assertThat(reading.only().id).isEqualTo("7");
    assertThat(reading.only().text).hasToString("x");
  }

  @Test
  void idsMayBeOfAnyCharacters() {
    String id = "日本 \uD83D\uDE00 \u00E9";
    reading.read(start(id), chunk(id, "x"), end(id));
    assertThat(reading.stream(id).text).hasToString("x");
  }

  @Test
  void framesWithoutAnIdBelongToTheOneStreamOfTheirConversation() {
    reading.read(
        unnamed("s", "\"stream_start\":true"),
        unnamed("t", "\"stream_start\":true"),
        unnamed("s", "\"chunk\":\"1\""),
        unnamed("t", "\"chunk\":\"2\""),
        unnamed("s", "\"stream_end\":true"),
        unnamed("s", "\"stream_start\":true"),
        unnamed("s", "\"chunk\":\"3\""));
    assertThat(reading.streams)
        .extracting(stream -> stream.text.toString())
        .containsExactly("1", "2", "3");
    assertThat(reading.problems).isEmpty();
  }

  @Test
  void noIdCanBeMistakenForTheStreamWithoutOne() {
    reading.read(
        unnamed("s", "\"stream_start\":true"),
        frame("\\u0000s", "\"stream_start\":true"),
        frame("\\u0000s", "\"chunk\":\"x\""));
    assertThat(reading.streams).hasSize(2);
    assertThat(reading.streams.get(0).text).isEmpty();
  }

  @Test
  void theStreamWithoutAnIdCanComeAgainAfterALostConnection() {
    reading.read(unnamed("s", "\"stream_start\":true"));
    reading.decoder.connectionLost();
    reading.read(unnamed("s", "\"stream_start\":true"), unnamed("s", "\"chunk\":\"x\""));
    assertThat(reading.streams.get(1).text).hasToString("x");
    assertThat(reading.problems).isEmpty();
  }

  @Test
  void noTextComesIntoAnotherConversationWhenAnIdIsUsedInTwo() {
    reading.read(
        frame("1", "\"session_id\":\"s\",\"stream_start\":true"),
        frame("1", "\"session_id\":\"t\",\"chunk\":\"x\""),
        frame("1", "\"chunk\":\"y\""));
    assertThat(reading.only().text).hasToString("y");
    assertThat(reading.codes()).containsExactly("session_mismatch");
  }

  @Test
  void whoSpeaksIsToldByTheStartAlone() {
    String agent = "\"agentId\":\"a1\",\"agentName\":\"Ada\",\"agentType\":\"coder\"";
    reading.read(
        frame("a", "\"stream_start\":true," + agent),
        frame("b", "\"chunk\":\"x\",\"agentId\":\"default\""));
    assertThat(reading.starts)
        .extracting(Envelope::agent)
        .containsExactly(new Author("a1", "Ada", "coder", null), null);
  }

  @Test
  void whatIsAnsweredIsToldInTheMetadataOrBesideIt() {
    reading.read(
        frame("a", "\"stream_start\":true,\"metadata\":{\"reply_to\":\"u1\",\"k\":[1]}"),
        frame("b", "\"stream_start\":true,\"reply_to\":\"u2\""),
        frame("c", "\"stream_start\":true,\"metadata\":{\"reply_to\":null}"));
    assertThat(reading.starts).extracting(Envelope::replyTo).containsExactly("u1", "u2", null);
    assertThat(reading.starts.get(0).metadata()).hasToString("{k=[1]}");
  }

  @Test
  void whatTheEndSaysIsToldWithIt() {
    reading.read(start("a"), frame("a", "\"stream_end\":true,\"metadata\":{\"cancelled\":true}"));
    assertThat(reading.only().end.metadata()).isEqualTo(Map.of("cancelled", true));
  }

  @Test
  void aCompleteMessageOfAnOpenStreamTellsItsWholeText() {
    reading.read(start("a"), chunk("a", "x"), message("a", "whole"));
    assertThat(reading.only().ownCalls)
        .containsExactly("frame", "frame", "chunk x@-1", "frame", "whole whole", "end");
    assertThat(reading.messages).isEmpty();
  }

  @Test
  void aCompleteMessageWithoutATextTakesNoneAway() {
    reading.read(start("a"), chunk("a", "x"), "{\"type\":\"message\",\"id\":\"a\"}");
    assertThat(reading.only().text).hasToString("x");
    assertThat(reading.only().ends).isEqualTo(1);
  }

  @Test
  void aCompleteMessageCountsOnce() {
    reading.read(message("m", "hi"), message("m", "hi"), start("m"));
    assertThat(reading.calls)
        .containsExactly("message m hi", "problem duplicate_message", "problem duplicate_start");
  }

  @Test
  void aCompleteMessageOfAStreamThatHasEndedIsItsRepetition() {
    reading.read(start("a"), end("a"), message("a", "x"));
    assertThat(reading.codes()).containsExactly("duplicate_message");
  }

  @Test
  void whatHasEndedIsRememberedAfterALostConnection() {
    reading.read(start("a"), end("a"), message("m", "x"), start("torn"));
    reading.decoder.connectionLost();
    reading.read(start("a"), message("m", "x"), chunk("torn", "x"));
    assertThat(reading.codes())
        .containsExactly("duplicate_start", "duplicate_message", "late_chunk");
    assertThat(reading.stream("torn").ends).isZero();
  }

  @Test
  void theIdsUsedLastAreRemembered() {
    Reading few = new Reading(Limits.builder().maxSeenIds(2).build());
    few.read(message("a", ""), message("b", ""), message("a", ""), message("c", ""));
    few.read(message("a", ""), message("b", ""));
    assertThat(few.codes()).containsExactly("duplicate_message", "duplicate_message");
    assertThat(few.messages)
        .extracting(message -> message.envelope().id())
        .containsExactly("a", "b", "c", "b");
  }

  @Test
  void anOpenStreamIsNeverForgotten() {
    Reading few = new Reading(Limits.builder().maxSeenIds(1).build());
    few.read(start("open"));
    for (int i = 0; i < 100; i++) {
      few.read(message("m" + i, ""));
    }
    few.read(start("open"), chunk("open", "x"));
    assertThat(few.only().text).hasToString("x");
    assertThat(few.codes()).containsExactly("duplicate_start");
  }

  @Test
  void halfAMessageIsDroppedWithItsConnection() {
    reading.decoder.text("{\"type\":\"mess", false);
    reading.decoder.connectionLost();
    reading.read(message("m", "x"));
    assertThat(reading.calls).containsExactly("message m x");
  }

  @Test
  void aStreamThatIsReleasedIsPassedOverWithoutAWord() {
    reading.read(start("a"));
    reading.decoder.release("a");
    reading.read(chunk("a", "x"), end("a"), message("a", "x"), start("a"));
    assertThat(reading.only().ownCalls).containsExactly("frame");
    assertThat(reading.messages).isEmpty();
    assertThat(reading.problems).isEmpty();
  }

  @Test
  void aTornStreamGoesOnWhereItIsToldTo() {
    reading.read(start("a"), chunk("a", "ab", 0));
    reading.decoder.connectionLost();
    Reading.Stream rest = reading.rest("a");
    rest.text.append("ab");
    reading.decoder.resume("a", rest);
    reading.read(chunk("a", "bc", 1), end("a"));
    assertThat(rest.text).hasToString("abc");
    assertThat(rest.ends).isEqualTo(1);
  }

  @Test
  void aTornStreamThatIsStartedAnewIsNotThereTwice() {
    reading.read(start("a"), chunk("a", "ab"));
    reading.decoder.connectionLost();
    Reading.Stream rest = reading.rest("a");
    rest.text.append("ab");
    reading.decoder.resume("a", rest);
    reading.read(start("a"), chunk("a", "a"), chunk("a", "bc"), chunk("a", "d"), end("a"));
    assertThat(rest.text).hasToString("abcd");
    assertThat(reading.problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"message_stream\",\"id\":\"a\",\"chunk\":\"x\",\"stream_end\":true}",
        "{\"type\":\"message_stream\",\"id\":\"a\",\"chunk\":\"x\",\"error\":true}",
        "{\"type\":\"message\",\"id\":\"a\",\"content\":\"x\"}",
        "{\"type\":\"error\",\"id\":\"a\",\"message\":\"x\"}"
      })
  void aHandlerMayReleaseItsStreamInTheMiddleOfAFrame(String frame) {
    List<String> told = new ArrayList<>();
    StreamHandler leaving = (StreamHandler) Proxy.newProxyInstance(
        StreamHandler.class.getClassLoader(),
        new Class<?>[] {StreamHandler.class},
        (proxy, method, arguments) -> {
          told.add(method.getName());
          reading.decoder.release("a");
          return null;
        });
    reading.decoder.resume("a", leaving);
    reading.read(frame, chunk("a", "late"));
    assertThat(told).containsExactly("frame");
    assertThat(reading.problems).isEmpty();
  }
}
