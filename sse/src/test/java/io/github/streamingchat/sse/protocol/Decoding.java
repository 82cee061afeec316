package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.JsonLinesParser;
import io.github.streamingchat.sse.SseComment;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.SseHandler;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the decoder makes of a stream, read as the transport reads it. */
record Decoding(List<StreamEvent> events) {
  private static final OpenAi OPEN_AI = OpenAi.at("http://localhost/v1");

  static Decoding of(String stream) {
    return of(OPEN_AI, stream);
  }

  static Decoding of(byte[] stream, int... cuts) {
    return of(OPEN_AI, stream, cuts);
  }

  static Decoding of(HttpEndpoint<?> endpoint, String stream) {
    return of(endpoint, stream.getBytes(UTF_8));
  }

  /** Decodes a stream that is cut before each of these indices, which ascend. */
  static Decoding of(HttpEndpoint<?> endpoint, byte[] stream, int... cuts) {
    RecordingSink sink = new RecordingSink();
    StreamDecoder decoder = endpoint.decoder(sink);
    Handing handing = new Handing(decoder, sink);
    int from = 0;
    if (endpoint.framing() == Framing.JSON_LINES) {
      JsonLinesParser parser = new JsonLinesParser(handing);
      for (int cut : cuts) {
        parser.feed(stream, from, cut - from);
        from = cut;
      }
      parser.feed(stream, from, stream.length - from);
      parser.end();
    } else {
      SseParser parser = new SseParser(handing);
      for (int cut : cuts) {
        parser.feed(stream, from, cut - from);
        from = cut;
      }
      parser.feed(stream, from, stream.length - from);
    }
    if (sink.isOpen() && !decoder.end()) {
      sink.truncated(null);
    }
    return new Decoding(sink.events());
  }

  static Decoding ofWholeBody(String json) {
    return ofWholeBody(OPEN_AI, json);
  }

  static Decoding ofWholeBody(HttpEndpoint<?> endpoint, String json) {
    RecordingSink sink = new RecordingSink();
    endpoint.decoder(sink).wholeBody(json.getBytes(UTF_8));
    return new Decoding(sink.events());
  }

  private record Handing(StreamDecoder decoder, RecordingSink sink) implements SseHandler {
    @Override
    public void event(SseFrame frame) {
      if (sink.isOpen()) {
        decoder.event(frame);
      }
    }

    @Override
    public void comment(SseComment comment) {
      if (sink.isOpen()) {
        sink.heartbeat();
      }
    }
  }

  /** The message that an answer makes of the events. */
  ChatMessage message() {
    return messages().get(0);
  }

  /** The messages that an answer makes of the events, the primary one first. */
  List<ChatMessage> messages() {
    Script.Builder script = Script.builder();
    events.forEach(script::event);
    VirtualTime time = new VirtualTime();
    try (Chat chat = Chat.builder(new ScriptedTransport(time, script.build()))
        .scheduler(time)
        .executor(Runnable::run)
        .build()) {
      Answer answer = chat.send("?");
      time.advance(Duration.ofSeconds(1));
      return answer.messages().stream()
          .map(id -> chat.conversation().snapshot().find(id).orElseThrow())
          .toList();
    }
  }

  /** The text of the primary message. */
  String text() {
    return texts().getOrDefault(StreamEvent.PRIMARY, "");
  }

  /** The text of each message, by its key, where text may be replaced. */
  Map<String, String> texts() {
    Map<String, StringBuilder> texts = new TreeMap<>();
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.Text text) {
        texts.computeIfAbsent(text.message(), key -> new StringBuilder()).append(text.piece());
      } else if (event instanceof StreamEvent.TextReplaced text) {
        texts.put(text.message(), new StringBuilder(text.whole()));
      }
    }
    return texts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }

  /** What the metadata of the primary message comes to. */
  Map<String, @Nullable Object> metadata() {
    Map<String, @Nullable Object> metadata = new TreeMap<>();
    all(StreamEvent.Metadata.class).forEach(each -> metadata.putAll(each.members()));
    return metadata;
  }

  String refusal() {
    StringBuilder refusal = new StringBuilder();
    all(StreamEvent.Refusal.class).forEach(each -> refusal.append(each.piece()));
    return refusal.toString();
  }

  <E extends StreamEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The one end, which is the last event. */
  StreamEvent end() {
    return events.get(events.size() - 1);
  }

  ChatError error() {
    return ((StreamEvent.Failed) end()).error();
  }

  /** The last word on why the primary message finished. */
  FinishReason finish() {
    List<StreamEvent.Finished> all = all(StreamEvent.Finished.class);
    return all.get(all.size() - 1).reason();
  }

  List<String> problems() {
    return all(StreamEvent.ProblemMet.class).stream()
        .map(StreamEvent.ProblemMet::problem)
        .map(Problem::code)
        .toList();
  }

  /** How many of the events are ends. */
  long ends() {
    return Arrays.<Class<? extends StreamEvent>>asList(
            StreamEvent.Completed.class, StreamEvent.Truncated.class, StreamEvent.Failed.class)
        .stream()
        .mapToLong(type -> all(type).size())
        .sum();
  }
}
