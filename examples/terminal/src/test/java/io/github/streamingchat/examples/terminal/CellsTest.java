package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

class CellsTest {
  private final Cells cells;

  CellsTest() throws IOException {
    cells =
        new Cells(ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24).terminal());
  }

  @Test
  void anAnswerCannotTakeOverTheTerminal() {
    assertThat(Cells.printable("\u001B]0;title\u0007a\u009B2J\r\n\tb\u007F"))
        .isEqualTo("\uFFFD]0;title\uFFFDa\uFFFD2J\n    b\uFFFD");
  }

  @Test
  void whatDoesNotFitIsCutAtCharacters() {
    assertThat(cells.firstOf("a青空", 4)).isEqualTo("a青");
    assertThat(cells.lastOf("青空a", 4)).isEqualTo("空a");
    assertThat(cells.lastOf("short", 80)).isEqualTo("short");
    assertThat(cells.width("a青🙂")).isEqualTo(5);
  }
}
