package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.rooms.AnswerStream;
import io.github.streamingchat.examples.web.rooms.Room;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.MessageJson;
import io.github.streamingchat.examples.web.wire.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows and clears what was said about a document.
 *
 * <p>Immutable and thread-safe.
 */
final class Histories {
  private final Visitors visitors;

  Histories(Visitors visitors) {
    this.visitors = visitors;
  }

  /** {@code GET /api/documents/{doc}/messages}. */
  void messages(Exchange exchange) {
    Room room = visitors.room(exchange);
    // before the messages: an answer that ends between is followed for nothing, and none is missed
    Map<String, @Nullable Object> running =
        room.running().map(Histories::running).orElse(null);
    exchange.reply(
        200,
        Json.object(
            "messages",
            room.history().messages().stream().map(MessageJson::of).toList(),
            "running",
            running));
  }

  private static Map<String, @Nullable Object> running(AnswerStream stream) {
    return Json.object(
        "streamId", stream.id(), "messageId", stream.answer().primary().value());
  }

  /** {@code DELETE /api/documents/{doc}/messages}. */
  void clear(Exchange exchange) {
    if (exchange.header("X-Requested-With") == null) { // which no form of another site can send
      throw Refusal.forbidden("A history is cleared by a page, with X-Requested-With.");
    }
    visitors.room(exchange).clear();
    exchange.reply(200, Json.object("status", "cleared"));
  }
}
