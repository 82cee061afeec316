package io.github.streamingchat.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a text is cut, whatever the pace: all of it is shown, and no character in halves. */
class PacedTextProperties {
  private static final Duration FRAME = Duration.ofMillis(16);
  private static final Duration CATCH_UP = Duration.ofMillis(250);

  @Property(tries = 2000)
  void noCharacterIsShownInHalves(
      @ForAll("characters") List<String> characters,
      @ForAll("cuts") List<Integer> cuts,
      @ForAll("paces") Pace pace) {
    String text = String.join("", characters);
    Set<Integer> ends = ends(characters);
    PacedText paced = new PacedText(pace, CATCH_UP);
    StringBuilder shown = new StringBuilder();
    int from = 0;
    for (int cut : cuts) {
      int to = whole(text, Math.min(text.length(), from + cut));
      paced.add(text.substring(from, to));
      from = to;
      show(paced.take(FRAME), shown, ends);
    }
    paced.add(text.substring(from));
    paced.end();
    for (int frame = 0; !paced.isDone(); frame++) {
      assertThat(frame).isLessThan(20);
      show(paced.take(FRAME), shown, ends);
    }

    assertThat(shown).hasToString(text);
  }

  /** A listener's text never ends in half of a surrogate pair. */
  private static int whole(String text, int end) {
    return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private static void show(String due, StringBuilder shown, Set<Integer> ends) {
    shown.append(due);
    assertThat(ends).contains(shown.length());
  }

  private static Set<Integer> ends(List<String> characters) {
    Set<Integer> ends = new HashSet<>(Set.of(0));
    int end = 0;
    for (String character : characters) {
      end += character.length();
      ends.add(end);
    }
    return ends;
  }

  /** What a person sees as one character each, whatever stands beside it. */
  @Provide
  Arbitrary<List<String>> characters() {
    return Arbitraries.of(
            "a",
            " ",
            "\r\n",
            "\u4F60",
            "e\u0301\u0327", // two accents
            "\uD83D\uDE00", // an emoji
            "\uD83D\uDC4D\uD83C\uDFFD", // with a skin
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", // a family
            "\uD83C\uDDF3\uD83C\uDDF4", // a flag
            "\uD83C\uDDF8\uD83C\uDDEA", // another one
            "1\uFE0F\u20E3", // a key
            "\u2764\uFE0F", // a heart
            "\u1112\u1161\u11AB", // a syllable
            "\u0E19\u0E49") // a letter with a tone
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 5).list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<Pace> paces() {
    return Arbitraries.of(
        Pace.DEFAULT,
        new Pace.Characters(1000),
        new Pace.Words(5),
        new Pace.Words(1000),
        new Pace.Drain(Duration.ofMillis(50)));
  }
}
