package io.github.streamingchat.benchmarks.load;

import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** OkHttp with its own event sources; its dispatcher's limits are raised. */
final class OkHttpSseClient implements StreamClient {
  private final String address;
  private final EventSource.Factory sources = EventSources.createFactory(unlimited());

  OkHttpSseClient(String address) {
    this.address = address;
  }

  static OkHttpClient unlimited() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .readTimeout(Duration.ZERO)
        .build();
  }

  @Override
  public Runnable open(int number, Arrivals arrivals) {
    Request request =
        new Request.Builder().url(address + "/" + ServedStream.NAME + number).build();
    EventSource source = sources.newEventSource(request, new EventSourceListener() {
      @Override
      public void onEvent(
          EventSource from, @Nullable String id, @Nullable String type, String data) {
        arrivals.arrived(StampedEvents.ofData(data));
      }
    });
    return source::cancel;
  }
}
