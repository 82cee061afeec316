package io.github.streamingchat.internal.peer;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder pushes into: the attempt's own sink, but for the words of errors and problems, in
 * which a server may have repeated the key that was sent to it.
 */
public final class DiscreetSink implements EventSink {
  private final EventSink sink;
  private final Credentials credentials;

  /**
   * Wraps a sink.
   *
   * @param sink the attempt's own
   * @param credentials what was sent to the peer
   */
  public DiscreetSink(EventSink sink, Credentials credentials) {
    this.sink = sink;
    this.credentials = credentials;
  }

  @Override
  public boolean isOpen() {
    return sink.isOpen();
  }

  @Override
  public void connected() {
    sink.connected();
  }

  @Override
  public void connected(int status) {
    sink.connected(status);
  }

  @Override
  public void received(int bytes) {
    sink.received(bytes);
  }

  @Override
  public void heartbeat() {
    sink.heartbeat();
  }

  @Override
  public boolean event(String id) {
    return sink.event(id);
  }

  @Override
  public void lastEventId(String id) {
    sink.lastEventId(id);
  }

  @Override
  public void reconnectionTime(Duration base) {
    sink.reconnectionTime(base);
  }

  @Override
  public void streamId(String id) {
    sink.streamId(id);
  }

  @Override
  public MessageSink primary() {
    return sink.primary();
  }

  @Override
  public MessageSink message(String key) {
    return sink.message(key);
  }

  @Override
  public void problem(Problem problem) {
    String safe = credentials.hiddenIn(problem.message());
    sink.problem(safe.equals(problem.message()) ? problem : new Problem(problem.code(), safe));
  }

  @Override
  public void completed(boolean endMarkSeen) {
    sink.completed(endMarkSeen);
  }

  @Override
  public void truncated(@Nullable Throwable cause) {
    sink.truncated(cause);
  }

  @Override
  public void failed(ChatError error) {
    sink.failed(credentials.hiddenIn(error));
  }
}
