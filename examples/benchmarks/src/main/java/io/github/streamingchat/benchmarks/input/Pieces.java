package io.github.streamingchat.benchmarks.input;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A stream cut as a network cuts it, anywhere: to be pushed piece by piece, or pulled so that each read
 * gives one piece at most.
 */
public final class Pieces {
  private final byte[] bytes;
  private final int pieceBytes;

  /**
   * Cuts a stream.
   *
   * @param bytes the whole stream, which is not copied
   * @param pieceBytes how long a piece is; the last one may be shorter
   */
  public Pieces(byte[] bytes, int pieceBytes) {
    this.bytes = bytes;
    this.pieceBytes = pieceBytes;
  }

  /**
   * Pushes every piece.
   *
   * @param reader takes a buffer that is the same each time, with another piece remaining in it
   */
  public void push(Consumer<ByteBuffer> reader) {
    ByteBuffer piece = ByteBuffer.wrap(bytes);
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      piece.limit(Math.min(from + pieceBytes, bytes.length)).position(from);
      reader.accept(piece);
    }
  }

  /**
   * Gives the pieces to be pulled.
   *
   * @return a stream from the first byte on
   */
  public InputStream pull() {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return at == bytes.length ? -1 : bytes[at++] & 0xFF;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (at == bytes.length) {
          return -1;
        }
        int pieceEnd = Math.min((at / pieceBytes + 1) * pieceBytes, bytes.length);
        int count = Math.min(length, pieceEnd - at);
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
        return count;
      }

      @Override
      public int available() {
        return at == bytes.length ? 0 : 1;
      }
    };
  }

  /**
   * Counts the pieces.
   *
   * @return how many there are
   */
  public int count() {
    return (bytes.length + pieceBytes - 1) / pieceBytes;
  }

  /**
   * Gives one piece.
   *
   * @param number its number, from 0 on
   * @return a buffer of its own in which it remains
   */
  public ByteBuffer get(int number) {
    int from = number * pieceBytes;
    return ByteBuffer.wrap(bytes, from, Math.min(pieceBytes, bytes.length - from));
  }
}
