package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.List;

/** Anthropic's Messages API, with all its text in the block of index 1. */
record AnthropicSample() implements WireSample {
  static String event(String type, String members) {
    return "event: %s\ndata: {\"type\":\"%s\"%s}\n\n".formatted(type, type, members);
  }

  private static String start(int index, String block) {
    return event(
        "content_block_start", ",\"index\":" + index + ",\"content_block\":{" + block + "}");
  }

  private static String delta(int index, String delta) {
    return event("content_block_delta", ",\"index\":" + index + ",\"delta\":{" + delta + "}");
  }

  private static String stop(int index) {
    return event("content_block_stop", ",\"index\":" + index);
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return Anthropic.at("http://localhost/v1");
  }

  @Override
  public String begin() {
    return event(
            "message_start",
            ",\"message\":{\"id\":\"msg_1\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null}")
        + start(0, "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"")
        + start(1, "\"type\":\"text\",\"text\":\"\"");
  }

  @Override
  public String text(String json) {
    return delta(1, "\"type\":\"text_delta\",\"text\":\"" + json + "\"");
  }

  @Override
  public String reasoning(String json) {
    return delta(0, "\"type\":\"thinking_delta\",\"thinking\":\"" + json + "\"");
  }

  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    int index = number + 2;
    StringBuilder frames = new StringBuilder(start(
        index,
        "\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}"
            .formatted(callId, name)));
    for (String piece : argumentPieces) {
      frames.append(delta(
          index, "\"type\":\"input_json_delta\",\"partial_json\":" + JsonValueWriter.json(piece)));
    }
    return frames.append(stop(index)).toString();
  }

  @Override
  public String usage(int input, int output) {
    return event(
        "message_delta",
        ",\"delta\":{},\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}"
            .formatted(input, output));
  }

  @Override
  public String finish() {
    return stop(0)
        + stop(1)
        + event(
            "message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null}");
  }

  @Override
  public String end() {
    return event("message_stop", "");
  }

  @Override
  public String error(String words) {
    return event("error", ",\"error\":{\"type\":\"odd_error\",\"message\":\"" + words + "\"}");
  }

  @Override
  public String unknown() {
    return event("news", ",\"news\":1");
  }

  @Override
  public String frame(String data) {
    return "data: " + data + "\n\n";
  }
}
