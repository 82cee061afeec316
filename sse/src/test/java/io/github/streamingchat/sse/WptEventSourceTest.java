package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.Recorder.Comment;
import io.github.streamingchat.sse.Recorder.Incomplete;
import io.github.streamingchat.sse.Recorder.Retry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of the web platform tests, {@code eventsource/}, that are about the format. */
class WptEventSourceTest {
  @Test
  @DisplayName("event-data")
  void dataLinesJoinAndUnknownFieldsAndUpperCaseNamesAreIgnored() {
    assertThat(
            Recorder.read("data:msg\ndata:msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\n"
                    + "data\n\ndata:end\n\n")
                .data())
        .containsExactly("msg\nmsg", "", "end");
  }

  @Test
  @DisplayName("format-bom")
  void aByteOrderMarkIsPassedOverAtTheStartOnly() {
    assertThat(Recorder.read("\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n").data())
        .containsExactly("1", "3");
  }

  @Test
  @DisplayName("format-bom-2")
  void aSecondByteOrderMarkBelongsToTheFirstLine() {
    assertThat(Recorder.read("\uFEFF\uFEFFdata:1\n\ndata:2\n\ndata:3\n\n").data())
        .containsExactly("2", "3");
  }

  @Test
  @DisplayName("format-comments")
  void commentsOfAnyLengthMayStandBetweenTheLinesOfAnEvent() {
    String x = "x".repeat(2048);
    Recorder recorder = Recorder.read(
        "data:1\r:\0\n:\r\ndata:2\n:" + x + "\rdata:3\n:data:fail\r:" + x + "\ndata:4\n\n");
    assertThat(recorder.calls)
        .containsExactly(
            new Comment("\0"),
            new Comment(""),
            new Comment(x),
            new Comment("data:fail"),
            new Comment(x),
            SseEvent.of("1\n2\n3\n4"));
  }

  @Test
  @DisplayName("format-data-before-final-empty-line")
  void aBlockWithoutItsBlankLineIsDiscardedWithItsId() {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder);
    byte[] stream = "retry:1000\ndata:test1\n\nid:test\ndata:test2".getBytes();
    parser.feed(stream, 0, stream.length);
    parser.end();
    assertThat(recorder.calls)
        .containsExactly(
            new Retry(Duration.ofSeconds(1)), SseEvent.of("test1"), new Incomplete(18));
    assertThat(parser.lastEventId()).isEmpty();
  }

  @Test
  @DisplayName("format-field-data")
  void emptyDataIsDataWithAndWithoutAColon() {
    assertThat(Recorder.read("data:\n\ndata\ndata\n\ndata:test\n\n").data())
        .containsExactly("", "\n", "test");
  }

  @Test
  @DisplayName("format-field-event")
  void aTypeIsForOneEvent() {
    assertThat(Recorder.read("event:test\ndata:x\n\ndata:x\n\n").events())
        .containsExactly(SseEvent.of("test", "x"), SseEvent.of("x"));
  }

  @Test
  @DisplayName("format-field-event-empty")
  void anEmptyTypeIsTheDefaultOne() {
    assertThat(Recorder.read("event: \ndata:data\n\n").events())
        .containsExactly(SseEvent.of("message", "data"));
  }

  @Test
  @DisplayName("format-field-id, format-field-id-2")
  void anIdMayHoldAnyCharacterAndStaysForLaterEvents() {
    assertThat(Recorder.read("id:\u2026\ndata:hello\n\ndata:\u2026\n\ndata:\u2026\n\n")
            .events())
        .containsExactly(
            new SseEvent("message", "hello", "\u2026"),
            new SseEvent("message", "\u2026", "\u2026"),
            new SseEvent("message", "\u2026", "\u2026"));
  }

  @Test
  @DisplayName("format-field-id-3: persists")
  void anIdPersists() {
    assertThat(ids("id: 1\ndata: 1\n\ndata:2\n\n")).containsExactly("1", "1");
  }

  @Test
  @DisplayName("format-field-id-3: changes and persists")
  void anIdChangesAndPersists() {
    assertThat(ids("id: 1\ndata: 1\n\nid: 2\ndata:2\n\ndata:3\n\n")).containsExactly("1", "2", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id:", "id", "id: "})
  @DisplayName("format-field-id-3: resets")
  void anEmptyIdResets(String line) {
    assertThat(ids("id: 1\ndata: 1\n\n" + line + "\ndata:2\n\ndata:3\n\n"))
        .containsExactly("1", "", "");
  }

  private static List<String> ids(String stream) {
    return Recorder.read(stream).events().stream().map(SseEvent::lastEventId).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\0", "x\0", "\0x", "x\0x", " \0"})
  @DisplayName("format-field-id-null")
  void anIdThatHoldsNulIsIgnored(String id) {
    assertThat(ids("id:1\ndata:a\n\nid:" + id + "\ndata:b\n\n")).containsExactly("1", "1");
  }

  @Test
  @DisplayName("format-field-parsing")
  void onlyTheExactNamesAreFields() {
    assertThat(
            Recorder.read("data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\n"
                    + "data:3\rdata:\r\n data:32\ndata:4\n\n")
                .data())
        .containsExactly("\0\n 2\n1\n3\n\n4");
  }

  @Test
  @DisplayName("format-field-retry")
  void aReconnectionTimeIsReadInBaseTen() {
    assertThat(Recorder.read("retry:03000\ndata:x\n\n").calls)
        .containsExactly(new Retry(Duration.ofMillis(3000)), SseEvent.of("x"));
  }

  @Test
  @DisplayName("format-field-retry-bogus")
  void aReconnectionTimeThatIsNotAllDigitsIsIgnored() {
    assertThat(Recorder.read("retry:3000\nretry:1000x\ndata:x\n\n").calls)
        .containsExactly(new Retry(Duration.ofMillis(3000)), SseEvent.of("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "retry:", "retry: "})
  @DisplayName("format-field-retry-empty")
  void anEmptyReconnectionTimeIsIgnored(String line) {
    assertThat(Recorder.read(line + "\ndata:test\n\n").calls).containsExactly(SseEvent.of("test"));
  }

  @Test
  @DisplayName("format-field-unknown")
  void unknownFieldsAreIgnored() {
    assertThat(
            Recorder.read("data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\n"
                    + "data:test\n\n")
                .data())
        .containsExactly("test\n\ntest");
  }

  @Test
  @DisplayName("format-leading-space")
  void oneSpaceAndNoTabIsTakenFromTheFrontOfAValue() {
    assertThat(Recorder.read("data:\ttest\rdata: \ndata:test\n\n").data())
        .containsExactly("\ttest\n\ntest");
  }

  @Test
  @DisplayName("format-newlines")
  void carriageReturnLineFeedAndBothEndALine() {
    assertThat(Recorder.read("data:test\r\ndata\ndata:test\r\n\r").data())
        .containsExactly("test\n\ntest");
  }

  @Test
  @DisplayName("format-null-character")
  void nulIsDataLikeAnyOther() {
    assertThat(Recorder.read("data:\0\n\n\n\n").data()).containsExactly("\0");
  }

  @Test
  @DisplayName("format-utf-8")
  void theStreamIsUtf8() {
    assertThat(Recorder.read("data:ok\u2026\n\n").data()).containsExactly("ok\u2026");
  }
}
