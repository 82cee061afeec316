package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** The arguments of a tool call as JSON; {@code PartTest} has what it shares with other parts. */
class ToolCallTest {
  @Test
  void completeArgumentsAreRead() {
    assertThat(complete("{\"city\":\"Oslo\",\"days\":[1,2.0,null]}").arguments())
        .containsExactly(
            Map.entry("city", "Oslo"), Map.entry("days", Arrays.asList(1L, 2.0, null)));
  }

  @Test
  void blankArgumentsAreNone() {
    assertThat(complete("").arguments()).isEmpty();
    assertThat(complete(" \n").arguments()).isEmpty();
  }

  @Test
  void argumentsThatMayStillGrowAreNotToBeActedOn() {
    assertThatThrownBy(() -> growing("{\"city\":\"Oslo\"}").arguments())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("weather")
        .hasMessageContaining("partialArguments()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"city\":\"s3cret", "['s3cret']", "{} {}", "null", "{'city':1}"})
  void argumentsThatAreNoObjectAreRefusedInWordsForTheModel(String arguments) {
    assertThatThrownBy(() -> complete(arguments).arguments())
        .isInstanceOfSatisfying(ToolArgumentsException.class, refused -> {
          assertThat(refused.tool()).isEqualTo("weather");
          assertThat(refused.callId()).isEqualTo("c1");
        })
        .hasMessage("The arguments of the call of weather are not a JSON object.");
  }

  @Test
  void growingArgumentsAreSeenAsFarAsTheyCame() {
    assertThat(growing("").partialArguments()).isEmpty();
    assertThat(growing("{\"days\":[1,2],\"city\":\"Os").partialArguments())
        .isEqualTo(Map.of("days", List.of(1L, 2L), "city", "Os"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\":1}", "{\"a\":{\"b\":[1.50,\"\\u00e9\"]}}"})
  void inTheEndTheWholeIsSeen(String arguments) {
    assertThat(complete(arguments).partialArguments())
        .isEqualTo(complete(arguments).arguments());
  }

  @Test
  void argumentsAreNestedNoDeeperThanJsonIsHeld() {
    String deep = "{\"a\":".repeat(500) + "\"x\"" + "}".repeat(500);

    assertThat(complete(deep).arguments()).isEqualTo(complete(deep).partialArguments());
    assertThatThrownBy(() -> complete("{\"a\":" + deep + "}").arguments())
        .isInstanceOf(ToolArgumentsException.class)
        .hasCauseInstanceOf(JacksonException.class);
    assertThat(complete("{\"a\":" + deep + "}").partialArguments()).hasSize(1);
  }

  @Test
  void argumentsCannotBeChanged() {
    Map<String, Object> arguments = complete("{\"a\":[1]}").arguments();

    assertThatThrownBy(arguments::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(((List<?>) Objects.requireNonNull(arguments.get("a")))::clear)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Part.ToolCall complete(String arguments) {
    return new Part.ToolCall("c1", "weather", ChatText.of(arguments), true);
  }

  private static Part.ToolCall growing(String arguments) {
    return new Part.ToolCall("c1", "weather", ChatText.of(arguments), false);
  }
}
