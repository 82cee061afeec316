package io.github.streamingchat.examples.web;

import io.github.streamingchat.examples.web.limits.Bounds;
import io.github.streamingchat.examples.web.limits.Patience;
import io.github.streamingchat.examples.web.limits.Rate;
import io.github.streamingchat.examples.web.limits.ServerLimits;
import io.github.streamingchat.transport.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** The server as a browser meets it, with a mind of the test's, quick retries and no limit of the rate. */
public final class PageServer implements AutoCloseable {
  /** Long enough to be seen. */
  private static final Duration RETRY_AFTER = Duration.ofMillis(1500);

  private static final Rate UNLIMITED = new Rate(1_000_000, Duration.ofMillis(1));

  private final WebServer server;

  private PageServer(WebServer server) {
    this.server = server;
  }

  public static PageServer start(TransportProvider mind) throws IOException {
    return new PageServer(WebServer.start(WebSettings.DEFAULTS
        .mind(mind)
        .retry(WebSettings.patient(RETRY_AFTER))
        .limits(new ServerLimits(Bounds.DEFAULTS, Patience.DEFAULTS, UNLIMITED, UNLIMITED))));
  }

  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }
}
