package io.github.streamingchat.examples.web.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PiecesProperties {
  @Property(tries = 200)
  void piecesAreShortAndWholeAndMakeTheText(
      @ForAll @IntRange(max = 3) int before, @ForAll @IntRange(max = 5_000) int waves) {
    String text = "x".repeat(before) + "🌊".repeat(waves);

    List<String> pieces = Pieces.of(text);
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).allSatisfy(piece -> {
      assertThat(piece.length()).isBetween(1, Pieces.MOST);
      assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1))).isFalse();
    });
  }
}
