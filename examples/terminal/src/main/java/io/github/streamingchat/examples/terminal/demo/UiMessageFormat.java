package io.github.streamingchat.examples.terminal.demo;

import com.sun.net.httpserver.Headers;
import io.github.streamingchat.sse.SseWriter;
import java.io.OutputStream;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** The UI message stream of the Vercel AI SDK. */
final class UiMessageFormat implements Format {
  @Override
  public String path() {
    return "/ui-message";
  }

  /** A tool's result has no message of its own: it joins its call, in the model's message. */
  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    Turns turns = new Turns();
    for (JsonNode message : Turns.required(body.path("messages"), "messages")) {
      if (message.path("role").asString("").equals("user")) {
        turns.asks(Turns.textOf(message.path("parts")));
      } else {
        message.path("parts").forEach(part -> readPart(part, turns));
      }
    }
    return turns.asked(body, "demo", true);
  }

  private static void readPart(JsonNode part, Turns turns) {
    switch (part.path("state").asString("")) {
      case "output-available" -> turns.returns(Turns.textOf(part.path("output")));
      case "output-error" -> turns.returns(Turns.textOf(part.path("errorText")));
      default -> {
        if (part.path("type").asString("").equals("text")) {
          turns.says(part.path("text").asString(""));
        }
      }
    }
  }

  @Override
  public void describe(Headers headers) {
    Format.super.describe(headers);
    headers.set("x-vercel-ai-ui-message-stream", "v1");
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    return new UiMessageWriter(new SseWriter(out), reply);
  }

  @Override
  public Object error(int status, String words) {
    return Json.object("error", words);
  }
}
