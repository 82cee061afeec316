package io.github.streamingchat.examples.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README.md and the sources that its samples come from. */
final class Readme {
  private static final Path FILE = Path.of("..", "..", "README.md");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// @start region=\"[^\"]+\"\n(.*?)^ *// @end$");

  private Readme() {}

  static String text() {
    return read(FILE);
  }

  /** The blocks of a language, in order, without their fences. */
  static List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(text())
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** The samples in a source file of this module, without their indentation. */
  static List<String> samples(Path source) {
    return REGION.matcher(read(source)).results().map(Readme::unindented).toList();
  }

  /** The samples in all source files of this module. */
  static List<String> samples() {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> samples(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unindented(MatchResult region) {
    // a blank last line would count as one without indentation
    return region.group(1).stripTrailing().stripIndent() + "\n";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
