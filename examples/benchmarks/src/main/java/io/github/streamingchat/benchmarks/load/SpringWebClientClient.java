package io.github.streamingchat.benchmarks.load;

import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring's WebClient on Reactor Netty; the pool's limits are raised. */
final class SpringWebClientClient implements StreamClient {
  private static final int MOST_CONNECTIONS = 10_000;
  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT_OF_STRING =
      new ParameterizedTypeReference<>() {};

  private final WebClient client;

  SpringWebClientClient(String address) {
    ConnectionProvider pool = ConnectionProvider.builder("streams")
        .maxConnections(MOST_CONNECTIONS)
        .pendingAcquireMaxCount(MOST_CONNECTIONS)
        .build();
    client = WebClient.builder()
        .baseUrl(address)
        .clientConnector(new ReactorClientHttpConnector(HttpClient.create(pool)))
        .build();
  }

  @Override
  public Runnable open(int number, Arrivals arrivals) {
    return client
        .get()
        .uri("/" + ServedStream.NAME + number)
        .retrieve()
        .bodyToFlux(EVENT_OF_STRING)
        .subscribe(
            event -> arrivals.arrived(StampedEvents.ofData(Objects.requireNonNull(event.data()))),
            cancelled -> {})::dispose;
  }
}
