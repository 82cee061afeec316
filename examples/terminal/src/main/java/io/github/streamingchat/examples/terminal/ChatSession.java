package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Role;
import io.github.streamingchat.stream.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.MaskingCallback;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** The mode with a terminal: a prompt, an answer, and again, until the person leaves. */
final class ChatSession {
  private final Rooms rooms;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final Palette palette;
  private final Screen screen;
  private final LineReader reader;

  /** What was typed while the last answer came. */
  private String draft = "";

  ChatSession(Rooms rooms, Terminal terminal, Palette palette, LongSupplier nanoTime) {
    this.rooms = rooms;
    this.terminal = terminal;
    this.palette = palette;
    this.nanoTime = nanoTime;
    screen = Screen.on(terminal, palette);
    // A question is prose: no quotes to close, no backslash to escape, no history behind a "!".
    DefaultParser prose = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
    reader = LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(prose)
        .completer(new StringsCompleter(Command.words()))
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .build();
  }

  /**
   * Talks until the person leaves.
   *
   * @param url the endpoint's address, or null if it is the demo server
   */
  void run(@Nullable String url) throws IOException {
    say(
        url == null
            ? "A chat with the demo server and its built-in answers."
            : "A chat with " + url);
    say("Ask something. /help for commands, /quit or Ctrl-D to leave.");
    if (rooms.several()) {
      say("This is the conversation main; /on NAME goes to another, on the same socket.");
    }
    say("");
    for (Optional<String> line = readLine(); line.isPresent(); line = readLine()) {
      boolean stays = line.get().isEmpty() || take(line.get());
      if (!stays) {
        return;
      }
    }
  }

  /** Gives the next line, or empty if the person left. */
  private Optional<String> readLine() {
    rooms.notices().show(this::sayAbove);
    try {
      return readLine(prompt());
    } finally {
      rooms.notices().hold();
    }
  }

  private String prompt() {
    String name = rooms.several() ? rooms.current().name() + " " : "";
    return new AttributedString(name + "› ", palette.style(Tone.PROMPT)).toAnsi(terminal);
  }

  /** Above the prompt and what is typed there; from any thread. */
  private void sayAbove(Screen.Note notice) {
    reader.printAbove(
        new AttributedString(Cells.printable(notice.text()), palette.style(notice.tone())));
  }

  private Optional<String> readLine(String prompt) {
    while (true) {
      try {
        String line = reader.readLine(prompt, null, (MaskingCallback) null, draft);
        draft = "";
        return Optional.of(line.strip());
      } catch (UserInterruptException interrupted) {
        draft = "";
        if (interrupted.getPartialLine().isBlank()) {
          return Optional.empty();
        }
      } catch (EndOfFileException left) {
        return Optional.empty();
      }
    }
  }

  /** Does what a line says, and tells whether to go on. */
  private boolean take(String line) throws IOException {
    if (!Command.isCommand(line)) {
      return ask(line);
    }
    Optional<Command> command = Command.parse(line);
    if (command.isEmpty()) {
      say(Command.unknown(line));
      say("");
      return true;
    }
    return execute(command.get(), Command.argument(line));
  }

  private boolean ask(String question) throws IOException {
    say("");
    return follow(rooms.current().ask(question));
  }

  /** Shows an answer to its end, and does what was asked for in the middle of it. */
  private boolean follow(Answer answer) throws IOException {
    InputLine input = new InputLine();
    ToolRounds tools = new ToolRounds(rooms.current().chat());
    AnswerView view = show(answer, input);
    for (Optional<Answer> next = next(view, tools); next.isPresent(); next = next(view, tools)) {
      view = show(rooms.current().goOn(next.get()), input);
    }
    return leave(view);
  }

  private AnswerView show(Answer answer, InputLine input) throws IOException {
    AnswerView view = new AnswerView(terminal, screen, nanoTime, rooms, answer, input);
    view.show();
    draft = input.draft();
    return view;
  }

  /** Gives the answer that goes on with what the tools say that this one has called. */
  private Optional<Answer> next(AnswerView view, ToolRounds tools) {
    List<String> lines = new ArrayList<>();
    Optional<Answer> next = view.command().isPresent()
        ? Optional.empty()
        : view.outcome().flatMap(outcome -> tools.next(outcome, lines::add));
    lines.forEach(this::say);
    if (!lines.isEmpty()) {
      say("");
    }
    return next;
  }

  private boolean leave(AnswerView view) throws IOException {
    Answer answer = view.answer();
    if (!answer.state().isTerminal()) {
      tellOfTheEnd(rooms.current(), answer);
    }
    Optional<Command> command = view.command().filter(typed -> typed != Command.STOP);
    return command.isEmpty() || execute(command.get(), view.argument());
  }

  /** Says so when an answer has ended that is not shown. */
  private void tellOfTheEnd(Room room, Answer answer) {
    answer.onOutcome(outcome -> {
      if (room != rooms.current()) {
        String how = outcome.status().name().toLowerCase(Locale.ROOT);
        String summary = AnswerStats.of(outcome).summary();
        String text = "● the answer on %s has ended, %s · %s".formatted(room.name(), how, summary);
        rooms.notices().tell(new Screen.Note(text, Tone.NEWS));
      }
    });
  }

  /** The last answer goes, and the question before it is answered again. */
  private boolean retry() throws IOException {
    Optional<Answer> again = rooms.current().askAgain();
    if (again.isEmpty()) {
      say("There is no question to ask again.");
      say("");
      return true;
    }
    say("Asking again.");
    say("");
    return follow(again.get());
  }

  /** Shows another conversation: its last question, and what has followed or still comes. */
  private boolean goTo(String name) throws IOException {
    if (!rooms.several()) {
      say(AnswerView.ONE_ROOM);
    } else if (name.isEmpty()) {
      rooms.all().forEach(room -> say(described(room)));
    } else {
      Room room = rooms.on(name);
      say("— on %s —".formatted(room.name()));
      Optional<Answer> running = room.running();
      showLast(room, running.isEmpty());
      if (running.isPresent()) {
        return follow(running.get());
      }
    }
    say("");
    return true;
  }

  private String described(Room room) {
    String here = room == rooms.current() ? " (here)" : "";
    String answering = room.running().isPresent() ? ", an answer comes" : "";
    return "%s%s: %d messages%s".formatted(room.name(), here, room.messages().size(), answering);
  }

  private void showLast(Room room, boolean answersToo) {
    List<ChatMessage> messages = room.messages();
    int from = messages.size() - 1;
    while (from > 0 && !messages.get(from).role().equals(Role.USER)) {
      from--;
    }
    for (ChatMessage message : messages.subList(Math.max(0, from), messages.size())) {
      boolean asked = message.role().equals(Role.USER);
      if (asked || answersToo) {
        screen.say(new Screen.Note(
            asked ? "› " + message.text() : name(message) + message.text(),
            asked ? Tone.PROMPT : Tone.PLAIN));
      }
    }
  }

  private static String name(ChatMessage message) {
    return message.author().map(Author::name).map(name -> name + ": ").orElse("");
  }

  private boolean execute(Command command, String argument) throws IOException {
    switch (command) {
      case STOP -> say("Nothing is running.");
      case RETRY -> {
        return retry();
      }
      case ON -> {
        return goTo(argument);
      }
      case EXPORT -> say(new Export(rooms.current().messages()).to(argument));
      case HELP -> Command.help().forEach(this::say);
      case CLEAR -> {
        rooms.current().chat().conversation().clear();
        terminal.puts(Capability.clear_screen);
        say("The conversation is empty again.");
      }
      case QUIT -> {
        return false;
      }
    }
    say("");
    return true;
  }

  private void say(String line) {
    screen.say(new Screen.Note(line, Tone.QUIET));
  }
}
