package io.github.streamingchat.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
  @Test
  void withoutOptionsBothAreStarted() {
    assertThat(AgentOptions.parse())
        .isEqualTo(new AgentOptions(false, null, null, null, false, false, List.of()));
  }

  @Test
  void theServersOptionsAreItsOwnAndTheRestIsTheChats() {
    AgentOptions options =
        AgentOptions.parse("--openai", "http://h/v1", "--model=m", "--port=1", "--ask", "Why?");

    assertThat(options)
        .isEqualTo(
            new AgentOptions(false, 1, "http://h/v1", "m", false, false, List.of("--ask", "Why?")));
  }

  @Test
  void aChatAloneIsToldByItsUrl() {
    AgentOptions options = AgentOptions.parse("--ws", "ws://h/ws");

    assertThat(options.ws()).isTrue();
    assertThat(options.rest()).containsExactly("--ws", "ws://h/ws");
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    refuses("--server stands without --ask", "--server", "--ask");
    refuses("--ws starts no server", "--ws", "ws://h/ws", "--port", "1");
    refuses("--model needs --openai", "--model", "m");
    refuses("--port needs a value", "--port");
    refuses("not 70000", "--port", "70000");
  }

  private static void refuses(String words, String... args) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentOptions.parse(args))
        .withMessageContaining(words);
  }

  @Test
  void openAiIsNotAskedWithoutAKeyAndAServerElsewhereIs() {
    String openAi = "https://api.openai.com/v1";
    assertThat(Mind.canAsk(openAi, "sk-1")).isTrue();
    assertThat(Mind.canAsk(openAi, null)).isFalse();
    assertThat(Mind.canAsk(openAi, "placeholder-key")).isFalse();
    assertThat(Mind.canAsk("http://127.0.0.1:11434/v1", null)).isTrue();
  }
}
