package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.QueryFirst.Fallback;
import io.github.streamingchat.examples.analysis.QueryFirst.Finished;
import io.github.streamingchat.examples.analysis.QueryFirst.Streaming;
import io.github.streamingchat.examples.analysis.data.QueryResult;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Asks one question after another, and shows each step as it is done. For one thread. */
final class Asking implements QueryFirst.Steps {
  static final int COMPLETED = 0;
  static final int FAILED = 1;

  /** As a shell reports a program that SIGINT ended: 128 + 2. */
  static final int CANCELLED = 130;

  private static final String SIGNAL = "INT";
  private static final int SHOWN_ROWS = 6;

  private final QueryFirst flow;
  private final Screen screen;
  private @Nullable QueryResult last;

  Asking(QueryFirst flow, Screen screen) {
    this.flow = flow;
    this.screen = screen;
  }

  /** Asks, shows the answer to its end, and gives the exit status. Ctrl-C ends the answer only. */
  int ask(String question) {
    Object before = Signals.register(SIGNAL, flow::stop);
    try {
      QueryFirst.Reply reply = flow.ask(question, this);
      if (reply instanceof Streaming streaming) {
        return follow(streaming);
      }
      WrappedText out = screen.answer();
      out.append(screen.shown().apply(((Fallback) reply).message().text()));
      out.finish();
      return FAILED;
    } finally {
      Signals.unregister(SIGNAL, before);
    }
  }

  @Override
  public void making() {
    screen.say("Making SQL…");
  }

  @Override
  public void made(String sql, Duration time) {
    screen.say("SQL  " + sql);
  }

  @Override
  public void refused(SqlWriter.Refused refused) {
    screen.say("This SQL was not run: " + refused.why());
  }

  @Override
  public void run(QueryResult result) {
    last = result;
    screen.say("");
    showRows(SHOWN_ROWS);
    screen.say("");
  }

  /** Shows the rows of the last result that went with its question. */
  void showRows() {
    showRows(Integer.MAX_VALUE);
  }

  private void showRows(int rows) {
    if (last == null) {
      screen.say("Nothing was asked yet.");
    } else {
      RowTable.lines(last, rows, screen.tableWidth()).forEach(screen::show);
    }
  }

  private int follow(Streaming streaming) {
    Printing printing = new Printing();
    streaming.answer().subscribe(printing);
    Finished finished = streaming.join();
    printing.awaitEnd();
    Outcome outcome = finished.outcome();
    outcome.error().ifPresent(error -> screen.say(error.message()));
    screen.say("");
    finished.times().lines().forEach(screen::say);
    return switch (outcome.status()) {
      case COMPLETED -> COMPLETED;
      case CANCELLED -> {
        screen.say("stopped");
        yield CANCELLED;
      }
      default -> FAILED;
    };
  }

  /** Prints the text as it comes, on the thread that tells of it. */
  private final class Printing implements AnswerListener {
    private final WrappedText out = screen.answer();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void onText(String text) {
      out.append(screen.shown().apply(text));
    }

    @Override
    public void onOutcome(Outcome outcome) {
      out.finish();
      ended.countDown();
    }

    void awaitEnd() {
      try {
        ended.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
