package io.github.streamingchat.sse.protocol;

import java.util.List;

/** Gemini. */
record GeminiSample() implements WireSample {
  private static String part(String part) {
    return "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + part
        + "]},\"index\":0}],\"responseId\":\"r1\"}\n\n";
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return Gemini.at("http://localhost").model("m");
  }

  @Override
  public String begin() {
    return "data: {\"candidates\":[{\"content\":{\"role\":\"model\"},\"index\":0}],"
        + "\"modelVersion\":\"m\",\"responseId\":\"r1\"}\n\n";
  }

  @Override
  public String text(String json) {
    return part("{\"text\":\"" + json + "\"}");
  }

  @Override
  public String reasoning(String json) {
    return part("{\"text\":\"" + json + "\",\"thought\":true}");
  }

  /** The arguments come whole: in pieces they are no text. */
  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    String args = String.join("", argumentPieces);
    return part("{\"functionCall\":{\"id\":\"%s\",\"name\":\"%s\"%s}}"
        .formatted(callId, name, args.isEmpty() ? "" : ",\"args\":" + args));
  }

  @Override
  public String usage(int input, int output) {
    return "data: {\"usageMetadata\":{\"promptTokenCount\":%d,\"candidatesTokenCount\":%d},\"responseId\":\"r1\"}\n\n"
        .formatted(input, output);
  }

  @Override
  public String finish() {
    return "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]},"
        + "\"finishReason\":\"STOP\",\"index\":0}],\"responseId\":\"r1\"}\n\n";
  }

  @Override
  public String end() {
    return "";
  }

  @Override
  public String error(String words) {
    return "data: {\"error\":{\"code\":503,\"message\":\"" + words
        + "\",\"status\":\"UNAVAILABLE\"}}\n\n";
  }

  @Override
  public String unknown() {
    return "data: {\"news\":{\"of\":1}}\n\n";
  }

  @Override
  public String frame(String data) {
    return "data: " + data + "\n\n";
  }
}
