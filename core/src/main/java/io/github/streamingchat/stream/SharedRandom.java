package io.github.streamingchat.stream;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Each thread's own random source, behind one object that all threads may share. */
enum SharedRandom implements RandomGenerator {
  /** The one. */
  INSTANCE;

  @Override
  public long nextLong() {
    return ThreadLocalRandom.current().nextLong();
  }
}
