package io.github.streamingchat.sse;

import java.nio.ByteBuffer;

/** Reads a compressed body through another reader, whose limits hold for what it stands for. */
final class InflatingReader implements BodyReader {
  private final Inflation inflation;
  private final BodyReader reader;

  InflatingReader(Inflation inflation, BodyReader reader) {
    this.inflation = inflation;
    this.reader = reader;
  }

  @Override
  public boolean read(ByteBuffer bytes) {
    return inflation.decode(bytes, reader::read);
  }

  @Override
  public boolean end(boolean broken) {
    return reader.end(broken || !inflation.isWhole());
  }

  @Override
  public void close() {
    inflation.close();
  }
}
