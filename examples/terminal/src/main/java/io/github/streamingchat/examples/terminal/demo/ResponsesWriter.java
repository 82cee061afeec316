package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as the events of OpenAI Responses, each numbered and named twice. */
final class ResponsesWriter extends BlockWriter {
  private final SseWriter out;
  private final Reply reply;
  private final List<Object> output = new ArrayList<>();
  private int sequence;

  ResponsesWriter(SseWriter out, Reply reply) {
    this.out = out;
    this.reply = reply;
  }

  @Override
  public void begin() throws IOException {
    response("created", "in_progress");
    response("in_progress", "in_progress");
  }

  private void response(String event, String status) throws IOException {
    event(event, "response", ResponsesFormat.response(reply, status, List.copyOf(output)));
  }

  @Override
  void beginBlock(Kind kind) throws IOException {
    item("output_item.added", item(kind, "in_progress", List.of()));
    part(kind, "added", "");
  }

  private Object item(Kind kind, String status, List<Object> content) {
    return kind == Kind.TEXT
        ? ResponsesFormat.message(reply, status, content)
        : ResponsesFormat.reasoning(reply, content);
  }

  private void item(String event, Object item) throws IOException {
    event(event, "output_index", index(), "item", item);
  }

  private void part(Kind kind, String what, String text) throws IOException {
    String event = kind == Kind.TEXT ? "content_part." : "reasoning_summary_part.";
    inPart(kind, event + what, "part", content(kind, text));
  }

  private static Object content(Kind kind, String text) {
    return kind == Kind.TEXT ? ResponsesFormat.text(text) : ResponsesFormat.summary(text);
  }

  private void inPart(Kind kind, String event, String name, Object value) throws IOException {
    boolean text = kind == Kind.TEXT;
    event(
        event,
        "item_id",
        reply.id(text ? "msg_" : "rs_"),
        "output_index",
        index(),
        text ? "content_index" : "summary_index",
        0,
        name,
        value);
  }

  @Override
  void piece(Kind kind, String piece) throws IOException {
    inPart(kind, textEvent(kind) + "delta", "delta", piece);
  }

  private static String textEvent(Kind kind) {
    return kind == Kind.TEXT ? "output_text." : "reasoning_summary_text.";
  }

  @Override
  void endBlock(Kind kind, String whole) throws IOException {
    inPart(kind, textEvent(kind) + "done", "text", whole);
    part(kind, "done", whole);
    done(item(kind, "completed", List.of(content(kind, whole))));
  }

  private void done(Object item) throws IOException {
    item("output_item.done", item);
    output.add(item);
  }

  @Override
  void beginCall(ToolCall call) throws IOException {
    item("output_item.added", ResponsesFormat.call(reply, call.name(), "in_progress", ""));
  }

  @Override
  public void arguments(ToolCall call, String piece) throws IOException {
    inCall("delta", "delta", piece);
  }

  private void inCall(String what, String name, String value) throws IOException {
    event(
        "function_call_arguments." + what,
        "item_id",
        reply.id("fc_"),
        "output_index",
        index(),
        name,
        value);
  }

  @Override
  public void callEnded(ToolCall call) throws IOException {
    inCall("done", "arguments", call.arguments());
    done(ResponsesFormat.call(reply, call.name(), "completed", call.arguments()));
  }

  @Override
  public void heartbeat() throws IOException {
    out.comment("thinking");
  }

  @Override
  public void error(String words) throws IOException {
    Map<String, @Nullable Object> response =
        ResponsesFormat.response(reply, "failed", List.copyOf(output));
    response.put("error", Json.object("code", "server_error", "message", words));
    event("failed", "response", response);
  }

  @Override
  void finish() throws IOException {
    response("completed", "completed");
  }

  private void event(String name, Object... members) throws IOException {
    String type = "response." + name;
    Map<String, @Nullable Object> data = Json.object("type", type, "sequence_number", sequence++);
    data.putAll(Json.object(members));
    out.event(type, Json.text(data));
  }
}
