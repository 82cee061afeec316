package io.github.streamingchat.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README shows what was compiled, and what a person can run. */
class ReadmeTest {
  private static final Path FIRST_SAMPLE =
      Path.of("src/main/java/io/github/streamingchat/examples/readme/StreamAnAnswer.java");

  @Test
  void theFirstJavaBlockIsTheRegionOfStreamAnAnswer() {
    assertThat(Readme.blocks("java").get(0))
        .isEqualTo(Readme.samples(FIRST_SAMPLE).get(0));
  }

  @Test
  void theFirstJavaBlockHasFiveToTenLines() {
    assertThat(Readme.blocks("java").get(0).lines().count()).isBetween(5L, 10L);
  }

  @Test
  void everyJavaBlockIsARegionOfACompiledClassAndEveryRegionIsShown() {
    assertThat(Readme.blocks("java")).containsExactlyInAnyOrderElementsOf(Readme.samples());
  }

  @Test
  void theFirstShellBlockIsTheCommandToRunAndThenTheCommandToTest() {
    List<String> commands = Readme.blocks("sh").get(0).lines().toList();

    assertThat(commands).containsExactly("./mvnw -q -Pchat compile", "./mvnw verify");
  }

  @Test
  void everyCommandIsAPlainLine() {
    Stream<String> lines = Readme.blocks("sh").stream().flatMap(String::lines);

    assertThat(lines).allMatch(line -> line.matches("(OPENAI_API_KEY=\\S+ )?\\./mvnw .*"));
  }
}
