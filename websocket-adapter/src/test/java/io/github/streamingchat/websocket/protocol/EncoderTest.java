package io.github.streamingchat.websocket.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Author;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

  private final List<String> sent = new ArrayList<>();
  private final StreamEncoder stream = StreamEncoder.stream("a")
      .session("s")
      .replyTo("u")
      .agent(new Author("1", "Ada", "coder", null))
      .clock(InstantSource.fixed(NOW))
      .to(sent::add);

  private List<Frame.Stream> frames() {
    return sent.stream().map(json -> (Frame.Stream) Frame.parse(json)).toList();
  }

  private static String phase(Frame.Stream frame) {
    String chunk = frame.chunk() == null ? "" : frame.chunk() + "@" + frame.offset();
    return (frame.start() ? "start" : "")
        + (frame.error() ? "error " : "")
        + chunk
        + (frame.end() ? "end@" + frame.offset() : "");
  }

  private List<String> phases() {
    return frames().stream().map(EncoderTest::phase).toList();
  }

  @Test
  void theFirstPieceStartsTheStream() {
    assertThat(stream.chunk("Hel")).isTrue();
    stream.chunk("lo");
    assertThat(stream.end()).isTrue();
    assertThat(phases()).containsExactly("start", "Hel@0", "lo@3", "end@5");
  }

  @Test
  void theFramesAreThoseOfTheDocument() {
    stream.chunk("x");
    assertThat(sent.get(1))
        .contains(
            "\"type\":\"message_stream\"",
            "\"id\":\"a\"",
            "\"chunk\":\"x\"",
            "\"stream_start\":false",
            "\"stream_chunk\":true",
            "\"stream_end\":false",
            "\"sender\":\"ai\"",
            "\"session_id\":\"s\"",
            "\"metadata\":{\"reply_to\":\"u\"}",
            "\"timestamp\":\"2026-11-21T10:00:00.123456Z\"",
            "\"agentId\":\"1\"",
            "\"agentName\":\"Ada\"",
            "\"agentType\":\"coder\"");
  }

  @Test
  void thereIsNeverAnEndAlone() {
    stream.end();
    assertThat(phases()).containsExactly("start", "end@0");
  }

  @Test
  void nothingFollowsTheEnd() {
    stream.end();
    sent.clear();
    assertThat(stream.chunk("x")).isFalse();
    assertThat(stream.chunk("")).isFalse();
    assertThat(stream.end()).isFalse();
    assertThat(stream.fail("x")).isFalse();
    assertThat(stream.cancelled()).isFalse();
    assertThat(sent).isEmpty();
  }

  @Test
  void anErrorIsAChunkAndAnEnd() {
    stream.chunk("x");
    stream.fail("boom");
    assertThat(phases()).containsExactly("start", "x@0", "error boom@-1", "end@1");
    Reading reading = new Reading().read(sent.toArray(String[]::new));
    assertThat(reading.only().failure.message()).isEqualTo("boom");
    assertThat(reading.problems).isEmpty();
  }

  @Test
  void anErrorBeforeAnyTextIsStartedToo() {
    stream.fail("boom");
    assertThat(phases()).containsExactly("start", "error boom@-1", "end@0");
  }

  @Test
  void theEndOfACancelledStreamSaysSo() {
    stream.chunk("x");
    stream.cancelled();
    assertThat(phases()).containsExactly("start", "x@0", "end@1");
    assertThat(frames().get(2).envelope().metadata()).isEqualTo(Map.of("cancelled", true));
    assertThat(frames().get(2).envelope().replyTo()).isEqualTo("u");
  }

  @Test
  void halfACharacterWaitsForItsOtherHalf() {
    stream.chunk("a\uD83D");
    stream.chunk("\uDE00b");
    stream.end();
    assertThat(phases()).containsExactly("start", "a@0", "\uD83D\uDE00b@1", "end@4");
  }

  @Test
  void halfACharacterThatStaysAloneIsReplaced() {
    stream.chunk("\uD83D");
    assertThat(phases()).containsExactly("start");
    stream.end();
    assertThat(phases()).containsExactly("start", "\uFFFD@0", "end@1");
  }

  @Test
  void noFrameHasHalfACharacter() {
    stream.chunk("\uDE00a\uD83Db\uD83D");
    stream.chunk("\uD83D");
    stream.end();
    assertThat(sent)
        .allSatisfy(json -> assertThat(json.codePoints())
            .noneMatch(point -> Character.getType(point) == Character.SURROGATE));
    assertThat(phases())
        .containsExactly("start", "\uDE00a\uD83Db@0", "\uD83D@4", "\uFFFD@5", "end@6");
  }

  @Test
  void anEmptyPieceDoesNotStartTheStream() {
    assertThat(stream.chunk("")).isTrue();
    assertThat(sent).isEmpty();
  }

  @Test
  void aPieceIsTakenAsItIsNow() {
    List<Runnable> later = new ArrayList<>();
    StringBuilder piece = new StringBuilder("x");
    StreamEncoder[] self = new StreamEncoder[1];
    self[0] = StreamEncoder.stream("a").to(json -> {
      sent.add(json);
      if (later.isEmpty()) {
        later.add(() -> {});
        self[0].chunk(piece);
        piece.setLength(0);
        piece.append("changed");
      }
    });
    self[0].chunk("first ");
    assertThat(phases()).containsExactly("start", "first @0", "x@6");
  }

  @Test
  void aStreamThatGoesOnIsNotStartedAgain() {
    StreamEncoder rest = StreamEncoder.stream("a").resumedAt(5).to(sent::add);
    rest.chunk("x");
    rest.end();
    assertThat(phases()).containsExactly("x@5", "end@6");
  }

  @Test
  void aFrameThatCannotBeSentLeavesAHoleThatShows() {
    StreamEncoder failing = StreamEncoder.stream("a").to(json -> {
      if (json.contains("lost")) {
        throw new IllegalStateException("closed");
      }
      sent.add(json);
    });
    failing.chunk("ab");
    failing.chunk("lost");
    failing.chunk("cd");
    failing.end();
    assertThat(phases()).containsExactly("start", "ab@0", "cd@6", "end@8");
  }

  @Test
  void idsThatNoReaderTakesAreRefused() {
    assertThatThrownBy(() -> StreamEncoder.stream("x".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StreamEncoder.stream(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not blank");
    assertThat(StreamEncoder.stream("x".repeat(1024)).to(sent::add).id()).hasSize(1024);
  }

  @Test
  void placesBelowZeroAreRefused() {
    assertThatThrownBy(() -> StreamEncoder.stream("a").resumedAt(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
