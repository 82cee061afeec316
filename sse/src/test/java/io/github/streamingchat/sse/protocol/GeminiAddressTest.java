package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address of Gemini is asked, and with which headers. */
class GeminiAddressTest {
  private static final String METHOD = "/models/m:streamGenerateContent?alt=sse";

  private static HttpRequest request(Gemini endpoint) {
    return endpoint.protocol().request(Requests.asking("Hi"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://generativelanguage.googleapis.com, https://generativelanguage.googleapis.com/v1beta",
    "https://generativelanguage.googleapis.com/, https://generativelanguage.googleapis.com/v1beta",
    "http://h/v1beta, http://h/v1beta",
    "http://h/v1beta//, http://h/v1beta",
    "http://h/v1, http://h/v1",
    "http://h/v1alpha, http://h/v1alpha",
    "http://h/v1beta1, http://h/v1beta1",
    "http://h/v1beta/models, http://h/v1beta",
    "http://h/v1beta/models/, http://h/v1beta",
    "http://h/gateway, http://h/gateway/v1beta",
    "http://h/vision, http://h/vision/v1beta",
    "http://[::1]:8080/gateway/v2, http://[::1]:8080/gateway/v2",
    "https://h/v1/projects/p/locations/l/publishers/google, "
        + "https://h/v1/projects/p/locations/l/publishers/google",
  })
  void aVersionIsPutBehindABaseThatHasNone(String given, String base) {
    assertThat(request(Gemini.at(given).model("m")).uri()).hasToString(base + METHOD);
    assertThat(request(Gemini.at(URI.create(given)).model("m")).uri()).hasToString(base + METHOD);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-pro, models/gemini-2.5-pro",
    "models/gemini-x, models/gemini-x",
    "tunedModels/mine, tunedModels/mine",
    "a b?c#d, models/a%20b%3Fc%23d",
  })
  void aModelIsNamedOrIsAResource(String model, String resource) {
    assertThat(request(Gemini.at("http://h").model(model)).uri())
        .hasToString("http://h/v1beta/" + resource + ":streamGenerateContent?alt=sse");
  }

  @Test
  void withoutStreamingAnotherMethodIsAsked() {
    HttpRequest http = request(Gemini.at("http://h").model("m").streaming(false));

    assertThat(http.uri()).hasToString("http://h/v1beta/models/m:generateContent");
    assertThat(http.headers().firstValue("Accept")).contains("application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "key=1, key=1&alt=sse",
    "alt=json, alt=json",
    "a=b&alt=sse, a=b&alt=sse",
    "$alt=json, $alt=json",
    "salt=1, salt=1&alt=sse",
  })
  void theQueryOfTheBaseIsKept(String given, String asked) {
    assertThat(request(Gemini.at("http://h/v1?" + given).model("m")).uri().getRawQuery())
        .isEqualTo(asked);
  }

  @Test
  void withoutAModelNothingIsAsked() {
    for (Gemini endpoint :
        new Gemini[] {Gemini.at("http://h"), Gemini.at("http://h").model(" ")}) {
      assertThatThrownBy(() -> request(endpoint))
          .isInstanceOf(UnsendableException.class)
          .hasMessageContaining("No model was chosen");
    }
  }

  @Test
  void theKeyHasAHeaderOfItsOwn() {
    HttpRequest http = request(Gemini.at("http://h").model("m").apiKey(" k "));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.headers().allValues("x-goog-api-key")).containsExactly("k");
    assertThat(http.headers().firstValue("Authorization")).isEmpty();
    assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(http.headers().firstValue("Accept")).contains("text/event-stream");
  }

  @Test
  void aTokenOfVertexIsAHeader() {
    HttpRequest http =
        request(Gemini.at("http://h").model("m").header("Authorization", "Bearer t"));

    assertThat(http.headers().allValues("Authorization")).containsExactly("Bearer t");
    assertThat(http.headers().firstValue("x-goog-api-key")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "generativelanguage.googleapis.com", "ftp://h/v1", "http://h h"})
  void whatIsNoAddressIsRefusedWithAnExample(String given) {
    assertThatThrownBy(() -> Gemini.at(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://generativelanguage.googleapis.com");
  }

  @Test
  void whatDescribesTheEndpointShowsNoSecret() {
    assertThat(Gemini.at("https://user:" + Dialogue.KEY + "@h.example/v1?key=" + Dialogue.KEY)
            .model("m")
            .apiKey(Dialogue.KEY))
        .hasToString("Gemini[h.example, model=m]");
  }
}
