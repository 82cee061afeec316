package io.github.streamingchat.sse.protocol;

import java.util.List;

/** Ollama's {@code /api/chat}. */
record OllamaSample() implements WireSample {
  private static String message(String members) {
    return "{\"model\":\"m\",\"created_at\":\"2026-11-20T10:00:00Z\",\"message\":{\"role\":\"assistant\","
        + members
        + "},\"done\":false}\n";
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return Ollama.at("http://localhost");
  }

  @Override
  public String begin() {
    return message("\"content\":\"\"");
  }

  @Override
  public String text(String json) {
    return message("\"content\":\"" + json + "\"");
  }

  @Override
  public String reasoning(String json) {
    return message("\"content\":\"\",\"thinking\":\"" + json + "\"");
  }

  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    String arguments = argumentPieces.isEmpty() ? "{}" : String.join("", argumentPieces);
    return message(
        "\"content\":\"\",\"tool_calls\":[{\"id\":\"%s\",\"function\":{\"index\":0,\"name\":\"%s\",\"arguments\":%s}}]"
            .formatted(callId, name, arguments));
  }

  @Override
  public String usage(int input, int output) {
    return "";
  }

  @Override
  public String finish() {
    return "";
  }

  @Override
  public String end() {
    return "{\"model\":\"m\",\"created_at\":\"2026-11-20T10:00:01Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
        + "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":4883583458,\"prompt_eval_count\":9,\"eval_count\":2}\n";
  }

  @Override
  public String error(String words) {
    return "{\"error\":\"" + words + "\"}\n";
  }

  @Override
  public String unknown() {
    return "{\"status\":\"warming up\",\"share\":0.5}\n";
  }

  @Override
  public String frame(String data) {
    return data + "\n";
  }
}
