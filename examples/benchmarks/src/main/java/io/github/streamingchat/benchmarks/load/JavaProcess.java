package io.github.streamingchat.benchmarks.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another Java process with the same classes is started. */
final class JavaProcess {
  private JavaProcess() {}

  static List<String> command(Class<?> main, String option, String... args) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        option,
        "-cp",
        System.getProperty("java.class.path"),
        main.getName()));
    command.addAll(List.of(args));
    return command;
  }
}
