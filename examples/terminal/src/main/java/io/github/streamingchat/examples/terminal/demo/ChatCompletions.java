package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.streamingchat.examples.terminal.demo.DemoAnswer.Ending;
import io.github.streamingchat.sse.SseWriter;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code POST /v1/chat/completions}, and an error in OpenAI's shape for everything else. Each request
 * has a thread of the server to itself; when the client goes away the next write fails, and the
 * exception ends the request.
 *
 * <p>Thread-safe.
 */
final class ChatCompletions implements HttpHandler {
  private static final String PATH = "/v1/chat/completions";

  private final Pace pace;
  private final AtomicLong answers = new AtomicLong();

  ChatCompletions(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      refuse(exchange, 404, "there is nothing here; ask at POST " + PATH);
    } else if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      refuse(exchange, 405, exchange.getRequestMethod() + " is not allowed here; use POST");
    } else {
      try {
        answer(exchange, CompletionRequest.read(exchange.getRequestBody()));
      } catch (BadRequestException bad) {
        refuse(exchange, bad.status(), Objects.requireNonNull(bad.getMessage()));
      }
    }
    exchange.close();
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    sendJson(exchange, status, Chunks.error("invalid_request_error", null, why));
  }

  private static void sendJson(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void answer(HttpExchange exchange, CompletionRequest request) throws IOException {
    DemoAnswer answer = DemoAnswer.to(request.question());
    Chunks chunks = new Chunks("chatcmpl-demo-" + answers.incrementAndGet(), request.model());
    Chunks.Usage usage = Chunks.Usage.of(request.question(), answer.pieces());
    if (request.stream()) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      exchange.sendResponseHeaders(200, 0);
      SseWriter events = new SseWriter(exchange.getResponseBody());
      ChunkWriter writer = new ChunkWriter(events, chunks, request.includeUsage() ? usage : null);
      new AnswerStream(writer, pace).write(answer);
    } else if (answer.ending() == Ending.WHOLE) {
      sendJson(exchange, 200, chunks.whole(answer.text(), usage));
    } else {
      sendJson(exchange, 500, Chunks.failure(DemoTexts.ERROR));
    }
  }
}
