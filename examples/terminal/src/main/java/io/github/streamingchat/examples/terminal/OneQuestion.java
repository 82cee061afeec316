package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.stream.StreamState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The mode without a terminal: asks once, prints the plain answer to stdout as it comes, and
 * everything else to stderr. Where stdout is a terminal after all, the answer is made safe for it; a
 * pipe or a file gets the model's own characters, each of them.
 */
final class OneQuestion {
  static final int COMPLETED = 0;
  static final int FAILED = 1;

  /** As a shell reports a program that SIGINT ended: 128 + 2. */
  static final int CANCELLED = 130;

  private final Chat chat;
  private final PrintStream out;
  private final PrintStream err;
  private final UnaryOperator<String> shown;

  /** Prints what {@code shown} makes of the answer. */
  OneQuestion(Chat chat, PrintStream out, PrintStream err, UnaryOperator<String> shown) {
    this.chat = chat;
    this.out = out;
    this.err = err;
    this.shown = shown;
  }

  /**
   * Asks, and waits for the end.
   *
   * @return the exit status
   */
  int ask(String question) {
    Answer answer = chat.send(question);
    Interrupt interrupt = Interrupt.of(answer);
    try {
      return follow(answer);
    } finally {
      interrupt.release();
    }
  }

  /** Prints an answer to its end and gives the exit status. */
  int follow(Answer answer) {
    Printer printer = new Printer(answer);
    answer.subscribe(printer);
    Outcome outcome = answer.join();
    printer.finishLine();
    outcome.error().ifPresent(error -> err.println(error.message()));
    if (outcome.status() == MessageStatus.CANCELLED) {
      err.println(printer.isBroken() ? "stopped: nobody reads the answer" : "stopped");
    }
    err.println(AnswerStats.of(outcome).summary());
    return status(outcome, printer);
  }

  private static int status(Outcome outcome, Printer printer) {
    if (printer.isBroken()) {
      return FAILED;
    }
    return switch (outcome.status()) {
      case COMPLETED -> COMPLETED;
      case CANCELLED -> CANCELLED;
      default -> FAILED;
    };
  }

  /** Called by one thread at a time, and read when the answer's join has waited for it. */
  private final class Printer implements AnswerListener {
    private final Answer answer;
    private volatile char last = '\n';
    private volatile boolean broken;

    Printer(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void onStateChange(StateChange change) {
      if (change.to() == StreamState.CONNECTING) {
        err.println("connecting…");
      } else if (change.to() == StreamState.STREAMING) {
        err.println("streaming…");
      }
      ChatError cause = change.cause();
      Duration pause = change.delay();
      if (cause != null && pause != null) {
        err.printf(
            Locale.ROOT,
            "attempt %d failed: %s Next in %.1f s.%n",
            change.attempt(),
            cause.message(),
            pause.toMillis() / 1000.0);
      }
    }

    @Override
    public void onText(String text) {
      out.print(shown.apply(text));
      last = text.charAt(text.length() - 1);
      // checkError flushes; a pipe whose reader left is the one error that stdout has
      if (out.checkError() && !broken) {
        broken = true;
        answer.cancel();
      }
    }

    void finishLine() {
      if (last != '\n') {
        out.print('\n');
      }
      out.flush();
    }

    boolean isBroken() {
      return broken;
    }
  }
}
