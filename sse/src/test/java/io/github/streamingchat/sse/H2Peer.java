package io.github.streamingchat.sse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http2.IStream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HttpTransportOverHTTP2;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.Callback;

/** A real HTTP/2 server on a loopback port, without TLS, that does to a stream what the test wants. */
final class H2Peer implements AutoCloseable {
  /** What the peer does with a request. The stream ends when it returns. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Server server = new Server();
  private final ServerConnector connector;
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

  H2Peer(Behaviour behaviour) throws Exception {
    HttpConfiguration settings = new HttpConfiguration();
    connector = new ServerConnector(
        server, new HttpConnectionFactory(settings), new HTTP2CServerConnectionFactory(settings));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new AbstractHandler() {
      @Override
      public void handle(
          String target, Request base, HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        base.setHandled(true);
        Exchange exchange = new Exchange(exchanges.size() + 1, base, response);
        exchanges.add(exchange);
        try {
          behaviour.serve(exchange);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/v1";
  }

  /** The requests that came, in their order. */
  List<Exchange> exchanges() {
    return exchanges;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the peer could not be stopped", failed);
    }
  }

  /** One request and its stream. */
  static final class Exchange {
    private final HttpServletResponse response;
    private final int number;
    private final IStream stream;

    Exchange(int number, Request base, HttpServletResponse response) {
      this.number = number;
      this.response = response;
      stream = base.getHttpChannel().getHttpTransport() instanceof HttpTransportOverHTTP2 http2
          ? http2.getStream()
          : null;
    }

    /** Counted from 1. */
    int number() {
      return number;
    }

    boolean isHttp2() {
      return stream != null;
    }

    /** The connection, by its identity. */
    Object connection() {
      return stream.getSession();
    }

    void send(String text) throws IOException {
      response.setContentType("text/event-stream");
      response.getOutputStream().print(text);
      response.flushBuffer();
    }

    void reset(int code) {
      stream.reset(new ResetFrame(stream.getId(), code), Callback.NOOP);
    }

    void goAway(int code) {
      stream.getSession().close(code, "bye", Callback.NOOP);
    }

    boolean isReset() {
      return stream.isReset();
    }
  }
}
