package io.github.streamingchat.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What servers compress, and how. */
final class Gzip {
  private Gzip() {}

  /** A member whose data is flushed behind each of the blocks. */
  static byte[] gzip(byte[]... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, true)) {
      for (byte[] block : blocks) {
        gzip.write(block);
        gzip.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] deflate(boolean bare, byte[]... blocks) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, deflater, true)) {
      for (byte[] block : blocks) {
        deflate.write(block);
        deflate.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  /** A member whose header has these fields, with its checksum if they say so. */
  static byte[] withHeader(int flags, byte[] fields, byte[] data) {
    byte[] plain = gzip(data);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(Arrays.copyOf(plain, 3));
    header.write(flags);
    header.writeBytes(Arrays.copyOfRange(plain, 4, 10));
    header.writeBytes(fields);
    if ((flags & 2) != 0) {
      CRC32 crc = new CRC32();
      crc.update(header.toByteArray());
      header.write((int) crc.getValue());
      header.write((int) (crc.getValue() >> 8));
    }
    return join(header.toByteArray(), Arrays.copyOfRange(plain, 10, plain.length));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
