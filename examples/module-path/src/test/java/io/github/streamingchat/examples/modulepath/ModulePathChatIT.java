package io.github.streamingchat.examples.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reads what the application printed when the build ran it, with its jars, on the module path. */
class ModulePathChatIT {
  @Test
  void theAnswerWasStreamedAndWhole() throws IOException {
    Path printed = Path.of("target", "module-path-output.txt");

    assertThat(Files.readAllLines(printed))
        .containsExactly("Short waves scatter most.", "COMPLETED");
  }
}
