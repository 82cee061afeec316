package io.github.streamingchat.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonObjectTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{\"", "{\"ci", "{\"city\"", "{\"city\":", "{\"city\": "})
  void aMemberIsNotThereBeforeItsValueBegins(String beginning) {
    assertThat(JsonObjectText.soFar(beginning)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2", "\"text", "12", "null", "x", "}", "]"})
  void whatIsNoObjectIsNotSeen(String text) {
    assertThat(JsonObjectText.soFar(text)).isEmpty();
  }

  @Test
  void aStringIsThereAsFarAsItCame() {
    assertThat(JsonObjectText.soFar("{\"city\":\"")).isEqualTo(Map.of("city", ""));
    assertThat(JsonObjectText.soFar("{\"city\":\"Os")).isEqualTo(Map.of("city", "Os"));
    assertThat(JsonObjectText.soFar("{\"city\":\"Oslo\"")).isEqualTo(Map.of("city", "Oslo"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "\\u", "\\u0", "\\u00", "\\u004"})
  void halfAnEscapeIsLeftOut(String half) {
    assertThat(JsonObjectText.soFar("{\"a\":\"x" + half)).isEqualTo(Map.of("a", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\\uD83D", "\\ud83d\\", "\\ud83d\\u", "\\ud83d\\ude0"})
  void halfACharacterIsLeftOut(String half) {
    assertThat(JsonObjectText.soFar("{\"a\":\"x" + half)).isEqualTo(Map.of("a", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D\uDE00", "\\uD83D\\uDE00", "\uD83D" + "\\ude00"})
  void aWholeCharacterIsThere(String whole) {
    assertThat(JsonObjectText.soFar("{\"a\":\"x" + whole)).isEqualTo(Map.of("a", "x\uD83D\uDE00"));
  }

  @Test
  void anEscapedBackslashBeginsNoEscape() {
    assertThat(JsonObjectText.soFar("{\"a\":\"\\\\ud83d")).isEqualTo(Map.of("a", "\\ud83d"));
    assertThat(JsonObjectText.soFar("{\"a\":\"\\\\\",\"b\":\"x\\\"{"))
        .isEqualTo(Map.of("a", "\\", "b", "x\"{"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-", "-1.5e+", "12.0", "t", "true", "nul", "null"})
  void aNumberOrAWordAtTheVeryEndIsLeftOut(String growing) {
    assertThat(JsonObjectText.soFar("{\"a\":\"x\",\"b\":" + growing)).isEqualTo(Map.of("a", "x"));
    assertThat(JsonObjectText.soFar("{\"a\":[true," + growing))
        .isEqualTo(Map.of("a", List.of(true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", ",", "}"})
  void aNumberIsThereOnceSomethingFollows(String next) {
    assertThat(JsonObjectText.soFar("{\"a\":12" + next)).isEqualTo(Map.of("a", 12));
  }

  @Test
  void containersAreThereFromTheirFirstCharacter() {
    assertThat(JsonObjectText.soFar("{\"a\":{\"b\":[{\"c\":1},{"))
        .isEqualTo(Map.of("a", Map.of("b", List.of(Map.of("c", 1), Map.of()))));
  }

  @Test
  void membersAfterAContainerAreItsOwners() {
    assertThat(JsonObjectText.soFar("{\"a\":{\"x\":[]},\"b\":[[\"q\"],\"r"))
        .isEqualTo(Map.of("a", Map.of("x", List.of()), "b", List.of(List.of("q"), "r")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "}", ":", "'", "\"b\" 1", "\"b\":\"\u0001"})
  void whatIsNotJsonEndsTheView(String wrong) {
    assertThat(JsonObjectText.soFar("{\"a\":1," + wrong)).isEqualTo(Map.of("a", 1));
  }

  @Test
  void whatFollowsTheObjectIsNotSeen() {
    assertThat(JsonObjectText.soFar("{\"a\":1}{\"b\":\"")).isEqualTo(Map.of("a", 1));
  }

  @Test
  void aNestingWithoutEndIsCutOff() {
    Object value = JsonObjectText.soFar("{\"a\":" + "[".repeat(1_000_000)).get("a");
    int depth = 0;
    while (value instanceof List<?> list) {
      depth++;
      value = list.isEmpty() ? null : list.get(0);
    }
    assertThat(depth).isBetween(100, 1000);
  }

  @Test
  void aNumberWithAHugeExponentHarmsNobody() {
    assertThat(JsonObjectText.soFar("{\"a\":1e99999999999,\"b\":\"x")).containsEntry("b", "x");
  }

  @Test
  void wholeIsOnlyAnObjectThatIsAllThereIs() {
    assertThat(JsonObjectText.whole(" {\"a\":[1]} ")).isEqualTo(Map.of("a", List.of(1)));
    assertThatThrownBy(() -> JsonObjectText.whole("[1]"))
        .isInstanceOf(UnexpectedJsonException.class);
    assertThatThrownBy(() -> JsonObjectText.whole("{} {}"))
        .isInstanceOf(UnexpectedJsonException.class);
    assertThatThrownBy(() -> JsonObjectText.whole("{\"a\":1")).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " {\"a\":{\"b\":[\"\\ud83d\",1e400]}}\n", "{\"\\ud83d\\ude00\":1}"})
  void anObjectIsWritable(String text) {
    assertThat(JsonObjectText.isWritable(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{\"a\"}",
        "{}x",
        "{} {}",
        "{\"a\":{\"\\ude00\":1}}",
        "{\"\uD83D\":1}"
      })
  void whatIsNoObjectOrHasHalfACharacterInANameIsNotWritable(String text) {
    assertThat(JsonObjectText.isWritable(text)).isFalse();
  }

  @Test
  void anObjectIsWritableUpToAHundredLevels() {
    String hundred = "{\"a\":".repeat(100) + "1" + "}".repeat(100);

    assertThat(JsonObjectText.isWritable(hundred)).isTrue();
    assertThat(JsonObjectText.isWritable("{\"a\":" + hundred + "}")).isFalse();
  }
}
