package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Role;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
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
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** The mode with a terminal: a prompt, an answer, and again, until the person leaves. */
final class ChatSession {
  static final AttributedStyle PROMPT_STYLE = AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);

  private final Chat chat;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final Screen screen;
  private final LineReader reader;
  private final String prompt;

  /** What was typed while the last answer came. */
  private String draft = "";

  ChatSession(Chat chat, Terminal terminal, LongSupplier nanoTime) {
    this.chat = chat;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    screen = Screen.on(terminal);
    prompt = new AttributedString("› ", PROMPT_STYLE).toAnsi(terminal);
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
    return follow(chat.send(question));
  }

  /** Shows an answer to its end, and does what was asked for in the middle of it. */
  private boolean follow(Answer answer) throws IOException {
    AnswerView view = new AnswerView(terminal, screen, nanoTime, answer);
    view.show();
    draft = view.draft();
    Optional<Command> command = view.command().filter(typed -> typed != Command.STOP);
    return command.isEmpty() || execute(command.get(), "");
  }

  /** The last answer goes, and the question before it is answered again. */
  private boolean retry() throws IOException {
    Optional<ChatMessage> last = lastAnswer();
    if (last.isEmpty()) {
      say("There is no question to ask again.");
      say("");
      return true;
    }
    say("Asking again.");
    say("");
    return follow(chat.regenerate(last.get().id()));
  }

  private Optional<ChatMessage> lastAnswer() {
    return messages().stream()
        .filter(message -> message.role().equals(Role.ASSISTANT))
        .reduce((earlier, later) -> later);
  }

  private List<ChatMessage> messages() {
    return chat.conversation().snapshot().messages();
  }

  private boolean execute(Command command, String argument) throws IOException {
    switch (command) {
      case STOP -> say("Nothing is running.");
      case RETRY -> {
        return retry();
      }
      case EXPORT -> say(new Transcript(messages(), ZoneId.systemDefault()).export(argument));
      case HELP -> Command.help().forEach(this::say);
      case CLEAR -> {
        chat.conversation().clear();
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
    screen.say(new Screen.Note(line, AttributedStyle.DEFAULT.faint()));
  }
}
