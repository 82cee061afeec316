package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.Recorder.Comment;
import io.github.streamingchat.sse.Recorder.Incomplete;
import io.github.streamingchat.sse.Recorder.Retry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
  private final Recorder recorder = new Recorder();
  private final SseParser parser = new SseParser(recorder);

  private void feed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
  }

  @Test
  void anEventIsOutWithTheByteThatEndsItsBlankLine() {
    feed("data: a\n");
    assertThat(recorder.calls).isEmpty();
    feed("\n");
    assertThat(recorder.calls).containsExactly(SseEvent.of("a"));
  }

  @Test
  void anEventIsOutWithACarriageReturnAndDoesNotWaitForALineFeed() {
    feed("data: a\r\n\r");
    assertThat(recorder.calls).containsExactly(SseEvent.of("a"));
  }

  @Test
  void theLineFeedBehindACarriageReturnEndsNoSecondLineInALaterFeed() {
    feed("data: a\r");
    feed("\ndata: b\r");
    feed("\n\r");
    feed("\n");
    assertThat(recorder.calls).containsExactly(SseEvent.of("a\nb"));
  }

  @Test
  void theLineFeedBehindACarriageReturnIsNoPendingByte() {
    feed("data: a\r\n\r");
    feed("\n");
    parser.end();
    assertThat(recorder.calls).containsExactly(SseEvent.of("a"));
  }

  @Test
  void aStreamThatEndsInALoneCarriageReturnEnds() {
    feed("data: a\r");
    parser.end();
    assertThat(recorder.calls).containsExactly(new Incomplete(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2028", "\u2029", "\u0085", "\u000B", "\f", "\u001E"})
  void nothingElseEndsALine(String separator) {
    assertThat(Recorder.read("data: a" + separator + "b\n\n").data())
        .containsExactly("a" + separator + "b");
  }

  @Test
  void blankLinesAloneDispatchNothing() {
    assertThat(Recorder.read("\n\r\n\r\r\n\n").calls).isEmpty();
  }

  @Test
  void aTypeWithoutDataIsForgottenAtItsBlankLine() {
    assertThat(Recorder.read("event: a\n\ndata: x\n\n").events()).containsExactly(SseEvent.of("x"));
  }

  @Test
  void theLastTypeOfABlockCounts() {
    assertThat(Recorder.read("event: a\nevent: b\ndata: x\n\nevent: a\nevent\ndata: y\n\n")
            .events())
        .containsExactly(SseEvent.of("b", "x"), SseEvent.of("y"));
  }

  @Test
  void aTypeKeepsItsSpacesButOne() {
    assertThat(Recorder.read("event:  a \ndata: x\n\n").events())
        .containsExactly(SseEvent.of(" a ", "x"));
  }

  @Test
  void anIdIsCommittedAtABlankLineWithoutData() {
    feed("id: 1\n");
    assertThat(parser.lastEventId()).isEmpty();
    feed("\n");
    assertThat(parser.lastEventId()).isEqualTo("1");
    feed("data: x\n\n");
    assertThat(recorder.calls).containsExactly(new SseEvent("message", "x", "1"));
  }

  @Test
  void anIdOfACutBlockIsNotCommitted() {
    feed("id: 1\ndata: a\n\nid: 2\ndata: b\n");
    parser.end();
    assertThat(parser.lastEventId()).isEqualTo("1");
  }

  @Test
  void theIdBufferSurvivesItsBlankLine() {
    feed("id: 1\ndata: a\n\nid: 2\0\n\ndata: b\n\n");
    assertThat(recorder.events())
        .containsExactly(new SseEvent("message", "a", "1"), new SseEvent("message", "b", "1"));
  }

  @Test
  void aSeededIdHoldsUntilTheStreamSetsAnother() {
    List<String> ids = new ArrayList<>();
    SseParser resumed =
        new SseParser(frame -> ids.add(frame.lastEventId()), Limits.DEFAULTS, "s\u00E9ed");
    assertThat(resumed.lastEventId()).isEqualTo("s\u00E9ed");
    resumed.feed(ByteBuffer.wrap("data: a\n\nid: 2\ndata: b\n\nid\ndata: c\n\n".getBytes(UTF_8)));
    assertThat(ids).containsExactly("s\u00E9ed", "2", "");
    assertThat(resumed.lastEventId()).isEmpty();
  }

  @Test
  void aSeedOutlivesAStreamThatIsCutInItsFirstBlock() {
    SseParser resumed = new SseParser(recorder, Limits.DEFAULTS, "7");
    resumed.feed(ByteBuffer.wrap("id: 8\ndata: a\n".getBytes(UTF_8)));
    resumed.end();
    assertThat(resumed.lastEventId()).isEqualTo("7");
  }

  @Test
  void longIdsAndShortOnesTakeTurns() {
    String id = "i".repeat(5000);
    for (int i = 0; i < 3; i++) {
      feed("id: " + id + i + "\ndata\n\nid: " + i + "\ndata\n\ndata\n\n");
    }
    assertThat(recorder.events().stream().map(SseEvent::lastEventId))
        .containsExactly(id + "0", "0", "0", id + "1", "1", "1", id + "2", "2", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "000000000000000000000000000000005, 5",
    "9223372036854775806, 9223372036854775806",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775807",
    "9223372036854775817, 9223372036854775807",
    "10000000000000000000, 9223372036854775807",
    "99999999999999999999999999999999999999999999999, 9223372036854775807"
  })
  void aReconnectionTimeOfAnyLengthSaturates(String digits, long millis) {
    assertThat(Recorder.read("retry: " + digits + "\n").calls)
        .containsExactly(new Retry(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1", "-1", " 1", "1 ", "1.5", "0x10", "1e3", "\u0661", "\uFF11", "1\0"})
  void aReconnectionTimeOfAnythingButAsciiDigitsIsIgnored(String value) {
    assertThat(Recorder.read("retry: " + value + "\n").calls).isEmpty();
  }

  @Test
  void aReconnectionTimeIsOutAtTheEndOfItsLine() {
    feed("retry: 5\n");
    assertThat(recorder.calls).containsExactly(new Retry(Duration.ofMillis(5)));
  }

  @Test
  void aReconnectionTimeLeavesNothingPending() {
    assertThat(Recorder.read("retry: 5\nunknown: 1\n: comment\nid: \0\n").calls)
        .containsExactly(new Retry(Duration.ofMillis(5)), new Comment("comment"));
  }

  @Test
  void aCommentIsOutAtTheEndOfItsLineWithoutOneSpace() {
    feed(": ping\n");
    feed(":ping\n:  \n:\n");
    assertThat(recorder.calls)
        .containsExactly(
            new Comment("ping"), new Comment("ping"), new Comment(" "), new Comment(""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          'data: a'        | 7
          'event: a\n'     | 9
          'id: 1\n'        | 6
          'data: a\r\n'    | 9
          ': ping'         | 6
          'x'              | 1
          ': c\ndata: a\n' | 12
          """)
  void anEndInsideABlockOrALineIsReportedWithItsBytes(String tail, long bytes) {
    String text = tail.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(Recorder.read("data: before\r\n\r\n" + text).calls)
        .startsWith(SseEvent.of("before"))
        .endsWith(new Incomplete(bytes));
    assertThat(Recorder.read("\uFEFF" + text).calls).endsWith(new Incomplete(bytes));
  }

  @Test
  void aCutByteOrderMarkIsAnUnfinishedLine() {
    assertThat(Recorder.read(new byte[] {(byte) 0xEF, (byte) 0xBB}).calls)
        .containsExactly(new Incomplete(2));
  }

  @Test
  void aStreamOfNothingOrOfAByteOrderMarkAloneIsComplete() {
    assertThat(Recorder.read("").calls).isEmpty();
    assertThat(Recorder.read("\uFEFF").calls).isEmpty();
  }

  @Test
  void theTailIsDispatchedOnRequestAndStillReported() {
    feed("id: 1\ndata: a\n\nevent: done\nid: 2\ndata: b\ndata: [DO");
    parser.endDispatchingTail();
    assertThat(recorder.calls)
        .containsExactly(
            new SseEvent("message", "a", "1"),
            new Incomplete(35),
            new SseEvent("done", "b\n[DO", "1"));
    assertThat(parser.lastEventId()).isEqualTo("1");
  }

  @Test
  void aTailTakesATypeThatWasCut() {
    feed("data: b\nevent: done");
    parser.endDispatchingTail();
    assertThat(recorder.events()).containsExactly(SseEvent.of("done", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id: 2", "retry: 10", ": comment", "dat", "event: x", "event: x\n"})
  void aTailWithoutDataIsOnlyReported(String tail) {
    feed(tail);
    parser.endDispatchingTail();
    assertThat(recorder.calls).containsExactly(new Incomplete(tail.length()));
    assertThat(parser.lastEventId()).isEmpty();
  }

  @Test
  void aStreamWithoutATailEndsTheSameWayWhenItIsAskedFor() {
    feed("data: a\n\n");
    parser.endDispatchingTail();
    assertThat(recorder.calls).containsExactly(SseEvent.of("a"));
  }

  @Test
  void severalDataLinesBetweenOtherLinesAreJoined() {
    feed("data: a\n: c\ndata:\nunknown\nevent: t\ndata:  b\nid: 1\ndata\ndata: c\n\n");
    assertThat(recorder.events()).containsExactly(new SseEvent("t", "a\n\n b\n\nc", "1"));
  }

  @Test
  void theBytesOfAFrameAreItsDataInUtf8() {
    List<String> seen = new ArrayList<>();
    SseParser reader = new SseParser(
        frame -> seen.add(new String(frame.bytes(), frame.offset(), frame.length(), UTF_8)));
    reader.feed(ByteBuffer.wrap("data: a\u00E9\uD83D\uDE00\ndata: b\n\ndata\n\n".getBytes(UTF_8)));
    assertThat(seen).containsExactly("a\u00E9\uD83D\uDE00\nb", "");
  }

  @Test
  void theStringsOfAFrameAreMadeOnce() {
    List<Boolean> same = new ArrayList<>();
    SseParser reader = new SseParser(frame -> same.add(frame.data() == frame.data()));
    reader.feed(ByteBuffer.wrap("data: a\n\n".getBytes(UTF_8)));
    assertThat(same).containsExactly(true);
  }

  @Test
  void equalTypesAreOneString() {
    List<String> types = new ArrayList<>();
    SseParser reader = new SseParser(frame -> types.add(frame.type()));
    reader.feed(ByteBuffer.wrap(
        "event: a\ndata\n\nevent: b\ndata\n\nevent: a\ndata\n\ndata\n\nevent:\ndata\n\n"
            .getBytes(UTF_8)));
    assertThat(types).containsExactly("a", "b", "a", "message", "message");
    assertThat(types.get(2)).isSameAs(types.get(0));
    assertThat(types.get(3)).isSameAs(SseEvent.MESSAGE);
  }

  @Test
  void anyNumberOfTypesAndLongOnesAreTold() {
    List<SseEvent> expected = new ArrayList<>();
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String type = "t".repeat(i % 90) + i;
      expected.add(SseEvent.of(type, "x"));
      stream.append("event: ").append(type).append("\ndata: x\n\n");
    }
    feed(stream.toString());
    assertThat(recorder.events()).isEqualTo(expected);
  }

  @Test
  void everyKindOfByteBufferIsReadAndConsumed() {
    byte[] bytes = "xxdata: a\n\nyy".getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    for (ByteBuffer whole :
        List.of(ByteBuffer.wrap(bytes), ByteBuffer.wrap(bytes).asReadOnlyBuffer(), direct)) {
      ByteBuffer slice = whole.slice(2, 9);
      parser.feed(slice);
      assertThat(slice.hasRemaining()).isFalse();
    }
    assertThat(recorder.data()).containsExactly("a", "a", "a");
    assertThat(new String(bytes, UTF_8)).isEqualTo("xxdata: a\n\nyy");
  }

  @Test
  void anEmptyFeedChangesNothing() {
    feed("data: a\r");
    feed("");
    feed("\n\n");
    assertThat(recorder.data()).containsExactly("a");
  }
}
