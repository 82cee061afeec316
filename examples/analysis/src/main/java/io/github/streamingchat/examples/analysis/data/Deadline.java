package io.github.streamingchat.examples.analysis.data;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends queries that take too long, or that somebody no longer wants. JDBC's own query timeout ends with
 * the first row; a result that is read in pieces may go on for ever after it.
 *
 * <p>Thread-safe.
 */
final class Deadline implements AutoCloseable {
  private final Duration limit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "query-deadline");
        thread.setDaemon(true);
        return thread;
      });
  private volatile @Nullable Running running;

  Deadline(Duration limit) {
    this.limit = limit;
  }

  /** Gives a statement its time, until what this returns is closed. */
  Running begin(Statement statement) {
    String late =
        String.format(Locale.ROOT, "the query was ended after %.1f s", limit.toMillis() / 1000.0);
    Running begun = new Running(statement, timer);
    begun.timeout = timer.schedule(() -> begun.end(late), limit.toNanos(), TimeUnit.NANOSECONDS);
    running = begun;
    return begun;
  }

  void interrupt() {
    Running now = running;
    if (now != null) {
      now.end("the query was stopped");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One statement while it runs. */
  static final class Running implements AutoCloseable {
    private static final int AGAIN_MILLIS = 20;

    private final Statement statement;
    private final ScheduledExecutorService timer;
    private @Nullable Future<?> timeout;

    /** Guarded by this. */
    private boolean open = true;

    /** Guarded by this. */
    private @Nullable String why;

    private Running(Statement statement, ScheduledExecutorService timer) {
      this.statement = statement;
      this.timer = timer;
    }

    private synchronized void end(String reason) {
      if (open && why == null) {
        why = reason;
        cancel();
      }
    }

    /** DuckDB forgets a cancel that comes before it has begun to execute: it is said until it has ended. */
    private synchronized void cancel() {
      if (!open) {
        return;
      }
      try {
        statement.cancel();
        timeout = timer.schedule(this::cancel, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (SQLException hadEnded) {
        why = null;
      }
    }

    /** Says why a statement failed: because it was ended here, or for a reason of its own. */
    synchronized RefusedSqlException explained(SQLException failed) {
      return new RefusedSqlException(
          why == null ? "DuckDB cannot run the SQL: " + failed.getMessage() : why, failed);
    }

    @Override
    public synchronized void close() {
      open = false;
      if (timeout != null) {
        timeout.cancel(false);
      }
    }
  }
}
