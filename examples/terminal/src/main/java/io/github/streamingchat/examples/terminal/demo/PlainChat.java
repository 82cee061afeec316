package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the plain formats: a POST of JSON with the question as {@code query} or as the last of the
 * {@code messages}, or a GET with it as the parameter {@code prompt} or {@code message}.
 *
 * <p>Thread-safe.
 */
final class PlainChat implements HttpHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final PlainFormat format;
  private final Pace pace;

  PlainChat(PlainFormat format, Pace pace) {
    this.format = format;
    this.pace = pace;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, question(exchange));
    } catch (BadRequestException bad) {
      byte[] body =
          JSON.writeValueAsBytes(Map.of("error", Objects.requireNonNull(bad.getMessage())));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(bad.status(), body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String question(HttpExchange exchange) throws IOException, BadRequestException {
    if (!exchange.getRequestURI().getPath().equals(format.path())) {
      throw new BadRequestException(404, "there is nothing here; ask at " + format.path());
    }
    if (!exchange.getRequestMethod().equals(format.method())) {
      exchange.getResponseHeaders().set("Allow", format.method());
      throw new BadRequestException(405, "use " + format.method());
    }
    return format.method().equals("POST")
        ? CompletionRequest.question(exchange.getRequestBody())
        : parameter(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
  }

  private static String parameter(String query) throws BadRequestException {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith("prompt=") || pair.startsWith("message=")) {
        return URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8);
      }
    }
    throw new BadRequestException(400, "the question is missing; ask with ?prompt=");
  }

  private void answer(HttpExchange exchange, String question) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", format.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    AnswerWriter writer = format.writer(exchange.getResponseBody());
    new AnswerStream(writer, pace).write(DemoAnswer.to(question));
  }
}
