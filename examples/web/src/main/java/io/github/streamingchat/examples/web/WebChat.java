package io.github.streamingchat.examples.web;

import io.github.streamingchat.examples.terminal.UsageException;
import java.io.IOException;
import java.net.BindException;
import java.util.Map;

/** Starts the chat page's server. */
public final class WebChat {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int PORTS_TO_TRY = 20;

  private WebChat() {}

  /**
   * Runs until it is ended.
   *
   * @param args the options, which {@code --help} explains
   * @throws InterruptedException if this thread is interrupted while the server runs
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(WebOptions.parse(args), System.getenv());
    } catch (UsageException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println("--help lists the options");
      System.exit(WRONG_USAGE);
    } catch (IOException failed) {
      System.err.println("The web chat could not be started: " + failed.getMessage());
      System.exit(FAILED);
    }
  }

  private static void run(WebOptions options, Map<String, String> environment)
      throws IOException, UsageException, InterruptedException {
    if (options.help()) {
      System.out.print(WebOptions.HELP);
      return;
    }
    try (WebServer server = start(options, environment)) {
      System.out.println("The chat is at " + server.url() + " ; Ctrl-C ends it.");
      server.join();
    }
  }

  /** Starts the server that the options describe. */
  static WebServer start(WebOptions options, Map<String, String> environment)
      throws IOException, UsageException {
    WebSettings settings = settings(options, environment);
    int last = options.anyPort() ? options.port() + PORTS_TO_TRY : options.port();
    for (int port = options.port(); port < last; port++) {
      try {
        return WebServer.start(settings.at(options.host(), port));
      } catch (IOException taken) {
        if (!(taken.getCause() instanceof BindException) && !(taken instanceof BindException)) {
          throw taken;
        }
      }
    }
    return WebServer.start(settings.at(options.host(), last));
  }

  private static WebSettings settings(WebOptions options, Map<String, String> environment)
      throws UsageException {
    WebSettings settings = WebSettings.DEFAULTS.streaming(options.streaming());
    if (options.url() == null) {
      return settings;
    }
    try {
      return settings.mind(options
          .provider()
          .at(options.url(), options.model())
          .apiKey(options.provider().key(environment)));
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--url: " + invalid.getMessage());
    }
  }
}
