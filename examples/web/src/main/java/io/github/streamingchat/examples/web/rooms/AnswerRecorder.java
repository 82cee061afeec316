package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.examples.web.log.EventLog;
import io.github.streamingchat.examples.web.log.LogEvent;
import io.github.streamingchat.examples.web.wire.EventJson;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.Progress;
import io.github.streamingchat.stream.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an answer says into its log. The listener's calls come one at a time; the monitor is for
 * those who have it retold meanwhile, so that the text and the place in the log belong together.
 */
final class AnswerRecorder implements AnswerListener {
  /** Metadata by which a mind may tell how long its answer will be. */
  static final String EXPECTED_CHARACTERS = "expectedCharacters";

  private static final Duration PROGRESS_EVERY = Duration.ofMillis(250);

  private final Answer answer;
  private final EventLog log;
  private final Runnable ended;
  private final StringBuilder told = new StringBuilder();
  private PieceHints hints = new PieceHints();
  private final List<LogEvent> ending = new ArrayList<>();
  private @Nullable LogEvent status;
  private Duration nextProgress = Duration.ZERO;
  private long place;

  /** A log may fail, as a database does; the page has then missed a piece. */
  private boolean behind;

  AnswerRecorder(Answer answer, EventLog log, Runnable ended) {
    this.answer = answer;
    this.log = log;
    this.ended = ended;
  }

  @Override
  public synchronized void onStateChange(StateChange change) {
    if (!change.to().isTerminal()) { // of the end the outcome says more, behind the last text
      status = append("status", EventJson.status(change));
    }
  }

  @Override
  public synchronized void onText(String text) {
    Pieces.of(text).forEach(this::tell);
    Progress progress = answer.progress();
    if (progress.elapsed().compareTo(nextProgress) >= 0) {
      nextProgress = progress.elapsed().plus(PROGRESS_EVERY);
      tell(progress);
    }
  }

  private void tell(String piece) {
    boolean wasCode = hints.isCode();
    boolean wasLink = hints.isLink();
    told.append(piece);
    List<Map<String, @Nullable Object>> news = hints.add(piece);
    if (behind) {
      tellAnew();
      return;
    }
    boolean isLink = wasLink
        || hints.isLink()
        || news.stream().anyMatch(hint -> "LINK".equals(hint.get("kind")));
    behind = true;
    append("message", EventJson.piece(piece, wasCode || hints.isCode(), isLink));
    news.forEach(hint -> append("hint", hint));
    behind = false;
  }

  private void tell(Progress progress) {
    Object total = answer.message().metadata().get(EXPECTED_CHARACTERS);
    append(
        "progress",
        EventJson.progress(progress, total instanceof Number number ? number.longValue() : 0));
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
    whole().forEach(piece -> append("message", piece));
    hints.all().forEach(hint -> append("hint", hint));
    behind = false;
  }

  private List<Map<String, @Nullable Object>> whole() {
    return Pieces.of(told).stream()
        .map(piece -> EventJson.piece(piece, hints.isCode(), false))
        .toList();
  }

  @Override
  public synchronized void onOutcome(Outcome outcome) {
    try {
      if (behind) {
        tellAnew();
      }
      hints.end().forEach(hint -> append("hint", hint));
      tell(answer.progress());
      outcome.error().map(EventJson::error).ifPresent(error -> ending.add(append("error", error)));
      ending.add(append("complete", EventJson.complete(outcome.message())));
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
      events.add(status);
    }
    whole().forEach(piece -> events.add(new LogEvent(place, "message", Json.text(piece))));
    hints.all().forEach(hint -> events.add(new LogEvent(place, "hint", Json.text(hint))));
    events.addAll(ending);
    return new Retelling(
        place,
        IntStream.range(0, events.size())
            .mapToObj(i -> events.get(i).at(i == events.size() - 1 ? place : 0))
            .toList());
  }

  private LogEvent append(String type, Map<String, ?> data) {
    String json = Json.text(data);
    place = log.append(type, json);
    return new LogEvent(place, type, json);
  }
}
