package io.github.streamingchat.examples.web;

import io.github.streamingchat.Subscription;
import io.github.streamingchat.examples.web.log.EventLog;
import io.github.streamingchat.examples.web.log.EventLogs;
import io.github.streamingchat.examples.web.log.LogBatch;
import io.github.streamingchat.examples.web.log.MemoryEventLogs;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs that fail when they are told to, as a database does whose connection is lost. */
final class FailingLogs implements EventLogs {
  private final EventLogs logs = new MemoryEventLogs(MemoryEventLogs.DEFAULT_MOST_CHARACTERS);
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean failing;
  private final StringBuffer appended = new StringBuffer();

  /** Has the next append fail. */
  void fail() {
    failing = true;
  }

  void untilFailed() {
    Eventually.holds("the log failed", () -> failed.get() > 0);
  }

  void untilAppended(String text) {
    Eventually.holds("the log has " + text, () -> appended.indexOf(text) >= 0);
  }

  @Override
  public EventLog create(String streamId) {
    EventLog log = logs.create(streamId);
    return new EventLog() {
      @Override
      public long append(String type, String data) {
        if (failing) {
          failing = false;
          failed.incrementAndGet();
          throw new IllegalStateException("no connection to the database");
        }
        long place = log.append(type, data);
        appended.append(data);
        return place;
      }

      @Override
      public LogBatch after(long place, int mostCharacters) {
        return log.after(place, mostCharacters);
      }

      @Override
      public Subscription onMore(long place, Runnable wake) {
        return log.onMore(place, wake);
      }

      @Override
      public void end() {
        log.end();
      }
    };
  }

  @Override
  public void drop(String streamId) {
    logs.drop(streamId);
  }
}
