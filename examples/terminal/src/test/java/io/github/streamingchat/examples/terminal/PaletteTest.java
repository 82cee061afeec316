package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static String ansi(Palette palette) {
    StringBuilder all = new StringBuilder();
    for (Tone tone : Tone.values()) {
      all.append(new AttributedString("x", palette.style(tone)).toAnsi());
    }
    return all.toString();
  }

  @Test
  void noColorLeavesColoursOutAndBoldAndFaintIn() {
    assertThat(ansi(Palette.of(Map.of("NO_COLOR", "1"))))
        .doesNotContainPattern("\u001B\\[[0-9;]*3[0-7]")
        .contains("\u001B[1m", "\u001B[2m");
  }

  @Test
  void withoutItAndWhereItIsEmptyThereAreColours() {
    assertThat(ansi(Palette.of(Map.of()))).containsPattern("\u001B\\[[0-9;]*3[0-7]");
    assertThat(Palette.of(Map.of("NO_COLOR", ""))).isEqualTo(Palette.of(Map.of()));
  }
}
