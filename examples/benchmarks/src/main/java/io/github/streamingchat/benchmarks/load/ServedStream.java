package io.github.streamingchat.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of the server. Its request names its stream, in the address or in the question. */
final class ServedStream {
  /** What a request says somewhere. */
  static final String NAME = "stream-";

  private static final Pattern STREAM = Pattern.compile(NAME + "(\\d+)");
  private static final ByteBuffer HEAD = ByteBuffer.wrap("""
          HTTP/1.1 200 OK\r
          Content-Type: text/event-stream\r
          Transfer-Encoding: chunked\r
          \r
          """.getBytes(US_ASCII)).asReadOnlyBuffer();

  /** What reading brought. */
  enum Read {
    /** The request named the stream. */
    OPENED,
    /** The client is gone. */
    CLOSED,
    /** Nothing that matters. */
    NOTHING
  }

  private final SocketChannel channel;
  private final StringBuilder request = new StringBuilder();
  private int id = -1;

  ServedStream(SocketChannel channel) {
    this.channel = channel;
  }

  int id() {
    return id;
  }

  Read read() {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    try {
      if (channel.read(bytes) < 0) {
        return Read.CLOSED;
      }
    } catch (IOException reset) {
      return Read.CLOSED;
    }
    if (id >= 0) {
      return Read.NOTHING;
    }
    request.append(US_ASCII.decode(bytes.flip()));
    Matcher named = STREAM.matcher(request);
    if (request.indexOf("\r\n\r\n") < 0 || !named.find()) {
      return Read.NOTHING;
    }
    id = Integer.parseInt(named.group(1));
    request.setLength(0);
    request.trimToSize();
    return Read.OPENED;
  }

  /** Sends the head and the first event. */
  void begin() {
    write(HEAD.duplicate());
    send();
  }

  /** Sends one event, of now. */
  void send() {
    write(StampedEvents.chunk(System.nanoTime()));
  }

  /** What a socket does not take at once is more than this program ever has under way. */
  private void write(ByteBuffer bytes) {
    try {
      channel.write(bytes);
    } catch (IOException gone) {
      return; // which reading finds out
    }
    if (bytes.hasRemaining()) {
      throw new IllegalStateException("stream " + id + " is not read");
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
