package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageIdTest {
  @Test
  void anIdIsItsText() {
    assertThat(MessageId.of("m1")).isEqualTo(new MessageId("m1")).hasToString("m1");
    assertThat(MessageId.of("m1")).isLessThan(MessageId.of("m2"));
  }

  @Test
  void aBlankIdIsRefused() {
    assertThatThrownBy(() -> MessageId.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not blank");
  }

  @Test
  void anIdOfTheGreatestLengthIsTakenAndALongerOneRefusedWithoutShowingIt() {
    String longest = "x".repeat(MessageId.MAX_LENGTH);
    assertThat(MessageId.of(longest).value()).isEqualTo(longest);
    assertThatThrownBy(() -> MessageId.of(longest + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("257")
        .message()
        .doesNotContain("xxx");
  }
}
