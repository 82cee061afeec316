package io.github.streamingchat.benchmarks.load;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.logging.LDLogger;
import java.net.URI;
import okhttp3.OkHttpClient;

/** LaunchDarkly's okhttp-eventsource, which is read by a thread a stream, over one OkHttp client. */
final class OkHttpEventSourceClient implements StreamClient {
  private final String address;
  private final OkHttpClient client = OkHttpSseClient.unlimited();

  OkHttpEventSourceClient(String address) {
    this.address = address;
  }

  @Override
  public Runnable open(int number, Arrivals arrivals) {
    EventSource source = new EventSource.Builder(
            ConnectStrategy.http(URI.create(address + "/" + ServedStream.NAME + number))
                .httpClient(client))
        .logger(LDLogger.none())
        .build();
    Thread reader = new Thread(() -> read(source, arrivals), "event-source-" + number);
    reader.setDaemon(true);
    reader.start();
    return source::close;
  }

  private static void read(EventSource source, Arrivals arrivals) {
    try {
      while (true) {
        arrivals.arrived(StampedEvents.ofData(source.readMessage().getData()));
      }
    } catch (StreamException ended) {
      // it was cancelled
    }
  }
}
