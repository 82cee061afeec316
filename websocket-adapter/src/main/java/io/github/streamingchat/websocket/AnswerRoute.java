package io.github.streamingchat.websocket;

import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at an answer over the socket: the turn that asks for it, and the stream that answers.
 *
 * <p>The fields that change are guarded by the lock of {@link Routes}; the sink is called on the line of
 * the link that carries the attempt, or by the one thread that finds it without a link.
 */
final class AnswerRoute implements Connection {
  final AnswerRequest request;
  final EventSink sink;
  final String turnId;

  /** What asks for it: the turn, or, for an attempt that goes on where one was torn, the resume frame. */
  final String frame;

  /** Where the attempt goes on, or null if it begins. */
  final @Nullable TornStream resumes;

  private final Routes routes;

  /** Which link carries the attempt; null while it waits for one. */
  @Nullable
  Link link;

  /** The stream that answers, once it has started. */
  @Nullable
  StreamWriter writer;

  /** The peer's id of that stream, if it has one. */
  @Nullable
  String streamId;

  boolean ended;

  AnswerRoute(
      Routes routes,
      AnswerRequest request,
      EventSink sink,
      String turnId,
      String frame,
      @Nullable TornStream resumes) {
    this.routes = routes;
    this.request = request;
    this.sink = sink;
    this.turnId = turnId;
    this.frame = frame;
    this.resumes = resumes;
  }

  String sessionId() {
    return request.conversationId();
  }

  @Override
  public void cancel() {
    routes.leave(this);
  }
}
