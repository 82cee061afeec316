package io.github.streamingchat.source;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs a source once for each attempt.
 *
 * <p>Thread-safe: the emitters of what runs are guarded by this object's monitor.
 */
final class SourceTransport implements ChatTransport {
  private final AnswerSource source;
  private final Executor executor;
  private final List<AnswerEmitter> running = new ArrayList<>();
  private boolean closed;

  SourceTransport(AnswerSource source, Executor executor) {
    this.source = source;
    this.executor = executor;
  }

  @Override
  public Connection open(AnswerRequest request, EventSink sink) {
    AnswerEmitter emitter = new AnswerEmitter(sink, request.limits());
    remember(emitter);
    try {
      executor.execute(() -> emitter.start(source, request));
    } catch (RejectedExecutionException rejected) {
      if (!executor.equals(SourceThreads.pool())) {
        throw rejected;
      }
      emitter.fail(SourceErrors.noThread(rejected));
    }
    return emitter::cancel;
  }

  private synchronized void remember(AnswerEmitter emitter) {
    if (closed) {
      throw new ChatException("this transport is closed; make a new one to ask again");
    }
    running.removeIf(known -> !known.isRunning());
    running.add(emitter);
  }

  @Override
  public void close() {
    List<AnswerEmitter> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
      running.clear();
    }
    left.forEach(emitter -> emitter.cut(SourceErrors.transportClosed()));
  }
}
