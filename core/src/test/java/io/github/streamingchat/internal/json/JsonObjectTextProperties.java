package io.github.streamingchat.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonObjectTextProperties {
  @Property(tries = 300)
  void whatIsSeenIsAPartOfWhatIsSeenLater(@ForAll("objects") String text) {
    Map<String, Object> before = JsonObjectText.soFar("");
    for (int end = 1; end <= text.length(); end++) {
      Map<String, Object> now = JsonObjectText.soFar(text.substring(0, end));
      assertThat(isBeginning(before, now)).as("%s comes before %s", before, now).isTrue();
      before = now;
    }
    assertThat(before).isEqualTo(JsonObjectText.whole(text));
  }

  @Property(tries = 300)
  void everythingIsSeenButWhatMayStillChange(@ForAll("objects") String text) {
    Map<String, Object> whole = JsonObjectText.whole(text);
    String withoutItsEnd = text.substring(0, text.lastIndexOf('}')) + " ";

    assertThat(JsonObjectText.soFar(withoutItsEnd)).isEqualTo(whole);
  }

  @Property
  void nothingThrows(@ForAll("nearlyJson") String text) {
    assertThat(JsonObjectText.soFar(text)).isNotNull();
  }

  @Property
  void whatIsWritableIsReadAndWritten(@ForAll("nearlyJson") String text) {
    if (JsonObjectText.isWritable(text)) {
      Map<String, Object> members = JsonObjectText.whole(text);
      assertThat(JsonObjectText.isWritable(JsonValueWriter.json(members))).isTrue();
    }
  }

  /** Whether a value may become another one by growing at its end. */
  private static boolean isBeginning(Object before, Object now) {
    if (before instanceof String text && now instanceof String longer) {
      return text.equals(longer) || longer.startsWith(text) && !endsInHalfACharacter(text);
    }
    if (before instanceof Map<?, ?> members && now instanceof Map<?, ?> more) {
      List<Object> names = new ArrayList<>(members.keySet());
      return names.equals(more.keySet().stream().limit(names.size()).toList())
          && isBeginning(new ArrayList<>(members.values()), new ArrayList<>(more.values()));
    }
    if (before instanceof List<?> elements && now instanceof List<?> more) {
      int last = elements.size() - 1;
      return last < more.size()
          && (last < 0
              || elements.subList(0, last).equals(more.subList(0, last))
                  && isBeginning(elements.get(last), more.get(last)));
    }
    return Objects.equals(before, now);
  }

  private static boolean endsInHalfACharacter(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  @Provide
  Arbitrary<String> objects() {
    return objects(3);
  }

  /** Objects, and what is left of them when some of it goes missing. */
  @Provide
  Arbitrary<String> nearlyJson() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 1000);
    return Combinators.combine(objects(2), places, places).as((text, a, b) -> {
      int from = Math.min(a, text.length());
      int to = Math.min(b, text.length());
      return text.substring(0, Math.min(from, to)) + text.substring(Math.max(from, to));
    });
  }

  /** In any spelling: white space, escapes and numbers as a model may write them. */
  private static Arbitrary<String> objects(int depth) {
    return Combinators.combine(names(), spaces(), values(depth - 1))
        .as((name, space, value) -> name.substring(1) + space + ':' + space + value)
        .list()
        .ofMaxSize(4)
        .map(members -> {
          StringBuilder object = new StringBuilder("{");
          for (int i = 0; i < members.size(); i++) {
            // Its number makes each name another one.
            object.append(i == 0 ? "\"" : ",\"").append(i).append(members.get(i));
          }
          return object.append('}').toString();
        });
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> plain = Arbitraries.of(
        "0", "-1", "12.50", "1e3", "9999999999999999999999", "true", "false", "null");
    if (depth == 0) {
      return Arbitraries.oneOf(plain, texts());
    }
    Arbitrary<String> arrays = Combinators.combine(values(depth - 1).list().ofMaxSize(3), spaces())
        .as((elements, space) -> "[" + String.join(space + ",", elements) + "]");
    return Arbitraries.oneOf(plain, texts(), arrays, objects(depth));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(units(), units(), Arbitraries.of("\\uD83D", "\\uDE00"))
        .list()
        .ofMaxSize(6)
        .map(units -> '"' + String.join("", units) + '"');
  }

  /** Jackson reads no half of a pair in a name. */
  private static Arbitrary<String> names() {
    return units().list().ofMaxSize(6).map(units -> '"' + String.join("", units) + '"');
  }

  private static Arbitrary<String> units() {
    return Arbitraries.of(
        "a",
        " ",
        "\u00E9",
        "\uD83D\uDE00",
        "\\ud83d\\ude00",
        "\\u00e9",
        "\\n",
        "\\\"",
        "\\\\",
        "{",
        "]",
        ",",
        ":");
  }

  private static Arbitrary<String> spaces() {
    return Arbitraries.of("", " ", "\n ", "\t");
  }
}
