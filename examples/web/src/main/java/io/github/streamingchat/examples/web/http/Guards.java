package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Refusal;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/**
 * Takes requests from this server's own page only. Another site's page may make a browser send some, and
 * may even bear this server's address under a name of its own; a program that is no browser may do as
 * it likes, for it has nobody's cookies.
 *
 * <p>Immutable and thread-safe.
 */
final class Guards {
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
  private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

  /** Every address of the machine, and so every name that it has. */
  private static final Set<String> ANY = Set.of("0.0.0.0", "::");

  private final String own;

  /**
   * Makes guards.
   *
   * @param host where the server listens, the name under which it may be asked beside the local ones
   */
  Guards(String host) {
    own = host.toLowerCase(Locale.ROOT);
  }

  void check(Exchange exchange) {
    Request request = exchange.request();
    String host = Request.getServerName(request).toLowerCase(Locale.ROOT);
    if (!LOCAL.contains(host) && !own.equals(host) && !ANY.contains(own)) {
      throw Refusal.forbidden("This server does not go by that name.");
    }
    if (isHarmless(exchange)) {
      return;
    }
    String site = exchange.header("Sec-Fetch-Site");
    String origin = exchange.header("Origin");
    if ((site != null && !OWN_PAGE.contains(site))
        || (origin != null && !origin.equals(ownOrigin(request)))) {
      throw Refusal.forbidden("Another site's page cannot ask here.");
    }
  }

  /** A page that is followed to from elsewhere changes nothing. */
  private static boolean isHarmless(Exchange exchange) {
    return HttpMethod.GET.is(exchange.request().getMethod())
        && Request.getPathInContext(exchange.request()).equals("/");
  }

  private static String ownOrigin(Request request) {
    return request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
  }
}
