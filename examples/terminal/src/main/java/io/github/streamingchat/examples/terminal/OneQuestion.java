package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.PartChange;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.stream.StreamState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The mode without a terminal: asks once, prints the plain answer to stdout as it comes, and
 * everything else, such as reasoning and calls of tools, to stderr. Where stdout is a terminal after
 * all, the answer is made safe for it; a pipe or a file gets the model's own characters, each of them.
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
   * Asks, has the tools run that are called, and waits for the end.
   *
   * @return the exit status
   */
  int ask(String question) {
    ToolRounds tools = new ToolRounds(chat);
    Answer answer = chat.send(question);
    int status = interruptible(answer);
    while (status == COMPLETED) {
      Optional<Answer> next = tools.next(answer.join(), line -> err.println(SafeText.of(line)));
      if (next.isEmpty()) {
        return tools.isGivenUp() ? FAILED : status;
      }
      answer = next.get();
      status = interruptible(answer);
    }
    return status;
  }

  private int interruptible(Answer answer) {
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
    Outcome outcome = printer.end.join(); // later than the answer's own, if stdout is slow
    outcome.error().ifPresent(error -> err.println(error.message()));
    if (outcome.status() == MessageStatus.CANCELLED) {
      err.println(printer.isBroken() ? "stopped: nobody reads the answer" : "stopped");
    }
    EndNotes.sources(outcome).forEach(source -> err.println(SafeText.of(source)));
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

  /** Prints on the thread of its subscription. */
  private final class Printer implements AnswerListener, AnswerBlocks.Reader {
    private final Answer answer;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();
    private final AnswerBlocks blocks = new AnswerBlocks(this);
    private Block block = Block.TEXT;
    private char lastOut = '\n';
    private char lastErr = '\n';
    private volatile boolean broken;

    Printer(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void onPart(PartChange change) {
      blocks.show(change);
    }

    /** Told by its part. */
    @Override
    public void onTextReplaced(String text) {}

    @Override
    public void onStateChange(StateChange change) {
      if (change.to() == StreamState.CONNECTING) {
        tellIfNothingElse("connecting…");
      } else if (change.to() == StreamState.STREAMING) {
        tellIfNothingElse("streaming…");
      }
      ChatError cause = change.cause();
      Duration pause = change.delay();
      if (cause != null && pause != null) {
        tell("attempt %d failed: %s Next in %s s."
            .formatted(
                change.attempt(),
                cause.message(),
                String.format(Locale.ROOT, "%.1f", pause.toMillis() / 1000.0)));
      }
    }

    /** In the middle of the reasoning it is no news. */
    private void tellIfNothingElse(String line) {
      if (lastErr == '\n') {
        err.println(line);
      }
    }

    private void tell(String line) {
      finishLines();
      err.println(line);
    }

    @Override
    public void onOutcome(Outcome outcome) {
      finishLines();
      end.complete(outcome);
    }

    /** What is said goes to stdout, and stays one text there; how it came to be said, to stderr. */
    @Override
    public void begin(Block next) {
      finishLines();
      block = next;
    }

    @Override
    public void append(String text) {
      char last = text.charAt(text.length() - 1);
      if (block.isSaid()) {
        lastOut = last;
        print(shown.apply(text));
      } else {
        lastErr = last;
        err.print(SafeText.of(text));
      }
    }

    private void finishLines() {
      if (lastOut != '\n') {
        lastOut = '\n';
        print("\n");
      }
      if (lastErr != '\n') {
        lastErr = '\n';
        err.println();
      }
    }

    private void print(String text) {
      out.print(text);
      // checkError flushes; a pipe whose reader left is the one error that stdout has
      if (out.checkError() && !broken) {
        broken = true;
        answer.cancel();
      }
    }

    boolean isBroken() {
      return broken;
    }
  }
}
