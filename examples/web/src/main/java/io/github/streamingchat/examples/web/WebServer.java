package io.github.streamingchat.examples.web;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.examples.web.http.Followers;
import io.github.streamingchat.examples.web.http.Site;
import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.metrics.Metrics;
import io.github.streamingchat.examples.web.rooms.Sessions;
import io.github.streamingchat.examples.web.rooms.Streams;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.transport.ChatTransport;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The chat page's server: the parts put together, and Jetty before them. Its threads are daemons, and
 * their number does not depend on how many streams are followed.
 *
 * <p>Thread-safe.
 */
final class WebServer implements AutoCloseable {
  /** Most of them idle: nothing here waits for a browser or a model. */
  static final int MOST_THREADS = 16;

  private final WebSettings settings;
  private final Server server;
  private final ServerConnector connector;
  private final ChatTransport mind;
  private final Sessions sessions;
  private final Site site;

  private WebServer(WebSettings settings) throws IOException {
    this.settings = settings;
    mind = settings.mind().newTransport();
    Bounds bounds = settings.limits().bounds();
    Metrics metrics = new Metrics(settings.time());
    Streams streams =
        new Streams(settings.logs(), settings.time(), bounds, settings.limits().patience());
    sessions = new Sessions(
        document -> chat(document, metrics),
        streams,
        settings.time(),
        bounds.sessions(),
        settings.limits().patience().idle(),
        settings.streaming());
    site = new Site(
        settings.documents(), sessions, streams, metrics, settings.limits(), settings.time());
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("web-chat");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setHandler(site.handler(server, settings.host()));
    server.setErrorHandler(Site.errors());
    connector = connector(bounds);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(bounds.connections(), server));
  }

  private Chat chat(String document, Metrics metrics) {
    Bounds bounds = settings.limits().bounds();
    Limits limits = Limits.builder()
        .maxMessageChars(bounds.answerCharacters())
        .maxMessages(bounds.messages())
        .build();
    Conversation conversation = Conversation.builder(document)
        .limits(limits)
        .clock(settings.time()::now)
        .build();
    return Chat.builder(mind)
        .conversation(conversation)
        .retry(settings.retry())
        .scheduler(settings.time())
        .observer(answer -> metrics.answer())
        .build();
  }

  private ServerConnector connector(Bounds bounds) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector listening = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    listening.setHost(settings.host());
    listening.setPort(settings.port());
    listening.setIdleTimeout(settings.limits().patience().unread().toMillis());
    listening.setAcceptedSendBufferSize(bounds.sendBufferBytes());
    return listening;
  }

  /**
   * Starts a server.
   *
   * @param settings what it is made of
   * @throws IOException if the port could not be opened
   */
  static WebServer start(WebSettings settings) throws IOException {
    WebServer made = new WebServer(settings);
    try {
      made.server.start();
    } catch (IOException failed) {
      made.close();
      throw failed;
    } catch (Exception failed) {
      made.close();
      throw new IOException("the web server did not start", failed);
    }
    made.sessions.start();
    return made;
  }

  /** Gives the address of the page, such as {@code http://127.0.0.1:8080/}. */
  URI url() {
    String host = settings.host();
    String named = host.contains(":") ? "[" + host + "]" : host; // IPv6
    return URI.create("http://" + named + ":" + connector.getLocalPort() + "/");
  }

  /** Gives the counts of those who follow a stream. */
  Followers followers() {
    return site.followers();
  }

  /** Waits until it is closed, or this thread is interrupted. */
  void join() throws InterruptedException {
    server.join();
  }

  /** Cancels what runs and stops listening. Idempotent. */
  @Override
  public void close() {
    sessions.close();
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the web server did not stop", failed);
    } finally {
      mind.close();
    }
  }
}
