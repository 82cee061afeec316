package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.streamingchat.examples.terminal.demo.DemoAnswer.Ending;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Answers in one format, with its errors for whatever is no question. Each request has a thread of
 * the server to itself; when the client goes away the next write fails, and the exception ends the
 * request.
 *
 * <p>Thread-safe.
 */
final class FormatHandler implements HttpHandler {
  private final Format format;
  private final Pace pace;
  private final AtomicLong answers = new AtomicLong();

  FormatHandler(Format format, Pace pace) {
    this.format = format;
    this.pace = pace;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, read(exchange));
    } catch (BadRequestException bad) {
      String why = Objects.requireNonNull(bad.getMessage());
      sendJson(exchange, bad.status(), format.error(bad.status(), why));
    }
    exchange.close();
  }

  private Asked read(HttpExchange exchange) throws IOException, BadRequestException {
    if (!format.isAt(exchange.getRequestURI().getPath())) {
      throw new BadRequestException(404, "there is nothing here; ask at " + format.path());
    }
    if (!exchange.getRequestMethod().equals(format.method())) {
      exchange.getResponseHeaders().set("Allow", format.method());
      throw new BadRequestException(
          405, exchange.getRequestMethod() + " is not allowed here; use " + format.method());
    }
    JsonNode body = format.method().equals("POST")
        ? Json.read(exchange.getRequestBody())
        : MissingNode.getInstance();
    return format.read(exchange.getRequestURI(), body);
  }

  private void answer(HttpExchange exchange, Asked asked) throws IOException {
    Reply reply = new Reply(answers.incrementAndGet(), asked, format.answer(asked));
    if (asked.stream()) {
      format.describe(exchange.getResponseHeaders());
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      exchange.sendResponseHeaders(200, 0);
      AnswerWriter writer = format.writer(exchange.getResponseBody(), reply);
      new AnswerStream(writer, pace).write(reply.answer());
    } else if (reply.answer().ending() == Ending.WHOLE) {
      sendJson(exchange, 200, format.whole(reply));
    } else {
      sendJson(exchange, 500, format.error(500, DemoTexts.ERROR));
    }
  }

  private static void sendJson(HttpExchange exchange, int status, Object json) throws IOException {
    byte[] body = Json.text(json).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
