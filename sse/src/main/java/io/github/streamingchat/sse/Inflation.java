package io.github.streamingchat.sse;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes gzip (RFC 1952) or deflate (RFC 1950, and the bare RFC 1951 that some servers send instead)
 * as the bytes come: whatever the peer has flushed is given on before the call returns, in pieces of
 * bounded size, so that a small body which stands for a huge one meets the limits of its reader.
 *
 * <p>One thread at a time decodes. {@link #close} comes from any thread, also in the middle of it; it
 * and the inflater's own work exclude each other by the lock, and what takes the pieces is called
 * without it.
 */
final class Inflation {
  private static final int PIECE = 8 << 10;
  private static final int TRAILER_LENGTH = 8;
  private static final int ZLIB = 8;

  /** Where in the body the next byte stands. */
  private enum Place {
    /** Before the first byte of the body, or between two members of gzip. */
    START,
    HEADER,
    DATA,
    TRAILER,
    /** Behind the end of deflate, or in the padding behind that of gzip. */
    END
  }

  private final boolean gzip;
  private final Function<Boolean, Inflater> inflaters;
  private final CRC32 crc = new CRC32();
  private final byte[] piece = new byte[PIECE];
  private final Object lock = new Object();
  private Place place = Place.START;
  private GzipHeader header = new GzipHeader();
  private long trailer;
  private int trailerLength;
  private boolean anyMember;

  /** Of the member's data, in bytes. */
  private long size;

  /** Guarded by the lock. */
  private @Nullable Inflater inflater;

  /** Guarded by the lock. */
  private boolean closed;

  Inflation(ContentCoding coding) {
    this(coding, Inflater::new);
  }

  /** With inflaters of the test's own, which are asked for with whether they are bare. */
  Inflation(ContentCoding coding, Function<Boolean, Inflater> inflaters) {
    this.gzip = coding == ContentCoding.GZIP;
    this.inflaters = inflaters;
  }

  /**
   * Decodes the next bytes.
   *
   * @param out takes each piece, which is valid during the call; false if it wants no more
   * @return false if {@code out} wanted no more, or this was closed
   * @throws CorruptBodyException if the bytes are not of this coding
   */
  boolean decode(ByteBuffer bytes, Predicate<ByteBuffer> out) {
    while (bytes.hasRemaining()) {
      switch (place) {
        case START -> start(bytes);
        case HEADER -> {
          if (header.take(bytes.get() & 0xFF)) {
            begin(true);
          }
        }
        case DATA -> {
          if (!inflate(bytes, out)) {
            return false;
          }
        }
        case TRAILER -> trailer(bytes.get() & 0xFF);
        case END -> padding(bytes.get());
      }
    }
    return true;
  }

  /** Whether the body may end here. */
  boolean isWhole() {
    return place == Place.END || (place == Place.START && anyMember);
  }

  private void start(ByteBuffer bytes) {
    int first = bytes.get(bytes.position()) & 0xFF;
    if (!gzip) {
      // A zlib header says method 8 in its low bits; a bare block of that beginning has no use.
      begin((first & 0x8F) != ZLIB);
    } else if (anyMember && first == 0) {
      place = Place.END;
    } else {
      header = new GzipHeader();
      place = Place.HEADER;
    }
  }

  private void begin(boolean bare) {
    synchronized (lock) {
      if (inflater == null && !closed) {
        inflater = inflaters.apply(bare);
      } else if (inflater != null) {
        inflater.reset();
      }
    }
    crc.reset();
    size = 0;
    place = Place.DATA;
  }

  private boolean inflate(ByteBuffer bytes, Predicate<ByteBuffer> out) {
    int length;
    do {
      boolean finished;
      synchronized (lock) {
        Inflater open = inflater;
        if (closed || open == null) {
          return false;
        }
        open.setInput(bytes);
        length = inflated(open);
        finished = open.finished();
      }
      crc.update(piece, 0, length);
      size += length;
      if (finished) {
        place = gzip ? Place.TRAILER : Place.END;
        trailer = 0;
        trailerLength = 0;
      }
      if (length > 0 && !out.test(ByteBuffer.wrap(piece, 0, length))) {
        return false;
      }
    } while (length > 0 && place == Place.DATA);
    return true;
  }

  private int inflated(Inflater open) {
    try {
      int length = open.inflate(piece);
      if (length == 0 && open.needsDictionary()) {
        throw new CorruptBodyException("it needs a dictionary that nobody has");
      }
      return length;
    } catch (DataFormatException broken) {
      throw new CorruptBodyException("what is compressed is damaged", broken);
    }
  }

  /** The checksum and the length, each of four bytes, the lowest first. */
  private void trailer(int octet) {
    trailer |= (long) octet << (8 * trailerLength);
    if (++trailerLength < TRAILER_LENGTH) {
      return;
    }
    if ((trailer & 0xFFFF_FFFFL) != crc.getValue() || trailer >>> 32 != (size & 0xFFFF_FFFFL)) {
      throw new CorruptBodyException("it is not what its checksum says");
    }
    anyMember = true;
    place = Place.START;
  }

  private void padding(byte octet) {
    if (!gzip || octet != 0) {
      throw new CorruptBodyException("something else stands behind its end");
    }
  }

  /** Gives the inflater's memory back. Idempotent. */
  void close() {
    synchronized (lock) {
      closed = true;
      if (inflater != null) {
        inflater.end();
        inflater = null;
      }
    }
  }
}
