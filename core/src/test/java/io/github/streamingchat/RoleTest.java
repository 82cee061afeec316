package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
  @ParameterizedTest
  @CsvSource({
    "user, user",
    "USER, user",
    "human, user",
    "Human, user",
    "assistant, assistant",
    "ai, assistant",
    "AI, assistant",
    "system, system",
    "tool, tool"
  })
  void wellKnownNamesAndAliasesAreKnownInAnyCase(String given, String name) {
    assertThat(Role.of(given).name()).isEqualTo(name);
    assertThat(Role.of(given)).isSameAs(Role.of(name)).hasToString(name);
  }

  @Test
  void anotherNameIsKeptAsItIs() {
    assertThat(Role.of("Moderator").name()).isEqualTo("Moderator");
    assertThat(Role.of("Moderator")).isEqualTo(Role.of("Moderator")).isNotEqualTo(Role.USER);
    assertThat(Role.of("Moderator")).hasSameHashCodeAs(Role.of("Moderator"));
    assertThat(Role.of("Moderator")).isNotEqualTo(Role.of("moderator"));
  }

  @Test
  void namesAreKnownInTheTurkishLocaleToo() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Role.of("AI")).isSameAs(Role.ASSISTANT);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aBlankNameIsRefused(String name) {
    assertThatThrownBy(() -> Role.of(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameThatIsTooLongIsRefusedWithoutShowingIt() {
    String longest = "r".repeat(Role.MAX_LENGTH);

    assertThat(Role.of(longest).name()).isEqualTo(longest);
    assertThatThrownBy(() -> Role.of(longest + "r"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65")
        .hasMessageNotContaining(longest);
  }
}
