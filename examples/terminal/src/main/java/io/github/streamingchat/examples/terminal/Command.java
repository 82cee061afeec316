package io.github.streamingchat.examples.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person can type beside a question. */
enum Command {
  STOP("stop the answer and keep its text"),
  RETRY("ask the last question again, for another answer"),
  ON("talk in another conversation (with --ws)"),
  EXPORT("write the conversation to a new file: .md, .json, .jsonl or plain text"),
  CLEAR("forget the conversation"),
  QUIT("leave"),
  HELP("show this list");

  private final String effect;

  Command(String effect) {
    this.effect = effect;
  }

  static boolean isCommand(String line) {
    return line.startsWith("/");
  }

  static Optional<Command> parse(String line) {
    String word = word(line).toLowerCase(Locale.ROOT);
    if (word.equals("/exit") && argument(line).isEmpty()) {
      return Optional.of(QUIT);
    }
    return Arrays.stream(values())
        .filter(command -> command.word().equals(word))
        .filter(command -> command.takesArgument() || argument(line).isEmpty())
        .findFirst();
  }

  private static String word(String line) {
    return line.strip().split("\\s", 2)[0];
  }

  /** Gives what follows the command, or nothing. */
  static String argument(String line) {
    return line.strip().substring(word(line).length()).strip();
  }

  static String unknown(String line) {
    if (words().contains(word(line))) {
      return word(line) + " stands alone, without anything behind it.";
    }
    return "There is no %s; there are %s.".formatted(word(line), names());
  }

  static String names() {
    return String.join(" ", words());
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Command::word).toList();
  }

  static List<String> help() {
    return Arrays.stream(values())
        .map(command -> "%-13s%s".formatted(command.usage(), command.effect))
        .toList();
  }

  private boolean takesArgument() {
    return this == EXPORT || this == ON;
  }

  private String usage() {
    return switch (this) {
      case EXPORT -> word() + " FILE";
      case ON -> word() + " NAME";
      default -> word();
    };
  }

  private String word() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }
}
