package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.log.EventLog;
import io.github.streamingchat.examples.web.log.EventLogs;
import io.github.streamingchat.examples.web.wire.EventJson;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The streams that can be followed, by their ids: those that run, and for a while those that have ended.
 *
 * <p>Thread-safe. Its monitor guards the map and the count; answers are begun and cancelled without it.
 */
public final class Streams {
  private static final Duration WHEN_FULL = Duration.ofSeconds(5);

  private final EventLogs logs;
  private final Scheduler time;
  private final Bounds bounds;
  private final Patience patience;
  private final Map<String, AnswerStream> byId = new LinkedHashMap<>();

  /** With those that are about to begin. */
  private int running;

  /**
   * Makes an empty registry.
   *
   * @param logs where to keep what is told
   * @param time where the time comes from
   * @param bounds how many there may be
   * @param patience how long they are kept, and how long they run unfollowed
   */
  public Streams(EventLogs logs, Scheduler time, Bounds bounds, Patience patience) {
    this.logs = logs;
    this.time = time;
    this.bounds = bounds;
    this.patience = patience;
  }

  /**
   * Begins an answer and its stream.
   *
   * @param session whose it is
   * @param question asks; what it throws is thrown on, and nothing has begun
   * @return the stream
   * @throws Refusal if too many run
   */
  AnswerStream open(String session, Supplier<Answer> question) {
    reserve();
    String id = UUID.randomUUID().toString();
    AnswerStream stream;
    try {
      EventLog log = logs.create(id);
      log.append("message", Json.text(EventJson.named(id))); // if it fails, nothing was asked
      stream = new AnswerStream(
          id, session, question.get(), log, time, patience.unfollowed(), () -> ended(id));
    } catch (RuntimeException | Error refused) {
      release();
      logs.drop(id);
      throw refused;
    }
    remember(stream).forEach(logs::drop);
    stream.begin();
    return stream;
  }

  private synchronized void reserve() {
    if (running >= bounds.running()) {
      throw Refusal.full(WHEN_FULL);
    }
    running++;
  }

  private synchronized void release() {
    running--;
  }

  private synchronized List<String> remember(AnswerStream stream) {
    byId.put(stream.id(), stream);
    List<String> dropped = new ArrayList<>();
    for (AnswerStream old : List.copyOf(byId.values())) {
      if (byId.size() <= bounds.kept()) {
        break;
      }
      if (old.answer().state().isTerminal()) {
        byId.remove(old.id());
        dropped.add(old.id());
      }
    }
    return dropped;
  }

  private void ended(String id) {
    release();
    time.schedule(patience.kept(), () -> drop(id));
  }

  private void drop(String id) {
    synchronized (this) {
      byId.remove(id);
    }
    logs.drop(id);
  }

  /**
   * Finds a stream.
   *
   * @param id its id
   * @param session who asks
   * @return the stream, or empty if there is none of that session
   */
  public synchronized Optional<AnswerStream> find(String id, String session) {
    return Optional.ofNullable(byId.get(id)).filter(stream -> stream.isOf(session));
  }

  /**
   * Counts those that run.
   *
   * @return how many answers run
   */
  public synchronized int running() {
    return running;
  }
}
