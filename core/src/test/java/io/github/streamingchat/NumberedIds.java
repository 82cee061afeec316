package io.github.streamingchat;

import java.util.concurrent.atomic.AtomicInteger;

/** Ids m1, m2, m3 and so on: easy to read where a test fails. */
final class NumberedIds implements IdGenerator {
  private final AtomicInteger last = new AtomicInteger();

  @Override
  public MessageId next() {
    return MessageId.of("m" + last.incrementAndGet());
  }
}
