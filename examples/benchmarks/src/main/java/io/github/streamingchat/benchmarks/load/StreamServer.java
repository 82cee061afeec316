package io.github.streamingchat.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A server of any number of streams on one thread. It is told on its standard input what to do, one word
 * a line, and answers on its standard output; when the input ends, or after ten minutes, it stops.
 *
 * <pre>
 * (at the start)       tells its port
 * open                 tells how many streams are open
 * pace RATE MILLIS     sends so many events a second, to the streams by turns, and tells how many they were
 * closed               tells which streams were closed by their clients, and when
 * </pre>
 */
final class StreamServer {
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
  private static final int BACKLOG = 4096;
  private static final int IDLE_MILLIS = 100;
  private static final long LONGEST_PARK = 20_000;

  /** Which events are due. */
  private static final class Pace {
    final long startNanos = System.nanoTime();
    final long events;
    final double nanosApart;
    final CountDownLatch done = new CountDownLatch(1);

    /** Published by the latch. */
    long sent;

    Pace(int rate, int millis) {
      events = (long) rate * millis / 1000;
      nanosApart = 1e9 / rate;
    }

    boolean isOver() {
      return done.getCount() == 0;
    }

    long due(long now) {
      return Math.min(events, (long) ((now - startNanos) / nanosApart) + 1);
    }
  }

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final List<ServedStream> open = new ArrayList<>();
  private final Map<Integer, Long> closed = new ConcurrentHashMap<>();
  private volatile int openCount;
  private volatile @Nullable Pace pace;
  private int next;

  private StreamServer() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Serves until the standard input ends.
   *
   * @param args none
   * @throws IOException if there is no port or no input
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    StreamServer streams = new StreamServer();
    Thread serving = new Thread(streams::serve, "streams");
    serving.setDaemon(true);
    serving.start();
    Thread life = new Thread(StreamServer::endOfLife, "end-of-life");
    life.setDaemon(true);
    life.start();
    System.out.println(streams.server.socket().getLocalPort());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(streams.obey(line.split(" ")));
    }
  }

  private static void endOfLife() {
    LockSupport.parkNanos(LONGEST_LIFE.toNanos());
    System.exit(1);
  }

  private String obey(String[] command) throws InterruptedException {
    return switch (command[0]) {
      case "open" -> Integer.toString(openCount);
      case "pace" -> pace(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
      case "closed" -> closed.toString();
      default -> "?";
    };
  }

  private String pace(int rate, int millis) throws InterruptedException {
    Pace wanted = new Pace(rate, millis);
    pace = wanted;
    selector.wakeup();
    wanted.done.await();
    return Long.toString(wanted.sent);
  }

  private void serve() {
    try {
      while (true) {
        Pace now = pace;
        if (now == null || now.isOver()) {
          selector.select(this::serve, IDLE_MILLIS);
        } else {
          selector.selectNow(this::serve);
          sendDue(now);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void sendDue(Pace now) {
    long due = now.due(System.nanoTime());
    for (; now.sent < due && !open.isEmpty(); now.sent++) {
      next = (next + 1) % open.size();
      open.get(next).send();
    }
    if (now.sent >= now.events || open.isEmpty()) {
      now.done.countDown();
    } else {
      LockSupport.parkNanos(LONGEST_PARK);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof ServedStream stream) {
        read(key, stream);
      }
    } catch (IOException gone) {
      key.cancel();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new ServedStream(channel));
    }
  }

  private void read(SelectionKey key, ServedStream stream) throws IOException {
    switch (stream.read()) {
      case OPENED -> {
        open.add(stream);
        stream.begin();
      }
      case CLOSED -> {
        closed.put(stream.id(), System.nanoTime());
        open.remove(stream);
        key.cancel();
        stream.close();
      }
      case NOTHING -> {}
    }
    openCount = open.size();
  }
}
