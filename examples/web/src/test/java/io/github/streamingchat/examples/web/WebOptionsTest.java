package io.github.streamingchat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.examples.terminal.Provider;
import io.github.streamingchat.examples.terminal.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebOptionsTest {
  @Test
  void withoutOptionsTheMindIsBuiltInAndAnyPortFrom8080WillDo() throws UsageException {
    assertThat(WebOptions.parse())
        .isEqualTo(
            new WebOptions("127.0.0.1", 8080, true, true, Provider.OPENAI, null, null, false));
  }

  @Test
  void everyOptionIsReadBehindASpaceOrAnEqualsSign() throws UsageException {
    WebOptions expected =
        new WebOptions("0.0.0.0", 9000, false, false, Provider.OLLAMA, "http://x/?a=b", "m", false);
    assertThat(WebOptions.parse(
            "--host",
            "0.0.0.0",
            "--port",
            "9000",
            "--no-streaming",
            "--provider",
            "ollama",
            "--url",
            "http://x/?a=b",
            "--model",
            "m"))
        .isEqualTo(expected);
    assertThat(WebOptions.parse(
            "--host=0.0.0.0",
            "--port=9000",
            "--no-streaming",
            "--provider=ollama",
            "--url=http://x/?a=b",
            "--model=m"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--port=x",
        "--port=-1",
        "--port=65536",
        "--provider=nobody",
        "--nonsense",
        "--model=m",
        "--url=",
        "hello"
      })
  void whatMakesNoSenseIsRefused(String word) {
    assertThatThrownBy(() -> WebOptions.parse(word)).isInstanceOf(UsageException.class);
  }

  @Test
  void helpNamesEveryProvider() {
    assertThat(WebOptions.HELP).contains(Provider.names());
  }
}
