package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatOptionsTest {
  @Test
  void withoutOptionsItIsAChatWithTheDemoServer() throws Exception {
    assertThat(ChatOptions.parse())
        .isEqualTo(new ChatOptions(Provider.OPENAI, null, null, null, false, false, null, false));
  }

  @Test
  void valuesFollowTheirOptionOrAnEqualsSign() throws Exception {
    ChatOptions expected =
        new ChatOptions(Provider.OPENAI, "http://h/v1", null, "m", false, true, "Why?", false);

    assertThat(ChatOptions.parse("--url", "http://h/v1", "--model", "m", "--ask", "Why?"))
        .isEqualTo(expected);
    assertThat(ChatOptions.parse("--url=http://h/v1", "--model=m", "--ask=Why?"))
        .isEqualTo(expected);
  }

  @Test
  void askNeedsNoText() throws Exception {
    assertThat(ChatOptions.parse("--ask"))
        .isEqualTo(new ChatOptions(Provider.OPENAI, null, null, null, false, true, null, false));
    assertThat(ChatOptions.parse("--ask", "--model", "m"))
        .isEqualTo(new ChatOptions(Provider.OPENAI, null, null, "m", false, true, null, false));
    assertThat(ChatOptions.parse("--ask", " ").question()).isNull();
  }

  @Test
  void aQuestionMayBeginWithDashesBehindAnEqualsSign() throws Exception {
    assertThat(ChatOptions.parse("--ask=--help?").question()).isEqualTo("--help?");
    assertThat(ChatOptions.parse("--ask=a=b").question()).isEqualTo("a=b");
  }

  @Test
  void aProviderIsChosenByItsName() throws Exception {
    assertThat(ChatOptions.parse("--provider", "token-events").provider())
        .isEqualTo(Provider.TOKEN_EVENTS);
    assertThat(ChatOptions.parse("--provider=Text-Lines", "--ask").provider())
        .isEqualTo(Provider.TEXT_LINES);
  }

  @Test
  void theOldNameOfTheOptionStillWorks() throws Exception {
    assertThat(ChatOptions.parse("--protocol", "token-events").provider())
        .isEqualTo(Provider.TOKEN_EVENTS);
  }

  @Test
  void aWrongProviderIsAnsweredWithTheChoices() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--provider", "smtp"))
        .withMessage("there is no provider \"smtp\"; choose one of openai,"
            + " openai-responses, anthropic, gemini, ollama, ui-message, ag-ui,"
            + " text-lines, token-events, message-events, message-lines");
  }

  @Test
  void helpListsEveryProvider() {
    for (Provider provider : Provider.values()) {
      assertThat(ChatOptions.HELP).contains("  " + provider.word() + " ");
    }
  }

  @Test
  void eachProviderHasItsUsualKey() {
    Map<String, String> keys =
        Map.of("OPENAI_API_KEY", "o", "ANTHROPIC_API_KEY", "a", "GEMINI_API_KEY", "g");

    assertThat(Provider.OPENAI.key(keys)).isEqualTo("o");
    assertThat(Provider.OPENAI_RESPONSES.key(keys)).isEqualTo("o");
    assertThat(Provider.ANTHROPIC.key(keys)).isEqualTo("a");
    assertThat(Provider.GEMINI.key(keys)).isEqualTo("g");
    assertThat(Provider.OLLAMA.key(keys)).isNull();
    assertThat(Provider.AG_UI.key(keys)).isNull();
    assertThat(Provider.GEMINI.key(Map.of())).isNull();
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
    for (String option : new String[] {"--url", "--ws", "--model", "--provider", "--protocol"}) {
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
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ChatOptions.parse("--ws=ws://h/ws", "--tools"))
        .withMessageContaining("--ws goes without");
  }
}
