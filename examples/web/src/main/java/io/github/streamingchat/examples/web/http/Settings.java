package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.rooms.Document;
import io.github.streamingchat.examples.web.rooms.Session;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.view.Pace;
import io.github.streamingchat.view.StatusLines;
import io.github.streamingchat.view.TypingCursor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells the page what it needs to know of the server, and turns streaming on and off.
 *
 * <p>Immutable and thread-safe.
 */
final class Settings {
  private final Visitors visitors;
  private final List<Document> documents;
  private final int mostCharacters;

  Settings(Visitors visitors, List<Document> documents, int mostCharacters) {
    this.visitors = visitors;
    this.documents = documents;
    this.mostCharacters = mostCharacters;
  }

  /** {@code GET /api/settings}. */
  void tell(Exchange exchange) {
    tell(exchange, visitors.session(exchange));
  }

  /** {@code PUT /api/settings}. */
  void change(Exchange exchange) {
    exchange.body(body -> {
      JsonNode streaming = body.path("streaming");
      if (!streaming.isBoolean()) {
        throw Refusal.invalid("Say whether streaming is true or false.");
      }
      Session session = visitors.session(exchange);
      session.streaming(streaming.asBoolean());
      tell(exchange, session);
    });
  }

  private void tell(Exchange exchange, Session session) {
    exchange.reply(
        200,
        Json.object(
            "documents",
            documents.stream().map(Settings::json).toList(),
            "streaming",
            session.streaming(),
            "charactersPerSecond",
            Pace.DEFAULT instanceof Pace.Characters pace ? pace.perSecond() : null,
            "cursor",
            TypingCursor.BLOCK.mark(),
            "statusLines",
            statusLines(),
            "statusPeriodMillis",
            StatusLines.DEFAULT_PERIOD.toMillis(),
            "maxQuestionChars",
            mostCharacters,
            "transports",
            List.of("sse", "websocket")));
  }

  private static Map<String, @Nullable Object> json(Document document) {
    return Json.object("id", document.id(), "title", document.title());
  }

  private static Map<String, List<String>> statusLines() {
    Map<String, List<String>> all = new TreeMap<>();
    for (StreamState state : StreamState.values()) {
      all.put(state.name(), StatusLines.DEFAULTS.lines(state));
    }
    return all;
  }
}
