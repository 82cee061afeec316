package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.Subscription;
import io.github.streamingchat.examples.web.log.EventLog;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One answer and what is told of it, which goes on whether somebody follows or not; but an answer that
 * nobody follows for a while is cancelled.
 *
 * <p>Thread-safe.
 */
public final class AnswerStream {
  private final String id;
  private final String session;
  private final Answer answer;
  private final EventLog log;
  private final AnswerRecorder recorder;
  private final Scheduler time;
  private final Duration patience;

  /** Guarded by this object's monitor, as is the next one. */
  private int followers;

  private Scheduler.Task givingUp = () -> {};

  AnswerStream(
      String id,
      String session,
      Answer answer,
      EventLog log,
      Scheduler time,
      Duration patience,
      Runnable ended) {
    this.id = id;
    this.session = session;
    this.answer = answer;
    this.log = log;
    this.time = time;
    this.patience = patience;
    this.recorder = new AnswerRecorder(answer, log, () -> {
      stopWaiting();
      ended.run();
    });
  }

  /** Begins to tell. */
  void begin() {
    waitForFollowers();
    answer.subscribe(recorder);
  }

  /**
   * Gives its id.
   *
   * @return the id, unguessable
   */
  public String id() {
    return id;
  }

  /** Tells whose it is. */
  boolean isOf(String sessionId) {
    return session.equals(sessionId);
  }

  /**
   * Gives the answer.
   *
   * @return the answer that it tells
   */
  public Answer answer() {
    return answer;
  }

  /**
   * Gives what was told.
   *
   * @return the log
   */
  public EventLog log() {
    return log;
  }

  /**
   * Says everything anew, for a reader whose place in the log is gone.
   *
   * @return what to tell, and where to go on
   */
  public Retelling retold() {
    return recorder.retold();
  }

  /**
   * Says that somebody follows.
   *
   * @return says that they do no longer
   */
  public Subscription follow() {
    synchronized (this) {
      followers++;
      givingUp.cancel();
    }
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave();
      }
    };
  }

  private synchronized void leave() {
    followers--;
    if (followers == 0) {
      waitForFollowers();
    }
  }

  private synchronized void waitForFollowers() {
    if (!answer.state().isTerminal()) {
      givingUp = time.schedule(patience, this::giveUp);
    }
  }

  private void giveUp() {
    synchronized (this) {
      if (followers > 0) {
        return;
      }
    }
    answer.cancel();
  }

  private synchronized void stopWaiting() {
    givingUp.cancel();
  }
}
