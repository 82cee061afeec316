package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.limits.RateLimit;
import io.github.streamingchat.examples.web.limits.ServerLimits;
import io.github.streamingchat.examples.web.metrics.Metrics;
import io.github.streamingchat.examples.web.rooms.Document;
import io.github.streamingchat.examples.web.rooms.Sessions;
import io.github.streamingchat.examples.web.rooms.Streams;
import io.github.streamingchat.stream.Scheduler;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * All addresses of the server.
 *
 * <p>Immutable and thread-safe.
 */
public final class Site {
  private final List<Document> documents;
  private final Sessions sessions;
  private final Streams streams;
  private final Metrics metrics;
  private final ServerLimits limits;
  private final Scheduler time;
  private final Followers followers = new Followers();

  /**
   * Makes a site.
   *
   * @param documents what there is to talk about
   * @param sessions who talks
   * @param streams what is told
   * @param metrics how well it goes
   * @param limits how much and how long
   * @param time where the time comes from
   */
  public Site(
      List<Document> documents,
      Sessions sessions,
      Streams streams,
      Metrics metrics,
      ServerLimits limits,
      Scheduler time) {
    this.documents = List.copyOf(documents);
    this.sessions = sessions;
    this.streams = streams;
    this.metrics = metrics;
    this.limits = limits;
    this.time = time;
  }

  /**
   * Gives the counts of those who follow.
   *
   * @return the counts, which go on
   */
  public Followers followers() {
    return followers;
  }

  /**
   * Gives what answers requests.
   *
   * @param server what it is for
   * @param host the name under which the server may be asked
   * @return a handler for a server
   * @throws IOException if the page cannot be read
   */
  public Handler handler(Server server, String host) throws IOException {
    Guards guards = new Guards(host);
    Visitors visitors = new Visitors(
        sessions,
        documents,
        new RateLimit(limits.perSession(), time),
        new RateLimit(limits.perAddress(), time));
    Sockets sockets =
        new Sockets(guards, visitors, streams, followers, time, limits.patience(), limits.bounds());
    Handler answered = new Handler.Sequence(routes(guards, visitors), files());
    return new SafeHeaders(sockets.before(answered, server));
  }

  /**
   * Gives what answers for the server when nobody else does.
   *
   * @return an error handler for a server
   */
  public static Request.Handler errors() {
    return new JsonErrors();
  }

  private Routes routes(Guards guards, Visitors visitors) throws IOException {
    int mostCharacters = limits.bounds().questionCharacters();
    Page page = Page.read(visitors);
    Settings settings = new Settings(visitors, documents, mostCharacters);
    Histories histories = new Histories(visitors);
    Questions questions = new Questions(visitors, mostCharacters);
    StreamEndpoints told = new StreamEndpoints(
        visitors, streams, followers, questions, time, limits.patience(), limits.bounds());
    return new Routes(guards, limits.bounds().bodyBytes())
        .on("GET", "/", page::show)
        .on("GET", "/api/settings", settings::tell)
        .on("PUT", "/api/settings", settings::change)
        .on("GET", "/api/documents/{doc}/messages", histories::messages)
        .on("POST", "/api/documents/{doc}/messages", questions::ask)
        .on("DELETE", "/api/documents/{doc}/messages", histories::clear)
        .on("GET", "/api/documents/{doc}/export", new Exports(visitors)::export)
        .on("POST", "/api/documents/{doc}/retry", questions::retry)
        .on("GET", "/stream", told::follow)
        .on("POST", "/cancel", told::cancel)
        .on("GET", "/api/metrics", this::tellMetrics);
  }

  private void tellMetrics(Exchange exchange) {
    exchange.reply(200, metrics.json(streams.running(), followers.count()));
  }

  private static Handler files() {
    ResourceHandler files = new ResourceHandler();
    files.setDirAllowed(false);
    files.setCacheControl("no-cache"); // asked for again, and not sent again if it is the same
    ContextHandler folder = new ContextHandler(files, "/page");
    files.setBaseResource(ResourceFactory.of(files).newClassLoaderResource(Page.FOLDER));
    return folder;
  }
}
