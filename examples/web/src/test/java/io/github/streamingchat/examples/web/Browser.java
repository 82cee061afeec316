package io.github.streamingchat.examples.web;

import io.github.streamingchat.sse.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server as the page does, with cookies of its own. */
final class Browser {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .cookieHandler(cookies)
      .build();
  private final URI server;

  Browser(WebServer server) {
    this.server = server.url();
    get("/");
  }

  HttpClient client() {
    return client;
  }

  String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** A response that is there as a whole. */
  record Reply(int status, String body, HttpResponse<?> response) {
    JsonNode json() {
      return MAPPER.readTree(body);
    }

    String errorType() {
      return json().path("error").path("type").asString();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
  }

  Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  Reply get(String path) {
    return send(request(path).GET().build());
  }

  Reply post(String path, Object json) {
    return with("POST", path, json);
  }

  Reply put(String path, Object json) {
    return with("PUT", path, json);
  }

  private Reply with(String method, String path, Object json) {
    String body = MAPPER.writeValueAsString(json);
    return send(request(path)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build());
  }

  Reply ask(String document, String question) {
    return post("/api/documents/" + document + "/messages", Map.of("question", question));
  }

  /** Asks in the document "general" and gives the stream's id. */
  String ask(String question) {
    return ask("general", question).json().path("streamId").asString();
  }

  JsonNode messages(String document) {
    return get("/api/documents/" + document + "/messages").json();
  }

  Reply cancel(String streamId) {
    return post("/cancel", Map.of("stream_id", streamId));
  }

  Reply clear(String document) {
    return send(request("/api/documents/" + document + "/messages")
        .header("X-Requested-With", "page")
        .DELETE()
        .build());
  }

  /** A stream on its way. */
  record Following(int status, Stream<SseEvent> events) implements AutoCloseable {
    List<SseEvent> all() {
      return events.toList();
    }

    @Override
    public void close() {
      events.close();
    }
  }

  Following follow(String streamId) {
    return follow("stream_id", streamId, null);
  }

  Following follow(String streamId, String lastEventId) {
    return follow("stream_id", streamId, lastEventId);
  }

  Following prompt(String question, @Nullable String lastEventId) {
    return follow("prompt", question, lastEventId);
  }

  private Following follow(String parameter, String value, @Nullable String lastEventId) {
    String query = parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    HttpRequest.Builder request = request("/stream?" + query);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<Stream<String>> response =
          client.send(request.GET().build(), HttpResponse.BodyHandlers.ofLines());
      return new Following(response.statusCode(), EventLines.of(response.body()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  static JsonNode json(SseEvent event) {
    return MAPPER.readTree(event.data());
  }

  /** What a page shows that has heard these events. */
  static String text(List<SseEvent> events) {
    StringBuilder text = new StringBuilder();
    for (SseEvent event : events) {
      if (event.type().equals("replaced")) {
        text.setLength(0);
      } else if (event.type().equals("message")) {
        text.append(json(event).path("content").asString());
      }
    }
    return text.toString();
  }
}
