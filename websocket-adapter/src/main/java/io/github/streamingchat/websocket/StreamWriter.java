package io.github.streamingchat.websocket;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamHandler;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one of the peer's streams into an answer, whose own fence drops what comes too late.
 *
 * <p>Confined to the link's line of calls; whether any frame came is volatile for who leaves.
 */
final class StreamWriter implements StreamHandler {
  private static final String TEXT = "content";

  private final EventSink sink;
  private final Runnable onEnd;
  private final Runnable onFirstFrame;
  private volatile boolean met;
  private long offset;

  /**
   * Begins a stream.
   *
   * @param offset how much of its text the answer has already
   * @param onFirstFrame called with the first frame
   * @param onEnd called when the stream has ended, before the answer is told
   */
  StreamWriter(EventSink sink, long offset, Runnable onFirstFrame, Runnable onEnd) {
    this.sink = sink;
    this.offset = offset;
    this.onFirstFrame = onFirstFrame;
    this.onEnd = onEnd;
  }

  /** What the stream says of itself when it starts. */
  void start(Envelope start) {
    meet();
    String id = start.id();
    MessageSink message = sink.primary();
    if (id != null) {
      sink.streamId(id);
      message.started(id, null);
    }
    Author agent = start.agent();
    if (agent != null) {
      message.author(agent);
    }
    remember(start);
  }

  private void remember(Envelope envelope) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(envelope.metadata());
    String replyTo = envelope.replyTo();
    if (replyTo != null) {
      members.put("reply_to", replyTo);
    }
    Instant timestamp = envelope.timestamp();
    if (timestamp != null) {
      members.put("timestamp", timestamp.toString());
    }
    if (!members.isEmpty()) {
      sink.primary().metadata(members);
    }
  }

  /** Whether any frame of it came; for any thread. */
  boolean hasMet() {
    return met;
  }

  /** How much of the stream's text has arrived, in UTF-16 units. */
  long offset() {
    return offset;
  }

  @Override
  public void frame(int chars) {
    meet();
    sink.received(chars);
  }

  private void meet() {
    if (!met) {
      met = true;
      sink.connected();
      onFirstFrame.run();
    }
  }

  @Override
  public void chunk(String piece, long at) {
    if (at < 0) {
      sink.primary().text(TEXT, piece);
      offset += piece.length();
    } else {
      sink.primary().text(TEXT, at, piece);
      offset = Math.max(offset, at + piece.length());
    }
  }

  @Override
  public void whole(String text) {
    sink.primary().replaceText(TEXT, text);
  }

  @Override
  public void problem(Problem problem) {
    sink.problem(problem);
  }

  @Override
  public void ended(Envelope end) {
    if (Boolean.TRUE.equals(end.metadata().get("cancelled"))) {
      fail(ChatError.builder(
              Kind.TRUNCATED,
              "The server stopped the answer before its end; what arrived was kept. Ask again for a whole answer.")
          .code("cancelled")
          .build());
      return;
    }
    onEnd.run();
    if (!end.metadata().isEmpty()) {
      sink.primary().metadata(end.metadata());
    }
    sink.primary().finish(FinishReason.UNKNOWN);
    sink.completed(true);
  }

  @Override
  public void failed(Frame.Failure failure) {
    onEnd.run();
    sink.failed(ProviderErrors.of(new ProviderError(failure.message(), null, failure.code())));
  }

  @Override
  public void tooLarge(LimitExceededException limit) {
    fail(ChatError.builder(Kind.LIMIT, "Too large: " + limit.getMessage())
        .code(limit.limit())
        .cause(limit)
        .build());
  }

  void fail(ChatError error) {
    onEnd.run();
    sink.failed(error);
  }

  /** The connection has gone in the middle of the stream. */
  void torn(ChatError error) {
    if (error.retryable() || error.refreshable()) {
      onEnd.run();
      sink.truncated(error.cause());
    } else {
      fail(error);
    }
  }
}
