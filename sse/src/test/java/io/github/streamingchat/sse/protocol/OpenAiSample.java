package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.List;

/** OpenAI Chat Completions. */
record OpenAiSample() implements WireSample {
  private static String chunk(String delta, String finishReason) {
    return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{"
        + delta
        + "},\"finish_reason\":"
        + finishReason
        + "}]}\n\n";
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return OpenAi.at("http://localhost/v1");
  }

  @Override
  public String begin() {
    return chunk("\"role\":\"assistant\",\"content\":\"\"", "null");
  }

  @Override
  public String text(String json) {
    return chunk("\"content\":\"" + json + "\"", "null");
  }

  @Override
  public String reasoning(String json) {
    return chunk("\"reasoning_content\":\"" + json + "\"", "null");
  }

  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    StringBuilder frames = new StringBuilder(chunk(
        "\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"\"}}]"
            .formatted(number, callId, name),
        "null"));
    for (String piece : argumentPieces) {
      frames.append(chunk(
          "\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]"
              .formatted(number, JsonValueWriter.json(piece)),
          "null"));
    }
    return frames.toString();
  }

  @Override
  public String usage(int input, int output) {
    return "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}\n\n"
        .formatted(input, output);
  }

  @Override
  public String finish() {
    return chunk("", "\"stop\"");
  }

  @Override
  public String end() {
    return "data: [DONE]\n\n";
  }

  @Override
  public String error(String words) {
    return "data: {\"error\":{\"message\":\"" + words + "\"}}\n\n";
  }

  @Override
  public String unknown() {
    return "data: {\"object\":\"something.new\",\"news\":1}\n\n";
  }

  @Override
  public String frame(String data) {
    return "data: " + data + "\n\n";
  }
}
