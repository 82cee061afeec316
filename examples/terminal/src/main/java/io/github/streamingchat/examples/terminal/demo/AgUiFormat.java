package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.sse.SseWriter;
import java.io.OutputStream;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** AG-UI. */
final class AgUiFormat implements Format {
  @Override
  public String path() {
    return "/ag-ui";
  }

  @Override
  public Asked read(URI uri, JsonNode body) throws BadRequestException {
    return Turns.ofMessages(body.path("messages")).asked(body, "demo", true);
  }

  @Override
  public AnswerWriter writer(OutputStream out, Reply reply) {
    return new AgUiWriter(new SseWriter(out), reply);
  }

  @Override
  public Object error(int status, String words) {
    return Json.object("error", words);
  }
}
