package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a parser comes to its end: ended, stopped, or by a handler that throws. */
class SseParserEndTest {
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** Stops the parser in the first callback of any kind. */
  private static final class Stopper implements SseHandler {
    final List<String> calls = new ArrayList<>();
    SseParser parser;

    private void called(String name) {
      calls.add(name);
      parser.stop();
    }

    @Override
    public void event(SseFrame frame) {
      called("event " + frame.data());
    }

    @Override
    public void comment(SseComment comment) {
      called("comment");
    }

    @Override
    public void retry(Duration reconnectionTime) {
      called("retry");
    }

    @Override
    public void incomplete(long pendingBytes) {
      called("incomplete");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"event a", "comment", "retry", "incomplete"})
  void noCallbackFollowsAStopInsideOne(String first) {
    String head = switch (first) {
      case "event a" -> "data: a\n\n";
      case "comment" -> ":\n";
      case "retry" -> "retry: 1\n";
      default -> "";
    };
    String tail = first.equals("incomplete") ? "" : "data: b\n\n: c\nretry: 2\n";
    Stopper stopper = new Stopper();
    SseParser parser = new SseParser(stopper);
    stopper.parser = parser;
    ByteBuffer stream = bytes(head + tail + "data: tail");
    parser.feed(stream);
    parser.feed(bytes("\ndata: tail"));
    parser.endDispatchingTail();
    parser.end();
    assertThat(stopper.calls).containsExactly(first);
    assertThat(parser.isOpen()).isFalse();
    assertThat(stream.hasRemaining()).isFalse();
  }

  @Test
  void aFrameCanStillBeReadInTheCallbackThatStops() {
    List<String> data = new ArrayList<>();
    AtomicReference<SseParser> self = new AtomicReference<>();
    SseParser parser = new SseParser(frame -> {
      self.get().stop();
      data.add(frame.data());
    });
    self.set(parser);
    parser.feed(bytes("data: a\ndata: b\n\n"));
    assertThat(data).containsExactly("a\nb");
  }

  @Test
  void aParserIsOpenUntilItEnds() {
    SseParser parser = new SseParser(frame -> {});
    assertThat(parser.isOpen()).isTrue();
    parser.feed(bytes("data: a\n\n"));
    assertThat(parser.isOpen()).isTrue();
    parser.end();
    assertThat(parser.isOpen()).isFalse();
  }

  @Test
  void whatIsFedAfterTheEndIsConsumedAndIgnored() {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder);
    parser.feed(bytes("id: 1\ndata: a\n\n"));
    parser.end();
    ByteBuffer late = bytes("data: b\n\n");
    parser.feed(late);
    late.position(late.limit() - 1);
    parser.feed(late);
    parser.end();
    assertThat(recorder.data()).containsExactly("a");
    assertThat(late.hasRemaining()).isFalse();
    assertThat(parser.lastEventId()).isEqualTo("1");
    assertThat(parser.isOpen()).isFalse();
  }

  @Test
  void anIncompleteStreamIsReportedOnce() {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder);
    parser.feed(bytes("data: a"));
    parser.end();
    parser.end();
    parser.endDispatchingTail();
    assertThat(recorder.calls).containsExactly(new Recorder.Incomplete(7));
  }

  @Test
  void whatAHandlerThrowsComesOutAsItIsAndStopsTheParser() {
    IllegalArgumentException thrown = new IllegalArgumentException("handler");
    List<String> data = new ArrayList<>();
    SseParser parser = new SseParser(frame -> {
      data.add(frame.data());
      throw thrown;
    });
    ByteBuffer stream = bytes("id: 1\ndata: a\n\ndata: b\n\n");
    assertThatThrownBy(() -> parser.feed(stream)).isSameAs(thrown);
    parser.feed(bytes("data: c\n\n"));
    parser.end();
    assertThat(data).containsExactly("a");
    assertThat(stream.hasRemaining()).isFalse();
    assertThat(parser.isOpen()).isFalse();
    assertThat(parser.lastEventId()).isEqualTo("1");
  }

  @Test
  void aCallbackMayNotFeedOrEndItsParser() {
    for (String method : List.of("feed", "feed one byte", "end")) {
      AtomicReference<SseParser> self = new AtomicReference<>();
      self.set(new SseParser(frame -> {
        if (method.equals("feed")) {
          self.get().feed(bytes("data: b\n\n"));
        } else if (method.equals("feed one byte")) {
          self.get().feed(bytes("d"));
        } else {
          self.get().end();
        }
      }));
      assertThatIllegalStateException()
          .isThrownBy(() -> self.get().feed(bytes("data: a\n\n")))
          .withMessageContaining(method.split(" ")[0]);
    }
  }

  @Test
  void aFrameOrCommentThatWasKeptTellsThatItIsOver() {
    List<SseFrame> frames = new ArrayList<>();
    List<SseComment> comments = new ArrayList<>();
    SseParser parser = new SseParser(new SseHandler() {
      @Override
      public void event(SseFrame frame) {
        frames.add(frame);
        assertThat(frame.data()).isEqualTo("a");
      }

      @Override
      public void comment(SseComment comment) {
        comments.add(comment);
      }
    });
    parser.feed(bytes(": c\ndata: a\n\n"));
    SseFrame frame = frames.get(0);
    assertThatIllegalStateException().isThrownBy(frame::data).withMessageContaining("toEvent");
    assertThatIllegalStateException().isThrownBy(frame::type);
    assertThatIllegalStateException().isThrownBy(frame::lastEventId);
    assertThatIllegalStateException().isThrownBy(frame::bytes);
    assertThatIllegalStateException().isThrownBy(frame::offset);
    assertThatIllegalStateException().isThrownBy(frame::length);
    assertThatIllegalStateException().isThrownBy(frame::toEvent);
    assertThatIllegalStateException().isThrownBy(comments.get(0)::text);
  }
}
