package io.github.streamingchat.sse;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of the block that is being read: first its data so far, then the line that is not ended
 * yet.
 *
 * <pre>
 *   0     dataStart    dataEnd      start       scanned      end
 *   | dead | data lines | dead (>=1) | unfinished, no end in it | room |
 * </pre>
 *
 * The first data line stays where it was received; a further one is moved up behind it, over the
 * dead bytes between them. Everything else of a line is dead as soon as the line has been read.
 * Every byte is scanned once, and moved a bounded number of times, however the stream is cut:
 *
 * <ul>
 *   <li>once when its line joins the data;
 *   <li>to the front, when lines have been read and no more bytes are alive than dead. Each byte
 *       moved is paid for by a dead one, which is gone then, so no stream has more such moves than
 *       bytes. It keeps the array small and in the cache: lines do not wander through it;
 *   <li>when what comes finds no room, to the front if half of the array or less is alive: then the
 *       dead bytes and those that come are as many as that. Otherwise to an array of twice the size.
 * </ul>
 *
 * <p>Not safe for use by several threads at once.
 */
final class BlockBuffer {
  /** The most bytes taken in at once. */
  static final int SLICE = 4 << 10;

  /** The smallest array: it holds an event as most servers send them, of a stream that may be one of thousands. */
  static final int SMALLEST = 512;

  /** An array above this size is given back once its bytes are done with; it holds a line of 64 KiB. */
  static final int RETAINED = 128 << 10;

  private static final int FEW = 8;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final byte[] NONE = {};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] LINE_FEED = {'\n'};

  private byte[] bytes = NONE;
  private boolean hasData;
  private int dataStart;
  private int dataEnd;
  private int start;
  private int scanned;
  private int end;

  private int lineStart;
  private int lineEnd;

  /** What is passed over if it comes next: the byte order mark, an LF after a CR, or nothing. */
  private byte[] passable = BYTE_ORDER_MARK;

  /** Where in the stream the array begins, if it held nothing but the unfinished line. */
  private long origin;

  private long blockStart;
  private long moves;
  private long scans;

  /** Takes some of the source's bytes, at least one and at most {@link #SLICE}. */
  void take(ByteBuffer source) {
    int wanted = Math.min(source.remaining(), SLICE);
    if (bytes.length - end < wanted) {
      makeRoom(wanted);
    }
    int count = Math.min(wanted, bytes.length - end);
    if (count <= FEW) {
      for (int i = 0; i < count; i++) {
        bytes[end + i] = source.get(); // a bulk copy of a few bytes costs more than they do
      }
    } else {
      source.get(bytes, end, count);
    }
    end += count;
  }

  /**
   * Takes a byte that makes the unfinished line longer, within the limit, and has no other effect, as
   * most bytes of a stream.
   *
   * @return false if it may be more than that; it has not been taken then
   */
  boolean takeWithin(byte one, int maxLineBytes) {
    int at = end;
    if (at == bytes.length
        || at - start >= maxLineBytes
        || LineEnds.isLineEnd(one)
        || passable.length > 0) {
      return false;
    }
    bytes[at] = one;
    end = at + 1;
    scanned = at + 1;
    scans++;
    return true;
  }

  private void makeRoom(int wanted) {
    if (alive() > bytes.length / 2 || bytes.length < wanted) {
      int least = Math.max(SMALLEST, Integer.highestOneBit(2 * wanted - 1));
      relocate(new byte[(int) Math.min(LARGEST_ARRAY, Math.max(least, 2L * bytes.length))]);
    } else {
      relocate(bytes);
    }
  }

  private int alive() {
    return (hasData ? dataLength() + 1 : 0) + unfinished();
  }

  private void relocate(byte[] target) {
    int line = 0;
    if (hasData) {
      int length = dataLength();
      System.arraycopy(bytes, dataStart, target, 0, length);
      dataStart = 0;
      dataEnd = length;
      moves += length;
      line = length + 1; // room for the LF that joins the next data line
    }
    System.arraycopy(bytes, start, target, line, end - start);
    moves += end - start;
    int shift = start - line;
    origin += shift;
    scanned -= shift;
    end -= shift;
    start = line;
    bytes = target;
  }

  /**
   * Finds the next ended line (WHATWG HTML 9.2.5: CRLF, LF or CR), at {@link #lineStart()} and
   * {@link #lineEnd()} until the next call of any method that takes or finds. A CR ends the line at
   * once; an LF that then follows it is passed over when it comes.
   */
  boolean nextLine() {
    if (scanned == end || (passable.length > 0 && !pass())) {
      return false;
    }
    int at = LineEnds.first(bytes, scanned, end);
    scans += at - scanned;
    scanned = at;
    if (at == end) {
      return false;
    }
    if (bytes[at] == '\r') {
      passable = LINE_FEED;
    }
    lineStart = start;
    lineEnd = at;
    scans++;
    start = at + 1;
    scanned = at + 1;
    return true;
  }

  /** Passes over what may be passed over here; false as long as more must come to tell. */
  private boolean pass() {
    int count = Math.min(end - start, passable.length);
    boolean same = Arrays.equals(bytes, start, start + count, passable, 0, count);
    if (same && count < passable.length) {
      return false;
    }
    passable = NONE;
    if (same) {
      scans += count;
      scanned = start + count;
      if (blockStart == origin + start) {
        blockStart += count; // it belongs to no block
      }
      start = scanned;
    }
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  int lineStart() {
    return lineStart;
  }

  int lineEnd() {
    return lineEnd;
  }

  /** Takes the unfinished line, which has not ended and never will, for a line. */
  void endLine() {
    lineStart = start;
    lineEnd = end;
    start = end;
    scanned = end;
  }

  /** The length of the unfinished line. */
  int unfinished() {
    return end - start;
  }

  /** Whether the unfinished line is too long already; what may be a byte order mark is no line. */
  boolean unfinishedExceeds(int bytes) {
    return unfinished() > bytes && passable.length == 0;
  }

  /** Adds the rest of the current line, from the index on, to the block's data. */
  void addData(int from) {
    int length = lineEnd - from;
    if (hasData) {
      bytes[dataEnd++] = '\n';
      System.arraycopy(bytes, from, bytes, dataEnd, length);
      moves += length;
    } else {
      hasData = true;
      dataStart = from;
      dataEnd = from;
    }
    dataEnd += length;
  }

  /** How long the data would be with so many bytes added as a line. */
  long dataLengthWith(int length) {
    return hasData ? dataLength() + 1L + length : length;
  }

  boolean hasData() {
    return hasData;
  }

  int dataStart() {
    return dataStart;
  }

  int dataLength() {
    return dataEnd - dataStart;
  }

  /** Ends the block with the line that was found last. */
  void endBlock() {
    hasData = false;
    blockStart = origin + start;
  }

  /** How many bytes came after the last blank line, line ends included. */
  long blockBytes() {
    return origin + end - blockStart;
  }

  /** Gives back what is not needed any more; to be called when the lines there are were read. */
  void trim() {
    int alive = alive();
    if (bytes.length > RETAINED && alive <= RETAINED / 4) {
      relocate(new byte[Math.max(SMALLEST, 2 * alive)]);
    } else if (alive <= end - alive) {
      relocate(bytes);
    }
  }

  /** Gives back everything; the buffer is as if it had never received anything but its counts. */
  void release() {
    origin += end;
    bytes = NONE;
    hasData = false;
    start = 0;
    scanned = 0;
    end = 0;
  }

  /** How many bytes were moved since they came in: the part of the cost that cuts may change. */
  long moves() {
    return moves;
  }

  /** How many bytes were looked at for a line end. */
  long scans() {
    return scans;
  }

  int capacity() {
    return bytes.length;
  }
}
