package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.sse.Recorder.Comment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final SseWriter writer = new SseWriter(out);

  private String written() {
    return out.toString(UTF_8);
  }

  @Test
  void anEventIsItsIdItsTypeItsDataAndABlankLine() throws IOException {
    writer.event(new SseEvent("delta", "hello", "7"));
    assertThat(written()).isEqualTo("id: 7\nevent: delta\ndata: hello\n\n");
  }

  @Test
  void theDefaultTypeAndAnEmptyIdAreLeftOut() throws IOException {
    writer.data("a");
    writer.event("", "b");
    writer.event("message", "c");
    writer.event(SseEvent.of("d"));
    assertThat(written()).isEqualTo("data: a\n\ndata: b\n\ndata: c\n\ndata: d\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb"})
  void everyLineEndInDataStartsADataLine(String data) throws IOException {
    writer.data(data);
    assertThat(written()).isEqualTo("data: a\ndata: b\n\n");
  }

  @Test
  void emptyLinesOfDataStay() throws IOException {
    writer.data("\n\na\r\r\n\n\r");
    writer.data("");
    assertThat(Recorder.read(out.toByteArray()).data()).containsExactly("\n\na\n\n\n\n", "");
  }

  @Test
  void aValueKeepsTheSpaceItStartsWith() throws IOException {
    writer.event(new SseEvent(" t", " d", " i"));
    writer.comment(" c");
    assertThat(Recorder.read(out.toByteArray()).calls)
        .containsExactly(new SseEvent(" t", " d", " i"), new Comment(" c"));
  }

  @Test
  void dataCannotInjectAnything() throws IOException {
    writer.data("a\n\nid: 1\nevent: x\rretry: 1\r\n: c\n\n");
    assertThat(Recorder.read(out.toByteArray()).calls)
        .containsExactly(SseEvent.of("a\n\nid: 1\nevent: x\nretry: 1\n: c\n\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r", "\n", "a\r\ndata: x", "\ra"})
  void aTypeWithALineEndIsRefusedAndNothingIsWritten(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.event(type, "data"))
        .withMessageContaining("event")
        .withMessageContaining(type.replace("\n", "\\n").replace("\r", "\\r"));
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\n2", "1\r", "1\0", "\0", "\r1"})
  void anIdWithALineEndOrANulIsRefusedAndNothingIsWritten(String id) {
    String shown = id.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0");
    SseEvent event = new SseEvent("message", "data", id);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.id(id))
        .withMessageContaining("id")
        .withMessageContaining(shown);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.event(event));
    assertThatIllegalArgumentException().isThrownBy(event::encode);
    assertThat(written()).isEmpty();
  }

  @Test
  void aLongValueThatIsRefusedIsQuotedInPart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.event("\n" + "t".repeat(100_000), ""))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void aCommentOfSeveralLinesBecomesSeveralComments() throws IOException {
    writer.comment("a\r\ndata: b\n\nc");
    writer.comment("");
    assertThat(Recorder.read(out.toByteArray()).calls)
        .containsExactly(
            new Comment("a"),
            new Comment("data: b"),
            new Comment(""),
            new Comment("c"),
            new Comment(""));
  }

  @Test
  void aReconnectionTimeIsWrittenInWholeMilliseconds() throws IOException {
    writer.retry(Duration.ofNanos(1_999_999));
    writer.retry(Duration.ZERO);
    writer.retry(Duration.ofMillis(Long.MAX_VALUE));
    assertThat(written()).isEqualTo("retry: 1\nretry: 0\nretry: 9223372036854775807\n");
  }

  @Test
  void aReconnectionTimeOutOfRangeIsRefused() {
    for (Duration time :
        List.of(Duration.ofNanos(-1), Duration.ofMillis(Long.MAX_VALUE).plusMillis(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.retry(time))
          .withMessageContaining(time.toString());
    }
    assertThat(written()).isEmpty();
  }

  @Test
  void anIdAloneIsCommittedByItsBlankLine() throws IOException {
    writer.id("5");
    writer.data("a");
    writer.id("");
    writer.data("b");
    assertThat(Recorder.read(out.toByteArray()).calls)
        .containsExactly(new SseEvent("message", "a", "5"), SseEvent.of("b"));
  }

  @Test
  void everyCallIsOneWriteAndOneFlush() throws IOException {
    List<String> calls = new ArrayList<>();
    SseWriter logged = new SseWriter(new OutputStream() {
      @Override
      public void write(int b) {
        calls.add("byte");
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        calls.add(new String(bytes, offset, length, UTF_8));
      }

      @Override
      public void flush() {
        calls.add("flush");
      }
    });
    logged.event("t", "a\nb");
    logged.comment("c");
    assertThat(calls).containsExactly("event: t\ndata: a\ndata: b\n\n", "flush", ": c\n", "flush");
  }

  @Test
  void theFailureOfTheOutputStreamComesOutAndLeavesTheWriterUnlocked() throws Exception {
    IOException failure = new IOException("gone");
    SseWriter broken = new SseWriter(new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw failure;
      }
    });
    assertThatThrownBy(() -> broken.data("a")).isSameAs(failure);
    CompletableFuture<Void> otherThread = CompletableFuture.runAsync(
        () -> assertThatThrownBy(() -> broken.comment("")).isSameAs(failure));
    otherThread.get(30, TimeUnit.SECONDS);
  }

  @Test
  void callsOfSeveralThreadsDoNotMixTheirLines() throws Exception {
    OutputStream byteByByte = new OutputStream() {
      @Override
      public void write(int b) {
        out.write(b);
        Thread.yield();
      }
    };
    SseWriter shared = new SseWriter(byteByByte);
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (String data : List.of("a", "b", "c")) {
      threads.add(CompletableFuture.runAsync(
          () -> {
            for (int i = 0; i < 200; i++) {
              try {
                shared.event(new SseEvent(data, data, data));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          },
          task -> new Thread(task).start()));
    }
    for (CompletableFuture<Void> thread : threads) {
      thread.get(30, TimeUnit.SECONDS);
    }
    List<SseEvent> events = Recorder.read(out.toByteArray()).events();
    for (String data : List.of("a", "b", "c")) {
      assertThat(events).filteredOn(new SseEvent(data, data, data)::equals).hasSize(200);
    }
    assertThat(events).hasSize(600);
  }

  @Test
  void anEventEncodesToWhatTheWriterWrites() throws IOException {
    SseEvent event = new SseEvent("t", "a\nb\uD800", "7");
    writer.event(event);
    assertThat(event.encode()).isEqualTo(out.toByteArray());
  }

  @Test
  void anEventOfAnEmptyTypeIsOneOfTheDefaultType() {
    assertThat(new SseEvent("", "a", "")).isEqualTo(SseEvent.of("a"));
    assertThat(SseEvent.of("a").type()).isEqualTo("message");
  }
}
