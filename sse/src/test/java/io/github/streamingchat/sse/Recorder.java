package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.LimitExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Notes down every call of a parser, as values. */
final class Recorder implements SseHandler {
  /** A call of {@link SseHandler#comment}. */
  record Comment(String text) {}

  /** A call of {@link SseHandler#retry}. */
  record Retry(Duration time) {}

  /** A call of {@link SseHandler#incomplete}. */
  record Incomplete(long pendingBytes) {}

  /** A call of {@link SseHandler#overLimit}. */
  record OverLimit(String limit, long allowed) {}

  final List<Object> calls = new ArrayList<>();

  @Override
  public void event(SseFrame frame) {
    calls.add(frame.toEvent());
  }

  @Override
  public void comment(SseComment comment) {
    calls.add(new Comment(comment.text()));
  }

  @Override
  public void retry(Duration reconnectionTime) {
    calls.add(new Retry(reconnectionTime));
  }

  @Override
  public void incomplete(long pendingBytes) {
    calls.add(new Incomplete(pendingBytes));
  }

  @Override
  public void overLimit(LimitExceededException exception) {
    calls.add(new OverLimit(exception.limit(), exception.allowed()));
  }

  List<SseEvent> events() {
    return calls.stream()
        .filter(SseEvent.class::isInstance)
        .map(SseEvent.class::cast)
        .toList();
  }

  List<String> data() {
    return events().stream().map(SseEvent::data).toList();
  }

  /** Reads a whole stream, its end included. */
  static Recorder read(String stream) {
    return read(stream.getBytes(UTF_8));
  }

  static Recorder read(byte[] stream) {
    return record(parser -> {
      parser.feed(stream, 0, stream.length);
      parser.end();
    });
  }

  static Recorder record(Consumer<SseParser> feeding) {
    Recorder recorder = new Recorder();
    feeding.accept(new SseParser(recorder));
    return recorder;
  }
}
