package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that hold for the sources of the whole module. */
class SourceRulesTest {
  /**
   * The JDK's own body subscribers for lines are quadratic in the length of a line and hold a line
   * that ended in CR back; the one for an InputStream parks a thread for each stream.
   */
  @ParameterizedTest
  @ValueSource(strings = {"fromLineSubscriber", "ofLines", "ofInputStream"})
  void noClassReadsABodyThrough(String method) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(sources).anyMatch(file -> file.endsWith("SseParser.java"));
    for (Path source : sources) {
      String code = Files.readString(source).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
      assertThat(code).as("%s", source).doesNotContain(method);
    }
  }
}
