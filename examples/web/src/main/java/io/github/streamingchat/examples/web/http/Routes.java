package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends each request to the endpoint of its method and path, past the guards that all have in common. */
final class Routes extends Handler.Abstract {
  private final PathMappings<Map<String, Endpoint>> byPath = new PathMappings<>();
  private final Map<String, Map<String, Endpoint>> known = new LinkedHashMap<>();
  private final Guards guards;
  private final int mostBytes;

  Routes(Guards guards, int mostBytes) {
    this.guards = guards;
    this.mostBytes = mostBytes;
  }

  Routes on(String method, String path, Endpoint endpoint) {
    Map<String, Endpoint> byMethod = known.computeIfAbsent(path, added -> {
      Map<String, Endpoint> methods = new TreeMap<>();
      byPath.put(new UriTemplatePathSpec(added), methods);
      return methods;
    });
    byMethod.put(method, endpoint);
    return this;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    MatchedResource<Map<String, Endpoint>> matched = byPath.getMatched(path);
    if (matched == null) {
      return false;
    }
    Map<String, String> parts = ((UriTemplatePathSpec) matched.getPathSpec()).getPathParams(path);
    Exchange exchange = new Exchange(request, response, callback, parts, mostBytes);
    exchange.run(() -> {
      Endpoint endpoint = matched.getResource().get(request.getMethod());
      if (endpoint == null) {
        response
            .getHeaders()
            .put("Allow", String.join(", ", matched.getResource().keySet()));
        throw Refusal.method();
      }
      guards.check(exchange);
      endpoint.handle(exchange);
    });
    return true;
  }
}
