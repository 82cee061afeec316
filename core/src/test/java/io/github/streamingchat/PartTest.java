package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartTest {
  private static final String SECRET = "s3cret";

  static Stream<Part.Growing> growing() {
    ChatText text = ChatText.of(SECRET);
    return Stream.of(
        new Part.Text(text),
        new Part.Reasoning(text, new Part.Seal("provider", SECRET, SECRET)),
        new Part.Refusal(text),
        new Part.ToolCall("c1", "search", text, false));
  }

  static Stream<Part> all() {
    Map<String, Object> json = Map.of("key", SECRET);
    return Stream.concat(
        growing(),
        Stream.of(
            new Part.ToolResult("c1", SECRET, true),
            new Part.Source("s1", "https://example.org/" + SECRET, SECRET, json),
            new Part.File("image/png", SECRET, SECRET, SECRET),
            new Part.Data("chart", "d1", json),
            new Part.Raw("unheard-of", json)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void noPartShowsItsContent(Part part) {
    assertThat(part.toString()).doesNotContain(SECRET).hasSizeLessThan(100);
  }

  @ParameterizedTest
  @MethodSource("growing")
  void aGrowingPartKeepsAllButItsText(Part.Growing part) {
    Part.Growing longer = part.withContent(part.content().append("!"));

    assertThat(longer.content()).hasToString(SECRET + "!");
    assertThat(longer).isNotEqualTo(part).hasSameClassAs(part);
    assertThat(longer.withContent(part.content())).isEqualTo(part);
    assertThat(longer.length()).isEqualTo(part.length() + 1);
  }

  @ParameterizedTest
  @MethodSource("growing")
  void noGrowingPartEndsInHalfACharacter(Part.Growing part) {
    assertThat(part.withContent(ChatText.of("a\uD83D")).content()).hasToString("a\uFFFD");
    assertThat(part.withContent(ChatText.of("a\uD83D\uDE00")).content())
        .hasToString("a\uD83D\uDE00");
  }

  @Test
  void partsAreEqualByValue() {
    assertThat(all().toList()).isEqualTo(all().toList());
    assertThat(new Part.Data("t", null, Map.of("n", 1)))
        .isEqualTo(new Part.Data("t", null, Map.of("n", 1L)));
    assertThat(Part.text("a")).isNotEqualTo(new Part.Refusal(ChatText.of("a")));
  }

  @Test
  void jsonInsideAPartIsCopied() {
    List<Object> rows = new ArrayList<>(List.of(1));
    Map<String, Object> details = new HashMap<>(Map.of("rank", 1));
    Part.Data data = new Part.Data("rows", null, rows);
    Part.Source source = new Part.Source(null, null, null, details);
    rows.add(2);
    details.clear();

    assertThat(data.value()).isEqualTo(List.of(1L));
    assertThat(source.details()).isEqualTo(Map.of("rank", 1L));
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> new Part.Data("t", null, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Part.Raw("t", new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Part.ToolResult("c", Map.of(1, 2), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textSealsJsonAndFilesCountAgainstTheLimit() {
    assertThat(Part.text("four").length()).isEqualTo(4);
    assertThat(new Part.ToolResult("c", "four", false).length()).isEqualTo(4);
    assertThat(new Part.File("text/plain", null, null, "Zm91cg==").length()).isEqualTo(8);
    assertThat(new Part.Data("t", null, null).length()).isZero();
    assertThat(new Part.Data("t", null, Map.of("name", List.of("five5", true))).length())
        .isBetween(9, 20);
    assertThat(new Part.Reasoning(ChatText.of("Hm"), new Part.Seal("p", "sig", "data")).length())
        .isEqualTo(9);
  }
}
