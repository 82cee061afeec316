package io.github.streamingchat.examples.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The page itself. Its scripts and styles are files beside it, for nothing in it may run or style by
 * itself.
 *
 * <p>Immutable and thread-safe.
 */
final class Page {
  static final String FOLDER = "io/github/streamingchat/examples/web/page/";

  private final Visitors visitors;
  private final byte[] html;

  private Page(Visitors visitors, byte[] html) {
    this.visitors = visitors;
    this.html = html;
  }

  static Page read(Visitors visitors) throws IOException {
    try (InputStream in = Page.class.getClassLoader().getResourceAsStream(FOLDER + "index.html")) {
      return new Page(visitors, Objects.requireNonNull(in, "index.html").readAllBytes());
    }
  }

  /** {@code GET /}. */
  void show(Exchange exchange) {
    var unused = visitors.session(exchange);
    exchange.reply(200, "text/html;charset=utf-8", html);
  }
}
