package io.github.streamingchat.sse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The beginning of a body, up to a limit. */
final class BoundedBody {
  private final int most;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  BoundedBody(int most) {
    this.most = most;
  }

  /** Takes as many of the bytes as there is room for; false if that was not all. */
  boolean take(ByteBuffer bytes) {
    byte[] copy = new byte[Math.min(bytes.remaining(), most - taken.size())];
    bytes.get(copy);
    taken.write(copy, 0, copy.length);
    return !bytes.hasRemaining();
  }

  int size() {
    return taken.size();
  }

  byte[] bytes() {
    return taken.toByteArray();
  }

  String text() {
    return taken.toString(StandardCharsets.UTF_8);
  }
}
