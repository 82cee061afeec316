package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.Recorder.Comment;
import io.github.streamingchat.sse.Recorder.OverLimit;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserLimitsTest {
  private static final Limits TEN_A_LINE = Limits.builder().maxLineBytes(10).build();
  private static final Limits FIVE_AN_EVENT = Limits.builder().maxEventBytes(5).build();

  private static Recorder read(Limits limits, String stream, int piece) {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder, limits);
    byte[] bytes = stream.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      parser.feed(bytes, at, Math.min(piece, bytes.length - at));
    }
    parser.end();
    return recorder;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void aLineAtTheLimitIsReadAndALongerOneIsNot(int piece) {
    assertThat(read(TEN_A_LINE, "data: 4567\n\ndata: 45678\n\ndata: a\n\n", piece).calls)
        .containsExactly(SseEvent.of("4567"), new OverLimit("maxLineBytes", 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void aLineIsTooLongWithTheByteThatMakesItSo(int piece) {
    for (String start : new String[] {"", "\uFEFF", "\r\n", "data: a\r\n"}) {
      Recorder recorder = new Recorder();
      SseParser parser = new SseParser(recorder, TEN_A_LINE);
      byte[] before = start.getBytes(UTF_8);
      byte[] line = "data: 45678".getBytes(UTF_8);
      for (byte one : before) {
        parser.feed(new byte[] {one}, 0, 1);
      }
      for (int at = 0; at < line.length; at += piece) {
        assertThat(parser.isOpen()).as("before byte %d", at).isTrue();
        parser.feed(line, at, Math.min(piece, line.length - at));
      }
      assertThat(recorder.calls).containsExactly(new OverLimit("maxLineBytes", 10));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {":234567890a", "unknown: 0a", "id: 567890a", "event: 890a", "retry: 8901"})
  void everyKindOfLineIsLimited(String line) {
    for (int piece : new int[] {1, 4, 1000}) {
      assertThat(read(TEN_A_LINE, "data: a\n" + line + "\n\n", piece).calls)
          .containsExactly(new OverLimit("maxLineBytes", 10));
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfALine() {
    Limits one = Limits.builder().maxLineBytes(1).build();
    assertThat(read(one, "\uFEFF:\n", 1).calls).containsExactly(new Comment(""));
    assertThat(read(one, "\uFEFF:\n", 100).calls).containsExactly(new Comment(""));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void joinedDataAtTheLimitIsDispatchedAndMoreIsNot(int piece) {
    assertThat(read(
                FIVE_AN_EVENT,
                "data: ab\ndata: cd\n\ndata: abcde\n\ndata: a\ndata: bcde\n\n",
                piece)
            .calls)
        .containsExactly(
            SseEvent.of("ab\ncd"), SseEvent.of("abcde"), new OverLimit("maxEventBytes", 5));
    assertThat(read(FIVE_AN_EVENT, "data: abcdef\n\n", piece).calls)
        .containsExactly(new OverLimit("maxEventBytes", 5));
    assertThat(read(FIVE_AN_EVENT, "data\n".repeat(7) + "\n", piece).calls)
        .containsExactly(new OverLimit("maxEventBytes", 5));
    assertThat(read(FIVE_AN_EVENT, "data\n".repeat(6) + "\n", piece).data())
        .containsExactly("\n".repeat(5));
  }

  @Test
  void aTailOverTheLimitIsNotDispatched() {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder, FIVE_AN_EVENT);
    parser.feed(ByteBuffer.wrap("data: abcdef".getBytes(UTF_8)));
    parser.endDispatchingTail();
    assertThat(recorder.calls)
        .containsExactly(new Recorder.Incomplete(12), new OverLimit("maxEventBytes", 5));
  }

  @Test
  void theParserIsDeadAfterwards() {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder, TEN_A_LINE);
    parser.feed(ByteBuffer.wrap(new byte[100]));
    assertThat(parser.isOpen()).isFalse();
    parser.feed(ByteBuffer.wrap("\n\ndata: a\n\n".getBytes(UTF_8)));
    parser.feed(ByteBuffer.wrap(new byte[100]));
    parser.end();
    assertThat(recorder.calls).containsExactly(new OverLimit("maxLineBytes", 10));
  }

  @Test
  void aHandlerThatDoesNotCareGetsTheExceptionOutOfFeed() {
    SseParser parser = new SseParser(frame -> {}, TEN_A_LINE);
    assertThatThrownBy(() -> parser.feed(ByteBuffer.wrap(new byte[11])))
        .isInstanceOf(LimitExceededException.class)
        .hasMessage(new LimitExceededException("maxLineBytes", 10, 11).getMessage());
    assertThat(parser.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "data: ", "x"})
  void anEndlessLineEndsInBoundedMemory(String start) {
    int limit = 100_000;
    Recorder recorder = new Recorder();
    SseParser parser =
        new SseParser(recorder, Limits.builder().maxLineBytes(limit).build());
    byte[] piece = "y".repeat(1000).getBytes(UTF_8);
    parser.feed(ByteBuffer.wrap(start.getBytes(UTF_8)));
    for (int i = 0; i < 10_000; i++) {
      parser.feed(piece, 0, piece.length);
      assertThat(parser.buffer().capacity()).isLessThanOrEqualTo(2 * limit);
    }
    assertThat(recorder.calls).containsExactly(new OverLimit("maxLineBytes", limit));
    assertThat(parser.buffer().capacity()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {": comment\n", "unknown: field\n", "retry: 1\n", "id: 1\n", "event: e\n"})
  void anEndlessBlockHoldsItsDataAlone(String line) {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(new SseHandler() {
      @Override
      public void event(SseFrame frame) {
        recorder.event(frame);
      }
    });
    parser.feed(ByteBuffer.wrap("data: a\n".getBytes(UTF_8)));
    byte[] lines = line.repeat(1000).getBytes(UTF_8);
    for (int i = 0; i < 200; i++) {
      parser.feed(lines, 0, lines.length);
      assertThat(parser.buffer().capacity()).isLessThanOrEqualTo(2 * BlockBuffer.SLICE);
    }
    parser.feed(ByteBuffer.wrap("data: b\n\n".getBytes(UTF_8)));
    assertThat(recorder.data()).containsExactly("a\nb");
  }

  @Test
  void theRoomOfALargeEventIsGivenBack() {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder);
    byte[] large = ("data: " + "a".repeat(3 << 20) + "\n").getBytes(UTF_8);
    parser.feed(large, 0, large.length);
    assertThat(parser.buffer().capacity()).isGreaterThan(3 << 20);
    parser.feed(ByteBuffer.wrap("\nevent: e\n".getBytes(UTF_8)));
    assertThat(parser.buffer().capacity()).isLessThanOrEqualTo(BlockBuffer.RETAINED);
    parser.feed(ByteBuffer.wrap("data: b\n\n".getBytes(UTF_8)));
    assertThat(recorder.events().get(0).data()).hasSize(3 << 20);
    assertThat(recorder.events().get(1)).isEqualTo(SseEvent.of("e", "b"));
  }
}
