package io.github.streamingchat.sse;

import io.github.streamingchat.internal.peer.Addresses;
import io.github.streamingchat.internal.peer.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The redirects of one attempt (RFC 9110, section 15.4). Method and body stay as they are, but for 303,
 * which asks for a GET. On 301 and 302 a client <em>may</em> turn a POST into a GET, as browsers do for
 * forms; a question that lost its body would ask nothing, and those who write 301 there mean that the
 * API has moved. Credentials stay with the origin that they were given for.
 *
 * <p>The JDK would follow too, but turns a POST into a GET and has no word on credentials.
 *
 * <p>Used by one thread at a time.
 */
final class Redirects {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final int HIGHEST_PORT = 65_535;

  private final int most;

  /** What was asked so far, and where, in words. */
  private final Map<String, String> asked = new LinkedHashMap<>();

  private @Nullable URI home;

  Redirects(int most) {
    this.most = most;
  }

  static boolean isRedirect(int status) {
    return STATUSES.contains(status);
  }

  /** The address that the credentials are for, if the request went on without them. */
  @Nullable
  URI home() {
    return home;
  }

  HttpRequest next(HttpRequest from, int status, HttpHeaders headers) throws RedirectException {
    URI to = target(from.uri(), headers.firstValue("Location").orElse("").strip());
    boolean asksForGet = status == 303 && !from.method().equals("HEAD");
    asked.put(what(from.method(), from.uri()), Addresses.shown(from.uri()));
    if (asked.containsKey(what(asksForGet ? "GET" : from.method(), to))) {
      throw new RedirectException(
          "redirect_loop", "The server redirects in a circle: " + way(to) + "; check the URL");
    }
    if (asked.size() > most) {
      throw new RedirectException(
          "redirect_limit",
          "The server redirected more than %d times: %s; check the URL, or raise it with HttpTransport.Builder.maxRedirects"
              .formatted(most, way(to)));
    }
    if (Credentials.areLeftBehind(from, to)) {
      home = from.uri();
    }
    boolean sameOrigin = Addresses.sameOrigin(from.uri(), to);
    HttpRequest.Builder next = HttpRequest.newBuilder(
            from,
            (name, value) -> (sameOrigin || !Credentials.isCredential(name))
                && !(asksForGet && name.toLowerCase(Locale.ROOT).startsWith("content-")))
        .uri(to);
    return (asksForGet ? next.GET() : next).build();
  }

  private static String what(String method, URI uri) {
    return method + " " + uri;
  }

  private String way(URI to) {
    return String.join(", ", asked.values()) + ", " + Addresses.shown(to);
  }

  private static URI target(URI from, String location) throws RedirectException {
    if (location.isEmpty()) {
      throw new RedirectException(
          "redirect_location", "The server is elsewhere, but names no address; check the URL");
    }
    URI to = resolved(from, location);
    String scheme = Addresses.scheme(to);
    if (to.getHost() == null
        || to.getPort() == 0
        || to.getPort() > HIGHEST_PORT
        || !(scheme.equals("http") || scheme.equals("https"))) {
      throw notAnAddress(location);
    }
    if (scheme.equals("http") && Addresses.scheme(from).equals("https")) {
      throw new RedirectException(
          "redirect_insecure",
          "The server redirects from https to an address without protection, %s, where nothing was sent; check the URL"
              .formatted(Addresses.shown(to)));
    }
    return to;
  }

  /** Without user-info, which is not for a server to choose, and without the fragment. */
  private static URI resolved(URI from, String location) throws RedirectException {
    try {
      // URI.resolve takes a lone query by RFC 2396, which drops the end of the path.
      String reference = location.startsWith("?") ? from.getRawPath() + location : location;
      URI to = from.resolve(new URI(reference));
      if (to.getHost() == null) {
        return to;
      }
      String port = to.getPort() < 0 ? "" : ":" + to.getPort();
      String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
      URI plain = new URI(to.getScheme() + "://" + to.getHost() + port + to.getRawPath() + query);
      return new URI(plain.toASCIIString());
    } catch (URISyntaxException invalid) {
      throw notAnAddress(location);
    }
  }

  private static RedirectException notAnAddress(String location) {
    return new RedirectException(
        "redirect_location",
        "The server is elsewhere, but \"%s\" is no address to ask; check the URL"
            .formatted(Addresses.shown(location)));
  }
}
