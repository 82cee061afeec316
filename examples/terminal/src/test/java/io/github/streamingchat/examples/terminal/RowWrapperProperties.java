package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jline.utils.ScreenTerminal;

class RowWrapperProperties {
  private final Cells cells;

  RowWrapperProperties() throws IOException {
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

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of("a", "word", " ", "  ", "\n", "青", "。", "🙂", "-", "longerword")
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void rowsFitAndLoseNothingButSpacesHoweverTheTextIsCut(
      @ForAll("pieces") List<String> pieces, @ForAll @IntRange(min = 2, max = 12) int width) {
    String text = String.join("", pieces);
    List<String> rows = rows(width, pieces.toArray(new String[0]));

    assertThat(rows).allSatisfy(row -> assertThat(cells.width(row)).isLessThanOrEqualTo(width));
    assertThat(String.join("", rows).replace(" ", ""))
        .isEqualTo(text.replace(" ", "").replace("\n", ""));
    assertThat(rows(width, text)).isEqualTo(rows);
  }
}
