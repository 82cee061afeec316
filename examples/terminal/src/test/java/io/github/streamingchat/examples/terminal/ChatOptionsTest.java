package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ChatOptionsTest {
  @Test
  void withoutOptionsItIsAChatWithTheDemoServer() throws Exception {
    assertThat(ChatOptions.parse())
        .isEqualTo(new ChatOptions(Protocol.OPENAI, null, null, null, false, null, false));
  }

  @Test
  void valuesFollowTheirOptionOrAnEqualsSign() throws Exception {
    ChatOptions expected =
        new ChatOptions(Protocol.OPENAI, "http://h/v1", null, "m", true, "Why?", false);

    assertThat(ChatOptions.parse("--url", "http://h/v1", "--model", "m", "--ask", "Why?"))
        .isEqualTo(expected);
    assertThat(ChatOptions.parse("--url=http://h/v1", "--model=m", "--ask=Why?"))
        .isEqualTo(expected);
  }

  @Test
  void askNeedsNoText() throws Exception {
    assertThat(ChatOptions.parse("--ask"))
        .isEqualTo(new ChatOptions(Protocol.OPENAI, null, null, null, true, null, false));
    assertThat(ChatOptions.parse("--ask", "--model", "m"))
        .isEqualTo(new ChatOptions(Protocol.OPENAI, null, null, "m", true, null, false));
    assertThat(ChatOptions.parse("--ask", " ").question()).isNull();
  }

  @Test
  void aQuestionMayBeginWithDashesBehindAnEqualsSign() throws Exception {
    assertThat(ChatOptions.parse("--ask=--help?").question()).isEqualTo("--help?");
    assertThat(ChatOptions.parse("--ask=a=b").question()).isEqualTo("a=b");
  }

  @Test
  void aProtocolIsChosenByItsName() throws Exception {
    assertThat(ChatOptions.parse("--protocol", "token-events").protocol())
        .isEqualTo(Protocol.TOKEN_EVENTS);
    assertThat(ChatOptions.parse("--protocol=Text-Lines", "--ask").protocol())
        .isEqualTo(Protocol.TEXT_LINES);
  }

  @Test
  void aWrongProtocolIsAnsweredWithTheChoices() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--protocol", "smtp"))
        .withMessage("there is no protocol \"smtp\"; choose one of"
            + " openai, text-lines, token-events, message-events, message-lines");
  }

  @Test
  void helpListsEveryProtocol() {
    for (Protocol protocol : Protocol.values()) {
      assertThat(ChatOptions.HELP).contains("  " + protocol.word() + " ");
    }
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
    for (String option : new String[] {"--url", "--ws", "--model", "--protocol"}) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> ChatOptions.parse(option))
          .withMessage(option + " needs a value");
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> ChatOptions.parse(option, "--ask"))
          .withMessage(option + " needs a value");
    }
  }

  @Test
  void aWebSocketStandsInThePlaceOfUrlAndModel() throws Exception {
    assertThat(ChatOptions.parse("--ws", "ws://h/ws").ws()).isEqualTo("ws://h/ws");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--ws=ws://h/ws", "--model=m"))
        .withMessageContaining("--ws goes without");
  }
}
