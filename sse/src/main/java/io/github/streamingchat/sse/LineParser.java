package io.github.streamingchat.sse;

import io.github.streamingchat.LimitExceededException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What the parsers have in common: bytes are pushed in, whole lines come out, and the handler may stop
 * it in between.
 *
 * <p>Not safe for use by several threads at once.
 */
abstract class LineParser {
  /** The highest effective limit, in bytes: one array holds the data and the line. */
  static final int LARGEST_LIMIT = 1_000_000_000;

  private final SseHandler handler;
  private final String lineLimit;
  private final int maxLineBytes;
  private final BlockBuffer buffer = new BlockBuffer();

  private boolean open = true;
  private boolean running;

  LineParser(SseHandler handler, String lineLimit, int maxLineBytes) {
    this.handler = Objects.requireNonNull(handler, "handler");
    this.lineLimit = lineLimit;
    this.maxLineBytes = Math.min(maxLineBytes, LARGEST_LIMIT);
  }

  /**
   * Reads some bytes, and calls the handler for all that they complete. Once the parser has stopped
   * or ended, the bytes are ignored.
   *
   * @param bytes any buffer, direct, read-only or a slice; when this returns or throws, all that
   *     remained is consumed and the buffer can be used again
   * @throws IllegalStateException if called from inside a callback
   */
  public final void feed(ByteBuffer bytes) {
    requireOutside("feed");
    if (open
        && bytes.remaining() == 1
        && buffer.takeWithin(bytes.get(bytes.position()), maxLineBytes)) {
      bytes.position(bytes.limit());
    } else {
      feedAll(bytes);
    }
  }

  /** A method of its own, so that it is compiled well though most calls may be of a lone byte. */
  private void feedAll(ByteBuffer bytes) {
    running = true;
    boolean returned = false;
    try {
      while (open && bytes.hasRemaining()) {
        buffer.take(bytes);
        readLines();
      }
      returned = true;
    } finally {
      bytes.position(bytes.limit());
      leave(returned);
    }
  }

  /**
   * Reads some bytes, as {@link #feed(ByteBuffer)} does.
   *
   * @param bytes an array, which is not kept
   * @param offset where to start
   * @param length how many bytes to read
   * @throws IndexOutOfBoundsException if the range is not within the array
   * @throws IllegalStateException if called from inside a callback
   */
  public final void feed(byte[] bytes, int offset, int length) {
    feed(ByteBuffer.wrap(bytes, offset, length));
  }

  /**
   * Stops the parser: no further callback, and everything that comes is ignored. May be called from
   * inside a callback, also when it has stopped already.
   */
  public final void stop() {
    open = false;
    buffer.release();
  }

  /**
   * Tells whether the parser still reads.
   *
   * @return false once it was stopped or ended, has passed a limit, or a callback has thrown
   */
  public final boolean isOpen() {
    return open;
  }

  /** Reads the buffer's current line. */
  abstract void readLine();

  final void enter(String method) {
    requireOutside(method);
    running = true;
  }

  private void requireOutside(String method) {
    if (running) {
      throw new IllegalStateException(
          method + " was called from inside a callback of the same parser");
    }
  }

  final void leave(boolean stayOpen) {
    running = false;
    if (!stayOpen) {
      stop();
    }
  }

  /** Only a line's end has a meaning: bytes without one are held, if they are not too many. */
  private void readLines() {
    if (buffer.nextLine()) {
      do {
        if (buffer.lineEnd() - buffer.lineStart() > maxLineBytes) {
          exceed(lineLimit, maxLineBytes);
        } else {
          readLine();
        }
      } while (open && buffer.nextLine());
      buffer.trim();
    }
    if (open && buffer.unfinishedExceeds(maxLineBytes)) {
      exceed(lineLimit, maxLineBytes);
    }
  }

  /** The value named is the first one over the limit: what it would have become is not known. */
  final void exceed(String limit, int allowed) {
    stop();
    handler.overLimit(new LimitExceededException(limit, allowed, allowed + 1L));
  }

  final SseHandler handler() {
    return handler;
  }

  final BlockBuffer buffer() {
    return buffer;
  }
}
