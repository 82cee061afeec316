package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.Subscription;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.PartChange;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.stream.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * Shows one answer while it comes, and takes what is typed meanwhile.
 *
 * <p>One thread does it all, in a loop of frames: it waits a moment for a key, then lets the answer's
 * callbacks run, which its subscription has handed to it, then paints. So nothing here needs a lock,
 * and the network never waits for the terminal.
 */
final class AnswerView implements AnswerListener {
  static final String ONE_ROOM = "There is one conversation here; with --ws there can be several.";

  /** How long to wait for a key before the next frame. */
  private static final long FRAME_MILLIS = 20;

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final Screen screen;
  private final Answer answer;
  private final Rooms rooms;
  private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
  private final InputLine input;
  private final AnswerBlocks blocks;
  private final long begun;

  private StreamState state = StreamState.QUEUED;
  private int attempt;

  /** When the pause before the next attempt is over, by {@code nanoTime}. */
  private long pauseEnds;

  private String hint = "";
  private @Nullable Command command;
  private String argument = "";
  private @Nullable Outcome outcome;

  /** Shows an answer, and goes on with a line that may have been begun before. */
  AnswerView(
      Terminal terminal,
      Screen screen,
      LongSupplier nanoTime,
      Rooms rooms,
      Answer answer,
      InputLine input) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.rooms = rooms;
    this.answer = answer;
    this.screen = screen;
    this.input = input;
    blocks = new AnswerBlocks(screen);
    begun = nanoTime.getAsLong();
  }

  /** Shows the answer to its end, which the person at the terminal may choose, or until they leave it. */
  void show() throws IOException {
    Attributes cooked = terminal.enterRawMode();
    SignalHandler before = terminal.handle(Signal.INT, signal -> answer.cancel());
    // A shell that had stopped this program has set the terminal to its own liking.
    SignalHandler beforeContinue = terminal.handle(Signal.CONT, signal -> terminal.enterRawMode());
    // JLine's dumb terminal leaves the process's own signals alone.
    Interrupt interrupt = Interrupt.of(answer);
    try {
      Subscription shown = answer.subscribe(this, callbacks::add);
      screen.end(notes(untilEnd()));
      shown.close();
    } finally {
      interrupt.release();
      terminal.handle(Signal.CONT, beforeContinue);
      terminal.handle(Signal.INT, before);
      terminal.setAttributes(cooked);
    }
  }

  private List<Screen.Note> notes(@Nullable Outcome end) {
    List<Screen.Note> notes = new ArrayList<>();
    if (end == null) {
      String goesOn = "The answer on %s goes on.".formatted(rooms.current().name());
      notes.add(new Screen.Note(goesOn, Tone.QUIET));
    } else {
      notes.addAll(EndNotes.of(end));
    }
    notes.addAll(rooms.notices().take());
    return notes;
  }

  private @Nullable Outcome untilEnd() throws IOException {
    while (true) {
      screen.paint(new Screen.Status(status(), input.text()));
      readKeys();
      for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
        next.run();
      }
      if (outcome != null || command == Command.ON) {
        return outcome;
      }
    }
  }

  private void readKeys() throws IOException {
    int key = terminal.reader().read(FRAME_MILLIS);
    while (key >= 0) {
      if (input.type((char) key)) {
        submit(input.text().strip());
      } else {
        hint = "";
      }
      key = terminal.reader().read(1);
    }
    if (key == NonBlockingReader.EOF) {
      command = Command.QUIT;
      answer.cancel();
    }
  }

  private void submit(String line) {
    if (!Command.isCommand(line)) {
      input.hold();
      hint = line.isEmpty() ? "" : "One answer at a time: your text waits. /stop stops the answer";
      return;
    }
    input.clear();
    Optional<Command> known = Command.parse(line);
    if (known.isEmpty()) {
      hint = Command.unknown(line);
    } else if (known.get() == Command.HELP) {
      hint = "commands: " + Command.names();
    } else if (known.get() == Command.ON) {
      leave(Command.argument(line));
    } else if (known.get() == Command.EXPORT) {
      hint = "An answer is exported when it has ended. /stop stops it";
    } else if (known.get() != Command.RETRY || !answer.retryNow()) {
      command = known.get();
      answer.cancel();
    }
  }

  /** The answer goes on without being shown. */
  private void leave(String name) {
    if (!rooms.several()) {
      hint = ONE_ROOM;
    } else if (name.isEmpty() || name.equals(rooms.current().name())) {
      hint = "You are on %s; /on NAME goes to another".formatted(rooms.current().name());
    } else {
      command = Command.ON;
      argument = name;
    }
  }

  private String status() {
    return hint.isEmpty() ? word() + " " + seconds(nanoTime.getAsLong() - begun) + keys() : hint;
  }

  private String keys() {
    return state == StreamState.BACKING_OFF ? " · /retry now · /stop" : " · /stop or Ctrl-C";
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1000.0);
  }

  private String word() {
    String link = rooms.link();
    if (!link.isEmpty() && !state.isTerminal()) {
      return link + " ·";
    }
    return switch (state) {
      case QUEUED, CONNECTING -> "connecting…";
      case STREAMING -> "streaming";
      case BACKING_OFF ->
        "attempt %d failed, next in %s ·"
            .formatted(attempt, seconds(Math.max(0, pauseEnds - nanoTime.getAsLong())));
      case COMPLETED, CANCELLED, FAILED -> "done";
    };
  }

  @Override
  public void onStateChange(StateChange change) {
    state = change.to();
    attempt = change.attempt();
    Duration pause = change.delay();
    pauseEnds = nanoTime.getAsLong() + (pause == null ? 0 : pause.toNanos());
  }

  @Override
  public void onPart(PartChange change) {
    blocks.show(change);
  }

  /** Told by its part. */
  @Override
  public void onTextReplaced(String text) {}

  @Override
  public void onOutcome(Outcome end) {
    outcome = end;
  }

  Answer answer() {
    return answer;
  }

  /** Gives how the answer ended, if it did before it was left. */
  Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Gives the command that stopped the answer and is still to be done. */
  Optional<Command> command() {
    return Optional.ofNullable(command);
  }

  /** Gives what stands behind that command. */
  String argument() {
    return argument;
  }
}
