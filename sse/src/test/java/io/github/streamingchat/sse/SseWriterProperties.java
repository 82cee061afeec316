package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.Recorder.Comment;
import io.github.streamingchat.sse.Recorder.Retry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SseWriterProperties {
  /** One call of the writer, and what a reader is to see of it. */
  private interface Step {
    void write(SseWriter writer) throws IOException;

    /** Adds the calls that a handler gets; returns the last event id from here on. */
    String read(List<Object> calls, String lastEventId);
  }

  private record Event(SseEvent event) implements Step {
    @Override
    public void write(SseWriter writer) throws IOException {
      writer.event(event);
    }

    @Override
    public String read(List<Object> calls, String lastEventId) {
      String id = event.lastEventId().isEmpty() ? lastEventId : received(event.lastEventId());
      calls.add(new SseEvent(received(event.type()), received(event.data()), id));
      return id;
    }
  }

  private record Heartbeat(String text) implements Step {
    @Override
    public void write(SseWriter writer) throws IOException {
      writer.comment(text);
    }

    @Override
    public String read(List<Object> calls, String lastEventId) {
      for (String line : received(text).split("\n", -1)) {
        calls.add(new Comment(line));
      }
      return lastEventId;
    }
  }

  private record Wait(long millis) implements Step {
    @Override
    public void write(SseWriter writer) throws IOException {
      writer.retry(Duration.ofMillis(millis));
    }

    @Override
    public String read(List<Object> calls, String lastEventId) {
      calls.add(new Retry(Duration.ofMillis(millis)));
      return lastEventId;
    }
  }

  private record Id(String id) implements Step {
    @Override
    public void write(SseWriter writer) throws IOException {
      writer.id(id);
    }

    @Override
    public String read(List<Object> calls, String lastEventId) {
      return received(id);
    }
  }

  /** All line ends as LF, lone surrogates as U+FFFD. */
  private static String received(String text) {
    StringBuilder received = new StringBuilder();
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(received::appendCodePoint);
    return received.toString();
  }

  private static Arbitrary<String> texts(String forbidden) {
    Arbitrary<Character> any = Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.chars().ascii()),
        Tuple.of(3, Arbitraries.of('\r', '\n', ' ', ':', '\0', '\u2028', '\uFEFF')),
        Tuple.of(2, Arbitraries.of('\uD83D', '\uDE00', '\uD800', '\uDFFF')),
        Tuple.of(2, Arbitraries.chars().all()));
    return any.filter(c -> forbidden.indexOf(c) < 0).list().ofMaxSize(30).map(chars -> {
      StringBuilder text = new StringBuilder();
      chars.forEach(text::append);
      return text.toString();
    });
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> events = Combinators.combine(texts("\r\n"), texts(""), texts("\r\n\0"))
        .as((type, data, id) -> new Event(new SseEvent(type, data, id)));
    Arbitrary<Step> heartbeats = texts("").map(Heartbeat::new);
    Arbitrary<Step> waits = Arbitraries.longs().between(0, Long.MAX_VALUE).map(Wait::new);
    Arbitrary<Step> ids = texts("\r\n\0").map(Id::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, events), Tuple.of(1, heartbeats), Tuple.of(1, waits), Tuple.of(1, ids))
        .list()
        .ofMaxSize(8);
  }

  @Property(tries = 2000)
  void whatIsWrittenIsReadBack(@ForAll("steps") List<Step> steps) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SseWriter writer = new SseWriter(out);
    List<Object> expected = new ArrayList<>();
    String id = "";
    for (Step step : steps) {
      try {
        step.write(writer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      id = step.read(expected, id);
    }
    assertThat(Recorder.read(out.toByteArray()).calls)
        .as(() -> out.toString(UTF_8))
        .isEqualTo(expected);
  }
}
