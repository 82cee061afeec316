package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ChatOptionsTest {
  @Test
  void withoutOptionsItIsAChatWithTheDemoServer() throws Exception {
    assertThat(ChatOptions.parse()).isEqualTo(new ChatOptions(null, null, false, null, false));
  }

  @Test
  void valuesFollowTheirOptionOrAnEqualsSign() throws Exception {
    ChatOptions expected = new ChatOptions("http://h/v1", "m", true, "Why?", false);

    assertThat(ChatOptions.parse("--url", "http://h/v1", "--model", "m", "--ask", "Why?"))
        .isEqualTo(expected);
    assertThat(ChatOptions.parse("--url=http://h/v1", "--model=m", "--ask=Why?"))
        .isEqualTo(expected);
  }

  @Test
  void askNeedsNoText() throws Exception {
    assertThat(ChatOptions.parse("--ask"))
        .isEqualTo(new ChatOptions(null, null, true, null, false));
    assertThat(ChatOptions.parse("--ask", "--model", "m"))
        .isEqualTo(new ChatOptions(null, "m", true, null, false));
    assertThat(ChatOptions.parse("--ask", " ").question()).isNull();
  }

  @Test
  void aQuestionMayBeginWithDashesBehindAnEqualsSign() throws Exception {
    assertThat(ChatOptions.parse("--ask=--help?").question()).isEqualTo("--help?");
    assertThat(ChatOptions.parse("--ask=a=b").question()).isEqualTo("a=b");
  }

  @Test
  void whatIsUnknownIsNamed() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--colour"))
        .withMessage("unknown option --colour");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--help=x"))
        .withMessageContaining("\"x\"");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--ask", "Why", "me"))
        .withMessageContaining("\"me\"")
        .withMessageContaining("quotes");
  }

  @Test
  void aMissingValueIsNamed() {
    for (String option : new String[] {"--url", "--model"}) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> ChatOptions.parse(option))
          .withMessage(option + " needs a value");
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> ChatOptions.parse(option, "--ask"))
          .withMessage(option + " needs a value");
    }
  }
}
