package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputLineTest {
  private final InputLine line = new InputLine();

  private boolean type(String keys) {
    boolean ended = false;
    for (char key : keys.toCharArray()) {
      ended |= line.type(key);
    }
    return ended;
  }

  @Test
  void enterEndsTheLineAndKeepsItsText() {
    assertThat(type("/stop")).isFalse();
    assertThat(type("\r")).isTrue();
    assertThat(line.text()).isEqualTo("/stop");
  }

  @Test
  void backspaceTakesAWholeCharacter() {
    type("é🙂\u007F");
    assertThat(line.text()).isEqualTo("é");
    type("\b\b\b");
    assertThat(line.text()).isEmpty();
  }

  @Test
  void controlUAndControlWTakeTheLineAndTheWord() {
    type("one two  \u0017");
    assertThat(line.text()).isEqualTo("one ");
    type("three\u0015");
    assertThat(line.text()).isEmpty();
  }

  @Test
  void arrowsAndOtherControlKeysLeaveNoTrace() {
    type("a\u001B[A\u001BOB\u001B[1;5C\u001B[3~\u001Bx\u0001\u0004\tb");
    assertThat(line.text()).isEqualTo("ab");
  }

  @Test
  void aSlashBehindAHeldTextBeginsACommandAndTheTextComesBack() {
    type("and/or\r");
    line.hold();
    type("/st");
    assertThat(line.text()).isEqualTo("/st");
    assertThat(line.draft()).isEqualTo("and/or");

    type("\b\b\b");
    assertThat(line.text()).isEqualTo("and/or");
    type("/stop");
    line.clear();
    assertThat(line.text()).isEqualTo("and/or");
  }

  @Test
  void anyOtherKeyGoesOnWithAHeldText() {
    type("and");
    line.hold();
    type("\u001B[A or/not");
    assertThat(line.text()).isEqualTo("and or/not");
    assertThat(line.draft()).isEqualTo("and or/not");
  }
}
