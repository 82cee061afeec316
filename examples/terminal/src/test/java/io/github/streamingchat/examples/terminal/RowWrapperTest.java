package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

class RowWrapperTest {
  private final Cells cells;

  RowWrapperTest() throws IOException {
    cells =
        new Cells(ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24).terminal());
  }

  private List<String> rows(int width, String... pieces) {
    RowWrapper wrapper = new RowWrapper(cells, width);
    List<String> rows = new ArrayList<>();
    for (String piece : pieces) {
      rows.addAll(wrapper.append(piece));
    }
    rows.add(wrapper.tail());
    return rows;
  }

  @Test
  void breaksBetweenWords() {
    assertThat(rows(10, "The sky is blue because"))
        .containsExactly("The sky is", "blue", "because");
  }

  @Test
  void aWordThatGrowsTooLongForItsRowMovesToTheNext() {
    assertThat(rows(10, "The sky bl", "ueish")).containsExactly("The sky", "blueish");
  }

  @Test
  void aFamilyIsNotParted() throws IOException {
    Cells apart =
        new Cells(new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream()));
    RowWrapper wrapper = new RowWrapper(apart, 12);
    assertThat(wrapper.append("the family 👩‍👩‍👧‍👦\n"))
        .containsExactly("the family", "👩‍👩‍👧‍👦");
  }

  @Test
  void aWordLongerThanARowIsCut() {
    assertThat(rows(4, "ab abcdefghij")).containsExactly("ab", "abcd", "efgh", "ij");
  }

  @Test
  void lineFeedsEndRowsAndEmptyLinesStay() {
    assertThat(rows(10, "a\n\nb\n")).containsExactly("a", "", "b", "");
  }

  @Test
  void indentationStays() {
    assertThat(rows(10, "  if (a) return")).containsExactly("  if (a)", "return");
    assertThat(rows(6, "    abcdef")).containsExactly("    ab", "cdef");
  }

  @Test
  void spacesAtTheEndOfARowAreDropped() {
    assertThat(rows(4, "abcd    efgh ")).containsExactly("abcd", "efgh");
    assertThat(rows(4, "abcd ", "   ", "efgh")).containsExactly("abcd", "efgh");
  }

  @Test
  void scriptsWithoutSpacesBreakBetweenTheirCharactersByTheirWidth() {
    assertThat(rows(6, "青空青空青")).containsExactly("青空青", "空青");
    assertThat(rows(7, "青空青空青")).containsExactly("青空青", "空青");
  }

  @Test
  void aFullStopDoesNotBeginARow() {
    assertThat(rows(6, "青空青。空")).containsExactly("青空", "青。空");
  }

  @Test
  void anEmojiIsNeverCut() {
    assertThat(rows(4, "ab 🙂🙂 c")).containsExactly("ab", "🙂🙂", "c");
  }

  @Test
  void aNarrowerWindowBreaksTheLastRowAgain() {
    RowWrapper wrapper = new RowWrapper(cells, 20);
    assertThat(wrapper.append("The sky is blue")).isEmpty();
    assertThat(wrapper.resize(8)).containsExactly("The sky");
    assertThat(wrapper.tail()).isEqualTo("is blue");
  }
}
