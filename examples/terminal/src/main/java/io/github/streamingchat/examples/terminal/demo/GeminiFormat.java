package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import io.github.streamingchat.sse.SseWriter;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Gemini, which names the model and the method in the path. */
final class GeminiFormat implements Format {
  private static final Pattern PATH =
      Pattern.compile("/v1beta/models/([^/:]+):(generateContent|streamGenerateContent)");

  @Override
  public String path() {
    return "/v1beta/models/";
  }

  @Override
  public boolean isAt(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    Matcher path = PATH.matcher(uri.getPath());
    if (!path.matches()) {
      throw new IllegalArgumentException("not asked at a path of this format: " + uri);
    }
    boolean stream = path.group(2).equals("streamGenerateContent");
    String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
    if (stream && !List.of(query.split("&", -1)).contains("alt=sse")) {
      throw new BadRequestException(400, "this server streams with ?alt=sse only");
    }
    Turns turns = new Turns();
    for (JsonNode content : Turns.required(body.path("contents"), "contents")) {
      String text = Turns.textOf(content.path("parts"));
      if (content.path("role").asString("").equals("model")) {
        turns.says(text);
      } else if (!text.isEmpty()) {
        turns.asks(text);
      }
      readResults(content.path("parts"), turns);
    }
    return turns.asked(body, path.group(1), stream);
  }

  /** The response is an object, whose members the tool may choose; it is well to say one of them. */
  private static void readResults(JsonNode parts, Turns turns) {
    for (JsonNode part : parts) {
      JsonNode response = part.path("functionResponse").path("response");
      if (response.isObject()) {
        JsonNode said = response.size() == 1 ? response.iterator().next() : response;
        turns.returns(Turns.textOf(said));
      }
    }
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    return new GeminiWriter(new SseWriter(out), reply);
  }

  @Override
  public Object whole(Reply reply) {
    DemoAnswer answer = reply.answer();
    List<Object> parts = new ArrayList<>();
    if (!answer.reasoning().isEmpty()) {
      parts.add(Json.object("text", answer.reasoning(), "thought", true));
    }
    parts.add(Json.object("text", answer.text()));
    answer.call().ifPresent(call -> parts.add(call(reply, call)));
    return response(reply, parts, "STOP", reply.usage());
  }

  static Object call(Reply reply, ToolCall call) {
    Object function = Json.object(
        "id", reply.callId(), "name", call.name(), "args", Json.value(call.arguments()));
    return Json.object("functionCall", function, "thoughtSignature", DemoTexts.SEAL);
  }

  static Object response(
      Reply reply, List<Object> parts, @Nullable String finishReason, Usage usage) {
    Map<String, @Nullable Object> candidate =
        Json.object("content", Json.object("role", "model", "parts", parts), "index", 0);
    if (finishReason != null) {
      candidate.put("finishReason", finishReason);
    }
    return Json.object(
        "candidates", List.of(candidate),
        "usageMetadata", usage(usage),
        "modelVersion", reply.model(),
        "responseId", reply.id(""));
  }

  private static Object usage(Usage usage) {
    return Json.object(
        "promptTokenCount", usage.input(),
        "candidatesTokenCount", usage.spoken(),
        "thoughtsTokenCount", usage.reasoning(),
        "totalTokenCount", usage.total());
  }

  @Override
  public Object error(int status, String words) {
    String word = switch (status) {
      case 404 -> "NOT_FOUND";
      case 500 -> "INTERNAL";
      default -> "INVALID_ARGUMENT";
    };
    return Json.object("error", Json.object("code", status, "message", words, "status", word));
  }
}
