package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;

/** Events of AG-UI as they are on the wire; single quotes stand for double ones. */
final class AgUiEvents {
  static final AgUi ENDPOINT = AgUi.at("http://localhost/run");
  static final String RUN_STARTED = event("RUN_STARTED", "'threadId':'th1','runId':'run1'");
  static final String RUN_FINISHED = event("RUN_FINISHED", "'threadId':'th1','runId':'run1'");

  private AgUiEvents() {}

  /** A run of these events, from its start to its end. */
  static Decoding run(String... events) {
    return Decoding.of(ENDPOINT, RUN_STARTED + String.join("", events) + RUN_FINISHED);
  }

  static Decoding runStrictly(String... events) {
    return Decoding.of(ENDPOINT.strict(true), RUN_STARTED + String.join("", events) + RUN_FINISHED);
  }

  static String event(String type, String members) {
    String more = members.isEmpty() ? "" : "," + members.replace('\'', '"');
    return "data: {\"type\":\"" + type + "\"" + more + "}\n\n";
  }

  static String start(String messageId) {
    return event("TEXT_MESSAGE_START", "'messageId':'" + messageId + "','role':'assistant'");
  }

  static String content(String messageId, String piece) {
    return event("TEXT_MESSAGE_CONTENT", "'messageId':'" + messageId + "','delta':'" + piece + "'");
  }

  static String end(String messageId) {
    return event("TEXT_MESSAGE_END", "'messageId':'" + messageId + "'");
  }

  /** A whole text in its three events. */
  static String text(String messageId, String text) {
    return start(messageId) + content(messageId, text) + end(messageId);
  }

  static String chunk(String members) {
    return event("TEXT_MESSAGE_CHUNK", members);
  }

  static String callStart(String callId, String more) {
    return event(
        "TOOL_CALL_START", "'toolCallId':'" + callId + "','toolCallName':'weather'" + more);
  }

  static String arguments(String callId, String piece) {
    return event("TOOL_CALL_ARGS", "'toolCallId':'" + callId + "','delta':'" + piece + "'");
  }

  static String callEnd(String callId) {
    return event("TOOL_CALL_END", "'toolCallId':'" + callId + "'");
  }

  static String result(String callId, String content) {
    return event(
        "TOOL_CALL_RESULT",
        "'messageId':'t-" + callId + "','toolCallId':'" + callId + "','content':'" + content
            + "','role':'tool'");
  }

  static String state(String json) {
    return event("STATE_SNAPSHOT", "'snapshot':" + json);
  }

  static String patch(String operations) {
    return event("STATE_DELTA", "'delta':" + operations);
  }

  /** The state that the primary message ends with. */
  static Part.Data stateOf(Decoding decoding) {
    return decoding.message().parts(Part.Data.class).stream()
        .filter(data -> data.type().equals("state"))
        .findFirst()
        .orElseThrow();
  }

  /** A stream that was written from the protocol's rules. */
  static String recording(String name) {
    return Recordings.of("ag-ui/" + name + ".sse");
  }
}
