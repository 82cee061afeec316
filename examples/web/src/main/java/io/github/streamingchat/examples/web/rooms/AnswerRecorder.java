package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.examples.web.log.EventLog;
import io.github.streamingchat.examples.web.log.LogEvent;
import io.github.streamingchat.examples.web.wire.ErrorJson;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.MessageJson;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an answer says into its log. The listener's calls come one at a time; the monitor is for
 * those who have it retold meanwhile, so that the text and the place in the log belong together.
 */
final class AnswerRecorder implements AnswerListener {
  private final String streamId;
  private final EventLog log;
  private final Runnable ended;
  private final StringBuilder told = new StringBuilder();
  private PieceHints hints = new PieceHints();
  private final List<LogEvent> ending = new ArrayList<>();
  private @Nullable LogEvent status;
  private long place;

  /** A log may fail, as a database does; the page has then missed a piece. */
  private boolean behind;

  AnswerRecorder(String streamId, EventLog log, Runnable ended) {
    this.streamId = streamId;
    this.log = log;
    this.ended = ended;
  }

  /** Says first by which id the answer can be cancelled. */
  synchronized void begin() {
    message("", false, Json.object("stream_id", streamId));
  }

  @Override
  public synchronized void onStateChange(StateChange change) {
    if (change.to().isTerminal()) {
      return; // the outcome says more, behind the last text
    }
    Map<String, @Nullable Object> moved =
        Json.object("state", change.to().name(), "attempt", change.attempt());
    Optional.ofNullable(change.delay())
        .map(Duration::toMillis)
        .ifPresent(millis -> moved.put("retryInMillis", millis));
    status = append("status", moved);
  }

  @Override
  public synchronized void onText(String text) {
    boolean wasCode = hints.isCode();
    told.append(text);
    List<Map<String, @Nullable Object>> news = hints.add(text);
    if (behind) {
      tellAnew();
      return;
    }
    boolean isLink = news.stream().anyMatch(hint -> "LINK".equals(hint.get("kind")));
    behind = true;
    message(text, wasCode || hints.isCode(), Json.object("is_link", isLink));
    news.forEach(hint -> append("hint", hint));
    behind = false;
  }

  @Override
  public synchronized void onTextReplaced(String text) {
    told.setLength(0);
    told.append(text);
    hints = new PieceHints();
    hints.add(text);
    tellAnew();
  }

  private void tellAnew() {
    behind = true;
    append("replaced", Map.of());
    if (!told.isEmpty()) {
      message(told.toString(), hints.isCode(), Map.of());
    }
    hints.all().forEach(hint -> append("hint", hint));
    behind = false;
  }

  @Override
  public synchronized void onOutcome(Outcome outcome) {
    try {
      if (behind) {
        tellAnew();
      }
      hints.end().forEach(hint -> append("hint", hint));
      outcome
          .error()
          .map(ErrorJson::of)
          .ifPresent(error -> ending.add(append("error", Json.object("error", error))));
      ending.add(append("complete", complete(outcome.message())));
      log.end();
    } finally {
      ended.run();
    }
  }

  /** Says all of it anew. */
  synchronized Retelling retold() {
    List<LogEvent> events = new ArrayList<>();
    events.add(new LogEvent(place, "replaced", "{}"));
    if (status != null) {
      events.add(new LogEvent(place, status.type(), status.data()));
    }
    events.add(new LogEvent(place, "message", piece(told.toString(), hints.isCode(), Map.of())));
    hints.all().forEach(hint -> events.add(new LogEvent(place, "hint", Json.text(hint))));
    ending.forEach(end -> events.add(new LogEvent(place, end.type(), end.data())));
    return new Retelling(place, events);
  }

  private void message(String text, boolean code, Map<String, @Nullable Object> more) {
    place = log.append("message", piece(text, code, more));
  }

  private static String piece(String text, boolean code, Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> metadata = Json.object(
        "token_count",
        text.codePointCount(0, text.length()), // document 004 counts characters
        "is_code",
        code,
        "is_link",
        false);
    metadata.putAll(more);
    return Json.text(Json.object("content", text, "metadata", metadata));
  }

  private static Map<String, @Nullable Object> complete(ChatMessage message) {
    return Json.object(
        "status",
        message.status().name(),
        "finishReason",
        MessageJson.finishReason(message),
        "messageId",
        message.id().value(),
        "metadata",
        message.metadata());
  }

  private LogEvent append(String type, Map<String, ?> data) {
    String json = Json.text(data);
    place = log.append(type, json);
    return new LogEvent(place, type, json);
  }
}
