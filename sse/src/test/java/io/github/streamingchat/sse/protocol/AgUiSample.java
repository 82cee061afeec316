package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.List;

/** AG-UI, with all its text in one message; the cost stands in the end mark. */
record AgUiSample() implements WireSample {
  private static String event(String type, String members) {
    return "data: {\"type\":\"" + type + "\"" + members + "}\n\n";
  }

  @Override
  public HttpEndpoint<?> endpoint() {
    return AgUi.at("http://localhost/run");
  }

  @Override
  public String begin() {
    return event("RUN_STARTED", ",\"threadId\":\"th1\",\"runId\":\"run1\"")
        + event("TEXT_MESSAGE_START", ",\"messageId\":\"m1\",\"role\":\"assistant\"");
  }

  @Override
  public String text(String json) {
    return event("TEXT_MESSAGE_CONTENT", ",\"messageId\":\"m1\",\"delta\":\"" + json + "\"");
  }

  @Override
  public String reasoning(String json) {
    return event("REASONING_MESSAGE_CHUNK", ",\"messageId\":\"r1\",\"delta\":\"" + json + "\"");
  }

  @Override
  public String toolCall(int number, String callId, String name, List<String> argumentPieces) {
    StringBuilder frames = new StringBuilder(event(
        "TOOL_CALL_START",
        ",\"toolCallId\":\"%s\",\"toolCallName\":\"%s\",\"parentMessageId\":\"m1\""
            .formatted(callId, name)));
    for (String piece : argumentPieces) {
      frames.append(event(
          "TOOL_CALL_ARGS",
          ",\"toolCallId\":\"%s\",\"delta\":%s".formatted(callId, JsonValueWriter.json(piece))));
    }
    return frames
        .append(event("TOOL_CALL_END", ",\"toolCallId\":\"" + callId + "\""))
        .toString();
  }

  @Override
  public String usage(int input, int output) {
    return "";
  }

  @Override
  public String finish() {
    return event(
        "TEXT_MESSAGE_END", ",\"messageId\":\"m1\",\"metadata\":{\"finishReason\":\"stop\"}");
  }

  @Override
  public String end() {
    return event("RUN_FINISHED", ",\"threadId\":\"th1\",\"runId\":\"run1\"");
  }

  @Override
  public String error(String words) {
    return event("RUN_ERROR", ",\"message\":\"" + words + "\"");
  }

  @Override
  public String unknown() {
    return event("SUBAGENT_STARTED", ",\"subagentRunId\":\"s1\",\"name\":\"helper\"");
  }

  @Override
  public String frame(String data) {
    return "data: " + data + "\n\n";
  }
}
