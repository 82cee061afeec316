package io.github.streamingchat.sse;

import org.jspecify.annotations.Nullable;

/**
 * A window on the parser's buffer, open while a callback runs. One object serves all callbacks of a
 * parser, and makes a String only when it is asked for one.
 *
 * <p>Not safe for use by several threads at once.
 */
final class BufferView implements SseFrame, SseComment {
  private final LastEventId lastEventId;
  private String type = SseEvent.MESSAGE;
  private byte @Nullable [] bytes;
  private int offset;
  private int length;
  private @Nullable String text;

  /** Of the text before: which way the next one is decoded fastest, for both ways give the same. */
  private boolean beyondAscii;

  BufferView(LastEventId lastEventId) {
    this.lastEventId = lastEventId;
  }

  void open(String type, byte[] bytes, int offset, int length) {
    this.type = type;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  void close() {
    bytes = null;
    text = null;
  }

  @Override
  public String type() {
    bytes();
    return type;
  }

  @Override
  public String data() {
    return text();
  }

  @Override
  public String text() {
    String known = text;
    if (known == null) {
      known = beyondAscii
          ? Utf8.decodeEnclosed(bytes(), offset, length)
          : Utf8.decode(bytes(), offset, length);
      beyondAscii = known.length() < length;
      text = known;
    }
    return known;
  }

  @Override
  public String lastEventId() {
    bytes();
    return lastEventId.text();
  }

  @Override
  public boolean setsLastEventId() {
    bytes();
    return lastEventId.wasSetByThisBlock();
  }

  @Override
  public byte[] bytes() {
    byte[] open = bytes;
    if (open == null) {
      throw new IllegalStateException(
          "a frame or comment can be read during its callback only; keep toEvent() or text()");
    }
    return open;
  }

  @Override
  public int offset() {
    bytes();
    return offset;
  }

  @Override
  public int length() {
    bytes();
    return length;
  }
}
