package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.limits.RateLimit;
import io.github.streamingchat.examples.web.rooms.Document;
import io.github.streamingchat.examples.web.rooms.Room;
import io.github.streamingchat.examples.web.rooms.Session;
import io.github.streamingchat.examples.web.rooms.Sessions;
import io.github.streamingchat.examples.web.wire.Refusal;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Knows those who ask by their cookie, and how much they asked for lately.
 *
 * <p>Thread-safe.
 */
final class Visitors {
  private static final String COOKIE = "session";

  private final Sessions sessions;
  private final List<Document> documents;
  private final RateLimit perSession;
  private final RateLimit perAddress;

  Visitors(
      Sessions sessions, List<Document> documents, RateLimit perSession, RateLimit perAddress) {
    this.sessions = sessions;
    this.documents = documents;
    this.perSession = perSession;
    this.perAddress = perAddress;
  }

  /** Finds the session of a request. */
  Optional<Session> known(Exchange exchange) {
    return Request.getCookies(exchange.request()).stream()
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .findFirst()
        .flatMap(cookie -> sessions.find(cookie.getValue()));
  }

  /** Finds the session of a request, or makes one, which the response tells. */
  Session session(Exchange exchange) {
    return known(exchange).orElseGet(() -> {
      take(perAddress, Request.getRemoteAddr(exchange.request()));
      Session session = sessions.create();
      HttpCookie cookie = HttpCookie.build(COOKIE, session.id())
          .path("/")
          .httpOnly(true)
          .sameSite(HttpCookie.SameSite.STRICT)
          .build();
      Response.addCookie(exchange.response(), cookie);
      return session;
    });
  }

  /** Finds the room that a path names. */
  Room room(Exchange exchange) {
    String id = exchange.path("doc");
    Document named = documents.stream()
        .filter(document -> document.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("There is no such document."));
    return session(exchange).room(named);
  }

  /** Lets a request pass that costs an answer, unless there were many lately. */
  void pass(Exchange exchange, Session session) {
    take(perSession, session.id());
    take(perAddress, Request.getRemoteAddr(exchange.request()));
  }

  private static void take(RateLimit limit, String who) {
    limit.take(who).ifPresent(wait -> {
      throw Refusal.tooOften(wait);
    });
  }
}
