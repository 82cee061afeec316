package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats with more than words, each with its requests as its clients write them. */
enum Wire {
  OPENAI(new OpenAiFormat(), "/v1/chat/completions", "/choices/0/delta/content", """
      {"model":"m1","stream":true,"stream_options":{"include_usage":true},"messages":[%s]}""", """
      {"role":"user","content":%s}""", """
      {"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function",
      "function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},
      {"role":"tool","tool_call_id":"c1","content":%s}"""),

  RESPONSES(new ResponsesFormat(), "/v1/responses", "/delta", """
      {"model":"m1","stream":true,"input":[%s]}""", """
      {"role":"user","content":[{"type":"input_text","text":%s}]}""", """
      {"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"},
      {"type":"function_call_output","call_id":"c1","output":%s}"""),

  ANTHROPIC(new AnthropicFormat(), "/v1/messages", "/delta/text", """
      {"model":"m1","max_tokens":9,"stream":true,"messages":[%s]}""", """
      {"role":"user","content":%s}""", """
      {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"weather","input":{}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":%s}]}"""),

  GEMINI(
      new GeminiFormat(),
      "/v1beta/models/m1:streamGenerateContent?alt=sse",
      "/candidates/0/content/parts/0/text",
      """
      {"contents":[%s]}""",
      """
      {"role":"user","parts":[{"text":%s}]}""",
      """
      {"role":"model","parts":[{"functionCall":{"name":"weather","args":{}}}]},
      {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"output":%s}}}]}"""),

  OLLAMA(new OllamaFormat(), "/api/chat", "/message/content", """
      {"model":"m1","messages":[%s]}""", """
      {"role":"user","content":%s}""", """
      {"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{}}}]},
      {"role":"tool","tool_name":"weather","content":%s}"""),

  UI_MESSAGE(new UiMessageFormat(), "/ui-message", "/delta", """
      {"id":"chat1","trigger":"submit-message","messages":[%s]}""", """
      {"id":"u1","role":"user","parts":[{"type":"text","text":%s}]}""", """
      {"id":"a1","role":"assistant","parts":[{"type":"step-start"},{"type":"text","text":"Hm."},
      {"type":"tool-weather","toolCallId":"c1","state":"output-available","input":{},"output":%s}]}"""),

  AG_UI(new AgUiFormat(), "/ag-ui", "/delta", """
      {"threadId":"th1","runId":"run1","state":{},"tools":[],"context":[],"messages":[%s]}""", """
      {"id":"u1","role":"user","content":%s}""", """
      {"id":"a1","role":"assistant","toolCalls":[{"id":"c1","type":"function",
      "function":{"name":"weather","arguments":"{}"}}]},
      {"id":"t1","role":"tool","toolCallId":"c1","content":%s}""");

  private static final JsonMapper JSON = new JsonMapper();

  private final Format format;
  private final String target;
  private final String text;
  private final String request;
  private final String user;
  private final String tool;

  Wire(Format format, String target, String text, String request, String user, String tool) {
    this.format = format;
    this.target = target;
    this.text = text;
    this.request = request;
    this.user = user;
    this.tool = tool;
  }

  Format format() {
    return format;
  }

  /** Gives path and query. */
  String target() {
    return target;
  }

  String asking(String question) {
    return request.formatted(user.formatted(JSON.valueToTree(question)));
  }

  /** Gives a request in which a tool has just answered. */
  String returning(String question, String result) {
    return request.formatted(user.formatted(JSON.valueToTree(question))
        + ","
        + tool.formatted(JSON.valueToTree(result)));
  }

  /** Gives a request in which a question follows a tool's answer. */
  String goingOn(String question) {
    return request.formatted(user.formatted("\"weather?\"")
        + ","
        + tool.formatted("\"rain\"")
        + ","
        + user.formatted(JSON.valueToTree(question)));
  }

  /** Gives what is sent for a request. */
  String answer(String request) throws IOException, BadRequestException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer(request, out);
    return out.toString(UTF_8);
  }

  void answer(String request, OutputStream out) throws IOException, BadRequestException {
    Reply reply = reply(request);
    new AnswerStream(format.writer(out, reply), new Pace(Duration.ZERO)).write(reply.answer());
  }

  Reply reply(String request) throws BadRequestException {
    Asked asked = format.read(URI.create(target), JSON.readTree(request));
    return new Reply(7, asked, format.answer(asked));
  }

  /** Gives the text that frames have, where there is no other in its place. */
  String text(List<JsonNode> frames) {
    return joined(frames, text);
  }

  /** Gives the texts at a place of the frames, joined. */
  static String joined(List<JsonNode> frames, String pointer) {
    return frames.stream()
        .map(frame -> frame.at(pointer).asString(""))
        .collect(Collectors.joining());
  }

  /** Gives the JSON of the frames of a body, without an end mark that is none. */
  static List<JsonNode> frames(String body) {
    Stream<String> frames = body.startsWith("{")
        ? body.lines().filter(line -> !line.isBlank())
        : Arrays.stream(body.split("\n\n", -1))
            .flatMap(String::lines)
            .filter(line -> line.startsWith("data: "))
            .map(line -> line.substring("data: ".length()));
    return frames.filter(data -> !data.equals("[DONE]")).map(JSON::readTree).toList();
  }
}
