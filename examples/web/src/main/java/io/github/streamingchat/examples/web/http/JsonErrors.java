package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, in the words of its status alone. */
final class JsonErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body = Json.bytes(Json.object(
        "error", Json.object("type", type(status), "message", HttpStatus.getMessage(status))));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static String type(int status) {
    if (status >= 500) {
      return "server";
    }
    return switch (status) {
      case 404 -> "not_found";
      case 413, 414, 431 -> "too_large";
      default -> "invalid";
    };
  }
}
