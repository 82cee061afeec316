package io.github.streamingchat.benchmarks.load;

import java.io.IOException;

/** A client of event streams, set up so that any number of streams can be open at once. */
@FunctionalInterface
interface StreamClient {
  /**
   * Opens a stream, and returns before its first event.
   *
   * @param number names the stream
   * @param arrivals told of each event, on whatever thread the client hands it over
   * @return cancels the stream
   */
  Runnable open(int number, Arrivals arrivals) throws IOException;
}
