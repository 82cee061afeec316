package io.github.streamingchat.examples.readme;

import io.github.streamingchat.sse.protocol.AgUi;
import io.github.streamingchat.sse.protocol.Anthropic;
import io.github.streamingchat.sse.protocol.Gemini;
import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.Ollama;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.sse.protocol.OpenAiResponses;
import io.github.streamingchat.sse.protocol.UiMessages;
import java.util.Map;

/** The one line that differs from provider to provider. */
final class AskAnyProvider {
  private AskAnyProvider() {}

  static HttpEndpoint<?> openAi(String url, String key) {
    // @start region="openai"
    HttpEndpoint<?> endpoint = OpenAi.at(url).model("gpt-5-mini").apiKey(key);
    // @end
    return endpoint;
  }

  static HttpEndpoint<?> openAiResponses(String url, String key) {
    // @start region="openai-responses"
    HttpEndpoint<?> endpoint = OpenAiResponses.at(url)
        .model("gpt-5-mini")
        .apiKey(key)
        .option("reasoning", Map.of("effort", "low", "summary", "auto"));
    // @end
    return endpoint;
  }

  static HttpEndpoint<?> anthropic(String url, String key) {
    // @start region="anthropic"
    HttpEndpoint<?> endpoint = Anthropic.at(url)
        .model("claude-sonnet-4-5")
        .apiKey(key)
        .option("max_tokens", 8000)
        .option("thinking", Map.of("type", "enabled", "budget_tokens", 2000));
    // @end
    return endpoint;
  }

  static HttpEndpoint<?> gemini(String url, String key) {
    // @start region="gemini"
    HttpEndpoint<?> endpoint = Gemini.at(url)
        .model("gemini-2.5-flash")
        .apiKey(key)
        .option("generationConfig", Map.of("temperature", 0.2));
    // @end
    return endpoint;
  }

  static HttpEndpoint<?> ollama(String url) {
    // @start region="ollama"
    HttpEndpoint<?> endpoint = Ollama.at(url).model("llama3.2").option("think", true);
    // @end
    return endpoint;
  }

  static HttpEndpoint<?> uiMessages(String url, String token) {
    // @start region="ui-messages"
    HttpEndpoint<?> endpoint = UiMessages.at(url).apiKey(token).option("workspace", "w1");
    // @end
    return endpoint;
  }

  static HttpEndpoint<?> agUi(String url, String token) {
    // @start region="ag-ui"
    HttpEndpoint<?> endpoint = AgUi.at(url).apiKey(token).option("state", Map.of("page", 7));
    // @end
    return endpoint;
  }
}
