package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpokenTest {
  @Test
  void textIsKnownAgainByItsPieces() {
    Spoken spoken = new Spoken(true);
    spoken.add("Be");
    spoken.add("ca");

    assertThat(spoken.is("Beca")).isTrue();
    assertThat(spoken.is("Becb")).isFalse();
    assertThat(spoken.begins("Because")).isTrue();
    assertThat(spoken.begins("Beware")).isFalse();
    assertThat(spoken.ends("A Beca")).isTrue();
    assertThat(spoken.ends("Because")).isFalse();
    assertThat(spoken.restOf("Because")).isEqualTo("use");
  }

  @Test
  void textThatIsNotToBeKnownCanBeMeasuredButNotAskedAbout() {
    Spoken spoken = new Spoken(false);
    assertThat(spoken.isEmpty()).isTrue();
    spoken.add("Be");

    assertThat(spoken.isEmpty()).isFalse();
    assertThat(spoken.restOf("Because")).isEqualTo("cause");
    assertThatThrownBy(() -> spoken.is("Be")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> spoken.begins("Be")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> spoken.ends("Be")).isInstanceOf(IllegalStateException.class);
  }
}
