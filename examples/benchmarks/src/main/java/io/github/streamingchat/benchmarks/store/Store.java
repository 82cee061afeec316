package io.github.streamingchat.benchmarks.store;

import org.openjdk.jmh.infra.Blackhole;

/** A conversation with one message that grows: what the library and its references are measured by. */
interface Store {
  /** Puts an empty message at the end, to be grown by {@link #append}. */
  void begin();

  /** Appends, and publishes a version that never changes. */
  void append(String piece);

  /** Takes the version published last. */
  void take(Blackhole consumer);

  /** Takes the version published last, and from it the growing message and the text that is new. */
  void readNew(Blackhole consumer);

  /** Takes the version published last, and from it the growing message and its whole text as a String. */
  void readWhole(Blackhole consumer);

  /** Ends the growing message. */
  void end();
}
