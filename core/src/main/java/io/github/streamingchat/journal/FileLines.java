package io.github.streamingchat.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a file into lines. It keeps no more than
 * one line, and of one that is longer than any that was written no more than its beginning.
 *
 * <p>Not thread-safe.
 */
final class FileLines {
  private static final int READ_BYTES = 64 << 10;
  private static final int MOST_OF_TOO_LONG = Loss.MOST_TEXT;

  private final int maxLineBytes;
  private final Consumer<? super JournalLine> to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long lineBytes;
  private long position;

  FileLines(int maxLineBytes, Consumer<? super JournalLine> to) {
    this.maxLineBytes = maxLineBytes;
    this.to = to;
  }

  /**
   * Reads all lines.
   *
   * @param length how many bytes there are to read
   * @return whether the last line has its end, or there is none
   */
  boolean read(ReadableByteChannel from, long length) throws IOException {
    long left = length;
    ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    while (left > 0) {
      bytes.clear().limit((int) Math.min(left, READ_BYTES));
      int read = from.read(bytes);
      if (read < 0) {
        break; // somebody made it shorter
      }
      left -= read;
      take(bytes.array(), read);
    }
    boolean isEnded = lineBytes == 0;
    if (!isEnded) {
      give(false);
    }
    return isEnded;
  }

  private void take(byte[] bytes, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        add(bytes, from, i);
        give(true);
        position += lineBytes + 1;
        lineBytes = 0;
        line.reset();
        from = i + 1;
      }
    }
    add(bytes, from, length);
  }

  private void add(byte[] bytes, int from, int end) {
    lineBytes += end - from;
    if (lineBytes <= maxLineBytes) {
      line.write(bytes, from, end - from);
    }
  }

  private void give(boolean ended) {
    if (lineBytes > maxLineBytes) {
      String beginning = lenient(line.toByteArray());
      to.accept(new JournalLine(
          position,
          beginning.substring(0, Math.min(beginning.length(), MOST_OF_TOO_LONG)),
          ended,
          "it is longer than %d bytes".formatted(maxLineBytes)));
      return;
    }
    byte[] bytes = line.toByteArray();
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    try {
      String text = strict.decode(ByteBuffer.wrap(bytes)).toString();
      to.accept(new JournalLine(position, text, ended, null));
    } catch (CharacterCodingException malformed) {
      to.accept(new JournalLine(position, lenient(bytes), ended, "it is not UTF-8"));
    }
  }

  private static String lenient(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
