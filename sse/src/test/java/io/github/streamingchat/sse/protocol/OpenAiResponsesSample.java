package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.List;

/** OpenAI's Responses API, without the numbers of events, so that frames can be put together at will. */
record OpenAiResponsesSample() implements WireSample {
  /** An event; the members are what follows its type. */
  static String event(String type, String members) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, members);
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return OpenAiResponses.at("http://localhost/v1").model("m");
  }

  @Override
  public String begin() {
    return event(
        "response.created",
        "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"model\":\"m\",\"output\":[]}");
  }

  @Override
  public String text(String json) {
    return event(
        "response.output_text.delta",
        "\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"delta\":\"" + json + "\"");
  }

  @Override
  public String reasoning(String json) {
    return event(
        "response.reasoning_summary_text.delta",
        "\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"delta\":\"" + json + "\"");
  }

  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    String place = "\"output_index\":" + (2 + number);
    String key = "\"item_id\":\"fc_" + number + "\"," + place + ",";
    String arguments = JsonValueWriter.json(String.join("", argumentPieces));
    StringBuilder frames = new StringBuilder(event(
        "response.output_item.added",
        place + ",\"item\":" + call(number, callId, name, "\"\"", "in_progress")));
    for (String piece : argumentPieces) {
      frames.append(event(
          "response.function_call_arguments.delta",
          key + "\"delta\":" + JsonValueWriter.json(piece)));
    }
    return frames
        .append(event("response.function_call_arguments.done", key + "\"arguments\":" + arguments))
        .append(event(
            "response.output_item.done",
            place + ",\"item\":" + call(number, callId, name, arguments, "completed")))
        .toString();
  }

  private static String call(
      int number, String callId, String name, String arguments, String status) {
    return "{\"id\":\"fc_%d\",\"type\":\"function_call\",\"call_id\":\"%s\",\"name\":\"%s\",\"arguments\":%s,\"status\":\"%s\"}"
        .formatted(number, callId, name, arguments, status);
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
    return event(
        "response.completed",
        "\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"model\":\"m\"}");
  }

  @Override
  public String error(String words) {
    return event("error", "\"code\":null,\"message\":\"" + words + "\",\"param\":null");
  }

  @Override
  public String unknown() {
    return event("response.something.new", "\"news\":1");
  }

  @Override
  public String frame(String data) {
    return "data: " + data + "\n\n";
  }
}
