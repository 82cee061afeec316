package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.rooms.AnswerStream;
import io.github.streamingchat.examples.web.rooms.Document;
import io.github.streamingchat.examples.web.rooms.Room;
import io.github.streamingchat.examples.web.rooms.Session;
import io.github.streamingchat.examples.web.rooms.Streams;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.stream.Scheduler;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows streams, and cancels them.
 *
 * <p>Thread-safe.
 */
final class StreamEndpoints {
  private static final int NO_CONTENT = 204;

  private final Visitors visitors;
  private final Streams streams;
  private final Followers followers;
  private final Questions questions;
  private final Scheduler time;
  private final Patience patience;
  private final Bounds bounds;

  StreamEndpoints(
      Visitors visitors,
      Streams streams,
      Followers followers,
      Questions questions,
      Scheduler time,
      Patience patience,
      Bounds bounds) {
    this.visitors = visitors;
    this.streams = streams;
    this.followers = followers;
    this.questions = questions;
    this.time = time;
    this.patience = patience;
    this.bounds = bounds;
  }

  /** {@code GET /stream?stream_id=..}, or {@code ?prompt=..}, which asks first. */
  void follow(Exchange exchange) {
    long place = place(exchange.header("Last-Event-ID"));
    String id = exchange.query("stream_id");
    String prompt = exchange.query("prompt");
    if (id != null) {
      follow(exchange, find(exchange, id), place);
    } else if (prompt != null) {
      prompted(exchange, questions.checked(prompt), place);
    } else {
      throw Refusal.invalid("Say which stream_id to follow, or what to ask as prompt.");
    }
  }

  /** A browser that comes back asks by the same address, and must not ask the question again. */
  private void prompted(Exchange exchange, String question, long place) {
    Session session = visitors.session(exchange);
    Room general = session.room(Document.GENERAL);
    if (place > 0) {
      Optional<AnswerStream> asked =
          general.latest().filter(stream -> general.isAnswerTo(stream, question));
      asked.ifPresentOrElse(
          stream -> follow(exchange, stream, place), () -> exchange.replyNothing(NO_CONTENT));
      return;
    }
    visitors.pass(exchange, session);
    follow(exchange, general.ask(question), place);
  }

  private void follow(Exchange exchange, AnswerStream stream, long place) {
    if (place > 0 && stream.log().after(place, 1).isOver()) {
      exchange.replyNothing(NO_CONTENT); // by which an EventSource knows not to come again
      return;
    }
    exchange.response().setStatus(200);
    exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    exchange.response().getHeaders().put("X-Accel-Buffering", "no"); // for a proxy before it
    exchange.request().addIdleTimeoutListener(silent -> false); // a pending write is timed out yet
    new Follower(stream, place, exchange, followers, time, patience, bounds.batchCharacters())
        .iterate();
  }

  /** A place that is none is one that is gone: the whole text is told. */
  private static long place(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return 0;
    }
    try {
      return Math.max(0, Long.parseLong(lastEventId));
    } catch (NumberFormatException foreign) {
      return Long.MAX_VALUE;
    }
  }

  private AnswerStream find(Exchange exchange, String id) {
    return visitors
        .known(exchange)
        .flatMap(session -> streams.find(id, session.id()))
        .orElseThrow(() -> Refusal.notFound("There is no such stream."));
  }

  /** {@code POST /cancel}, with the stream's id in the body, or in the query and no body. */
  void cancel(Exchange exchange) {
    String id = exchange.query("stream_id");
    if (id != null) {
      cancel(exchange, id);
    } else {
      exchange.body(body -> {
        JsonNode named = body.path("stream_id");
        if (!named.isString()) {
          throw Refusal.invalid("Say which stream_id to cancel.");
        }
        cancel(exchange, named.asString());
      });
    }
  }

  private void cancel(Exchange exchange, String id) {
    boolean cancelled = visitors
        .known(exchange)
        .flatMap(session -> streams.find(id, session.id()))
        .map(AnswerStream::answer)
        .filter(answer -> !answer.state().isTerminal())
        .filter(answer -> answer.cancel().cancelled())
        .isPresent();
    exchange.reply(
        cancelled ? 200 : 404, Json.object("status", cancelled ? "cancelled" : "not_found"));
  }
}
