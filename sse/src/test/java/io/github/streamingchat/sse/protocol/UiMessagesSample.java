package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.List;

/** The UI message stream. */
record UiMessagesSample() implements WireSample {
  static String chunk(String type, String members) {
    return "data: {\"type\":\"%s\"%s}\n\n".formatted(type, members);
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return UiMessages.at("http://localhost/api/chat");
  }

  @Override
  public String begin() {
    return chunk("start", ",\"messageId\":\"m1\",\"messageMetadata\":{\"model\":\"m\"}")
        + chunk("start-step", "")
        + chunk("reasoning-start", ",\"id\":\"1\"")
        + chunk("text-start", ",\"id\":\"1\"");
  }

  @Override
  public String text(String json) {
    return chunk("text-delta", ",\"id\":\"1\",\"delta\":\"" + json + "\"");
  }

  @Override
  public String reasoning(String json) {
    return chunk("reasoning-delta", ",\"id\":\"1\",\"delta\":\"" + json + "\"");
  }

  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    String call = ",\"toolCallId\":\"%s\"".formatted(callId);
    String named = call + ",\"toolName\":\"%s\"".formatted(name);
    StringBuilder frames = new StringBuilder(chunk("tool-input-start", named));
    for (String piece : argumentPieces) {
      frames.append(
          chunk("tool-input-delta", call + ",\"inputTextDelta\":" + JsonValueWriter.json(piece)));
    }
    String input = String.join("", argumentPieces);
    return frames
        .append(
            chunk("tool-input-available", named + ",\"input\":" + (input.isEmpty() ? "{}" : input)))
        .toString();
  }

  @Override
  public String usage(int input, int output) {
    return chunk(
        "message-metadata",
        ",\"messageMetadata\":{\"usage\":{\"inputTokens\":%d,\"outputTokens\":%d}}"
            .formatted(input, output));
  }

  @Override
  public String finish() {
    return chunk("text-end", ",\"id\":\"1\"")
        + chunk("reasoning-end", ",\"id\":\"1\"")
        + chunk("finish-step", "")
        + chunk("finish", ",\"finishReason\":\"stop\"");
  }

  @Override
  public String end() {
    return frame("[DONE]");
  }

  @Override
  public String error(String words) {
    return chunk("error", ",\"errorText\":\"" + words + "\"");
  }

  @Override
  public String unknown() {
    return chunk("news", ",\"news\":1");
  }

  @Override
  public String frame(String data) {
    return "data: " + data + "\n\n";
  }
}
