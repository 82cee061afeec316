package io.github.streamingchat.examples.web.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.examples.web.wire.HintJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A page that keeps the latest hint of each place, and drops those that are empty, knows them all. */
class PieceHintsProperties {
  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "`",
            "``",
            "```",
            "~~~",
            "\n",
            "\n\n",
            "java",
            "code `x` more",
            "https://",
            "http://a.b/c",
            "https://example.org/x?y=1 ",
            "word ",
            " ",
            ".",
            "🌊",
            "<b>")
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 2_000)
  void everyPieceByPieceAccountIsThatOfTheWhole(@ForAll("pieces") List<String> pieces) {
    PieceHints hints = new PieceHints();
    Map<Object, Map<String, ?>> known = new TreeMap<>();
    for (String piece : pieces) {
      show(hints.add(piece), known);
    }
    show(hints.end(), known);

    List<Map<String, ?>> shown = new ArrayList<>(known.values());
    List<Map<String, ?>> whole = new ArrayList<>(HintJson.in(String.join("", pieces), true));
    whole.sort((a, b) -> Integer.compare((int) a.get("from"), (int) b.get("from")));
    assertThat(shown).isEqualTo(whole);
  }

  private static void show(List<? extends Map<String, ?>> news, Map<Object, Map<String, ?>> known) {
    for (Map<String, ?> hint : news) {
      if (hint.get("from").equals(hint.get("to"))) {
        known.remove(hint.get("from"));
      } else {
        known.put(hint.get("from"), hint);
      }
    }
  }
}
