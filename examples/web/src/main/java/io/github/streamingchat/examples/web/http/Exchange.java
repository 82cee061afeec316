package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request and where it is answered, once. Nothing here blocks. Not safe for use by several threads at
 * once, but by one after the other.
 */
final class Exchange {
  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Map<String, String> path;
  private final int mostBytes;

  Exchange(
      Request request,
      Response response,
      Callback callback,
      Map<String, String> path,
      int mostBytes) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.path = path;
    this.mostBytes = mostBytes;
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  Callback callback() {
    return callback;
  }

  /** A part of the path, by its name in the route. */
  String path(String name) {
    return path.getOrDefault(name, "");
  }

  /** A parameter of the query, or null. */
  @Nullable
  String query(String name) {
    Fields query;
    try {
      query = Request.extractQueryParameters(request);
    } catch (RuntimeException malformed) { // what is not UTF-8 behind its percent signs
      throw Refusal.invalid("The query cannot be read.");
    }
    return query.getValue(name);
  }

  @Nullable
  String header(String name) {
    return request.getHeaders().get(name);
  }

  /** Reads the body as a JSON object, as it comes, and goes on with it. */
  void body(Consumer<JsonNode> next) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw Refusal.mediaType("The body must be application/json.");
    }
    if (request.getLength() > mostBytes) {
      throw tooLarge();
    }
    Content.Source.asByteArrayAsync(request, mostBytes, new Promise.Invocable<>() {
      @Override
      public void succeeded(byte[] bytes) {
        run(() -> next.accept(Json.read(bytes)));
      }

      @Override
      public void failed(Throwable why) {
        refuse(
            why instanceof IllegalStateException // more than that many bytes
                ? tooLarge()
                : Refusal.invalid("The body could not be read."));
      }
    });
  }

  private Refusal tooLarge() {
    return Refusal.tooLarge("The body has more than " + mostBytes + " bytes.");
  }

  /** Runs what may refuse; of what fails otherwise nothing is told but that it did. */
  void run(Runnable work) {
    try {
      work.run();
    } catch (Refusal refusal) {
      refuse(refusal);
    } catch (RuntimeException | Error failed) {
      LOG.log(System.Logger.Level.ERROR, "a request failed: " + request.getMethod(), failed);
      refuse(Refusal.failed());
    }
  }

  void refuse(Refusal refusal) {
    if (response.isCommitted()) {
      callback.failed(refusal);
      return;
    }
    Duration wait = refusal.retryAfter();
    if (wait != null) {
      long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Long.toString(seconds));
    }
    reply(refusal.status(), refusal.json());
  }

  void reply(int status, Object json) {
    reply(status, "application/json", Json.bytes(json));
  }

  void reply(int status, String type, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  void replyNothing(int status) {
    response.setStatus(status);
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }
}
