package io.github.streamingchat.examples.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person can type beside a question. */
enum Command {
  STOP("stop the answer and keep its text"),
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
    String word = line.strip().toLowerCase(Locale.ROOT);
    return word.equals("/exit")
        ? Optional.of(QUIT)
        : Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
  }

  static String unknown(String line) {
    return "There is no %s; there are %s.".formatted(line.split("\\s", 2)[0], names());
  }

  static String names() {
    return String.join(" ", words());
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Command::word).toList();
  }

  static List<String> help() {
    return Arrays.stream(values())
        .map(command -> "%-8s%s".formatted(command.word(), command.effect))
        .toList();
  }

  private String word() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }
}
