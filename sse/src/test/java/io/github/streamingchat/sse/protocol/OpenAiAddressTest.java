package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the address that people have to the one that is asked. */
class OpenAiAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1//, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/chat/completions, https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/chat/completions/, https://api.openai.com/v1/chat/completions",
    "http://localhost:11434, http://localhost:11434/chat/completions",
    "http://localhost:11434/, http://localhost:11434/chat/completions",
    "http://[::1]:8080/v1, http://[::1]:8080/v1/chat/completions",
    "HTTP://Localhost/v1, HTTP://Localhost/v1/chat/completions",
    "http://h/a%2Fb?x=1&y=%20, http://h/a%2Fb/chat/completions?x=1&y=%20",
    "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1, "
        + "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1",
    "http://h/v1#part, http://h/v1/chat/completions",
    "'  http://h/v1 ', http://h/v1/chat/completions",
  })
  void theAddressIsCompletedUnlessItIsComplete(String given, String asked) {
    assertThat(OpenAi.at(given).settings().address).hasToString(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.openai.com/v1",
        "localhost:8080/v1",
        "/v1",
        "ftp://h/v1",
        "file:///etc/passwd",
        "http:///v1",
        "http://",
        "http:v1",
        "ws://h/v1",
        "http://my_host/v1",
        "http://h h/v1",
        "http://h:port/v1",
      })
  void whatIsNoAddressOfAnEndpointIsRefusedWithAnExample(String given) {
    assertThatThrownBy(() -> OpenAi.at(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + given + "\"")
        .hasMessageContaining("https://api.openai.com/v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "htp://user:sesame@h/v1?key=sesame",
        "http://user:sesame@h h/v1",
        "http://user:ses?ame#@h h/v1",
        "http://h h/v1?key=sesame",
        "user:sesame@h/v1",
        "https://user:sesame@h:0/v1?key=sesame",
        "https://user:sesame@:80/v1#sesame",
      })
  void noRefusalShowsUserInfoOrQuery(String given) {
    assertThatThrownBy(() -> OpenAi.at(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .contains("\"")
        .doesNotContain("ses", "ame", "user");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 99_999})
  void aPortThatCannotBeIsRefused(int port) {
    assertThatThrownBy(() -> OpenAi.at(URI.create("http://h:" + port + "/v1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port");
  }
}
