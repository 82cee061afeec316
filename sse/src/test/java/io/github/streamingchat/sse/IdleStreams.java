package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of any number of streams that begin and then say nothing, on one thread. */
final class IdleStreams implements AutoCloseable {
  private final byte[] begin;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final AtomicInteger open = new AtomicInteger();

  IdleStreams(String begin) throws IOException {
    this.begin = begin.getBytes(UTF_8);
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    Thread thread = new Thread(this::run, "idle-streams");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.socket().getLocalPort();
  }

  /** How many connections are open. */
  int open() {
    return open.get();
  }

  private void run() {
    try {
      while (server.isOpen()) {
        selector.select(this::serve);
      }
    } catch (IOException | UncheckedIOException | ClosedSelectorException closed) {
      // the test is over
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        read(key);
      }
    } catch (IOException broken) {
      key.cancel();
      open.decrementAndGet();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      open.incrementAndGet();
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new StringBuilder());
    }
  }

  /** Answers once the head of the request is there; its body is not of interest. */
  private void read(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    if (channel.read(buffer) < 0) {
      throw new IOException("closed");
    }
    StringBuilder request = (StringBuilder) key.attachment();
    boolean answered = request.indexOf("\r\n\r\n") >= 0;
    request.append(UTF_8.decode(buffer.flip()));
    if (!answered && request.indexOf("\r\n\r\n") >= 0) {
      channel.write(ByteBuffer.wrap(begin));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
