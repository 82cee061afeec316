package io.github.streamingchat.sse;

import java.util.zip.CRC32;

/**
 * Reads the header of a gzip member (RFC 1952, section 2.3) byte by byte, wherever it is cut.
 *
 * <p>Not safe for use by several threads at once.
 */
final class GzipHeader {
  private static final int FIXED_LENGTH = 10;
  private static final int DEFLATE = 8;
  private static final int FHCRC = 1 << 1;
  private static final int FEXTRA = 1 << 2;
  private static final int FNAME = 1 << 3;
  private static final int FCOMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;

  /** What comes next, in the order in which the fields that are there follow each other. */
  private enum Field {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECK,
    END
  }

  private final CRC32 crc = new CRC32();
  private Field field = Field.FIXED;
  private int flags;

  /** How many bytes of the field were read. */
  private int read;

  private int extraLength;
  private int check;

  /** Takes the next byte; true if it was the last one of the header. */
  boolean take(int octet) {
    if (field != Field.CHECK) {
      crc.update(octet);
    }
    boolean fieldEnds = switch (field) {
      case FIXED -> takeFixed(octet);
      case EXTRA_LENGTH -> {
        extraLength |= octet << (8 * read);
        yield ++read == 2;
      }
      case EXTRA -> ++read == extraLength;
      case NAME, COMMENT -> octet == 0;
      case CHECK -> takeCheck(octet);
      case END -> throw new IllegalStateException("the header has ended");
    };
    if (fieldEnds) {
      advance();
    }
    return field == Field.END;
  }

  private boolean takeFixed(int octet) {
    switch (read) {
      case 0 -> require(octet == 0x1F, "it does not begin as gzip does");
      case 1 -> require(octet == 0x8B, "it does not begin as gzip does");
      case 2 -> require(octet == DEFLATE, "it is compressed in another way");
      case 3 -> {
        require((octet & RESERVED) == 0, "its header has flags that mean nothing");
        flags = octet;
      }
      default -> {}
    }
    return ++read == FIXED_LENGTH;
  }

  private boolean takeCheck(int octet) {
    check |= octet << (8 * read);
    if (++read < 2) {
      return false;
    }
    require(check == (crc.getValue() & 0xFFFF), "its header is not what its checksum says");
    return true;
  }

  private void advance() {
    do {
      field = following(field);
    } while (!isThere(field));
    read = 0;
  }

  private static Field following(Field field) {
    return switch (field) {
      case FIXED -> Field.EXTRA_LENGTH;
      case EXTRA_LENGTH -> Field.EXTRA;
      case EXTRA -> Field.NAME;
      case NAME -> Field.COMMENT;
      case COMMENT -> Field.CHECK;
      case CHECK, END -> Field.END;
    };
  }

  private boolean isThere(Field next) {
    return switch (next) {
      case EXTRA_LENGTH -> (flags & FEXTRA) != 0;
      case EXTRA -> (flags & FEXTRA) != 0 && extraLength > 0;
      case NAME -> (flags & FNAME) != 0;
      case COMMENT -> (flags & FCOMMENT) != 0;
      case CHECK -> (flags & FHCRC) != 0;
      case FIXED, END -> true;
    };
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new CorruptBodyException(otherwise);
    }
  }
}
