package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;

/**
 * Gives the lines of an event stream their meaning, as WHATWG HTML 9.2.6 says. It reads the current
 * line of the buffer and calls the handler with what the line completes.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Interpreter {
  private static final byte[] DATA = "data".getBytes(US_ASCII);
  private static final byte[] EVENT = "event".getBytes(US_ASCII);
  private static final byte[] ID = "id".getBytes(US_ASCII);
  private static final byte[] RETRY = "retry".getBytes(US_ASCII);

  private final SseHandler handler;
  private final BlockBuffer buffer;
  private final int maxEventBytes;
  private final LastEventId id;
  private final BufferView view;
  private final TypeNames types = new TypeNames();

  private String type = SseEvent.MESSAGE;
  private boolean blockBegun;

  Interpreter(SseHandler handler, BlockBuffer buffer, int maxEventBytes, String lastEventId) {
    this.handler = handler;
    this.buffer = buffer;
    this.maxEventBytes = maxEventBytes;
    id = new LastEventId(lastEventId);
    view = new BufferView(id);
  }

  /** Whether a line was read whose effect waits for the blank line. */
  boolean blockBegun() {
    return blockBegun;
  }

  String lastEventId() {
    return id.text();
  }

  /**
   * Reads the current line. Its first byte tells comments, the four fields and all that is ignored
   * apart.
   *
   * @return false if the block's data would become too large
   */
  boolean readLine() {
    if (buffer.lineStart() == buffer.lineEnd()) {
      endBlock();
      return true;
    }
    switch (buffer.bytes()[buffer.lineStart()]) {
      case ':' -> comment();
      case 'd' -> {
        return !isField(DATA) || addData();
      }
      case 'e' -> {
        if (isField(EVENT)) {
          setType();
        }
      }
      case 'i' -> {
        if (isField(ID)) {
          blockBegun |= id.buffer(buffer.bytes(), valueStart(ID), buffer.lineEnd());
        }
      }
      case 'r' -> {
        if (isField(RETRY)) {
          retry();
        }
      }
      default -> {}
    }
    return true;
  }

  /**
   * Reads the unfinished line, if it is data or a type, and dispatches the data there is.
   *
   * @return false if the block's data would become too large
   */
  boolean readTail() {
    buffer.endLine();
    if (isField(DATA)) {
      if (!addData()) {
        return false;
      }
    } else if (isField(EVENT)) {
      setType();
    }
    if (buffer.hasData()) {
      dispatch();
    }
    return true;
  }

  /** Names are compared as bytes: no ill-formed sequence decodes to an ASCII letter. */
  private boolean isField(byte[] name) {
    int start = buffer.lineStart();
    int nameEnd = start + name.length;
    byte[] bytes = buffer.bytes();
    if (nameEnd > buffer.lineEnd() || (nameEnd < buffer.lineEnd() && bytes[nameEnd] != ':')) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (bytes[start + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private int valueStart(byte[] name) {
    return afterColon(buffer.lineStart() + name.length);
  }

  /** Where the text behind a colon starts, one space passed over; the line's end without a colon. */
  private int afterColon(int colon) {
    int start = Math.min(colon + 1, buffer.lineEnd());
    return start < buffer.lineEnd() && buffer.bytes()[start] == ' ' ? start + 1 : start;
  }

  private void comment() {
    int start = afterColon(buffer.lineStart());
    view.open(SseEvent.MESSAGE, buffer.bytes(), start, buffer.lineEnd() - start);
    try {
      handler.comment(view);
    } finally {
      view.close();
    }
  }

  private boolean addData() {
    int start = valueStart(DATA);
    if (buffer.dataLengthWith(buffer.lineEnd() - start) > maxEventBytes) {
      return false;
    }
    buffer.addData(start);
    blockBegun = true;
    return true;
  }

  private void setType() {
    type = types.of(buffer.bytes(), valueStart(EVENT), buffer.lineEnd());
    blockBegun = true;
  }

  /** Digits only; an empty value is ignored, as browsers do. */
  private void retry() {
    byte[] bytes = buffer.bytes();
    int start = valueStart(RETRY);
    long millis = 0;
    for (int i = start; i < buffer.lineEnd(); i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return;
      }
      millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * millis + digit;
    }
    if (start < buffer.lineEnd()) {
      handler.retry(Duration.ofMillis(millis));
    }
  }

  /** The id is committed first, and also when there is no data to dispatch. */
  private void endBlock() {
    id.commit();
    if (buffer.hasData()) {
      dispatch();
    }
    type = SseEvent.MESSAGE;
    blockBegun = false;
    buffer.endBlock();
  }

  private void dispatch() {
    view.open(type, buffer.bytes(), buffer.dataStart(), buffer.dataLength());
    try {
      handler.event(view);
    } finally {
      view.close();
    }
  }
}
