package io.github.streamingchat.benchmarks.load;

/** Which client is measured. */
enum Client {
  /** The library: one chat a stream, whose text is listened to on the network's thread. */
  LIBRARY,

  /** The reference: a subscriber on {@code java.net.http} that takes all bytes and drops them. */
  BARE,

  /** OkHttp's event sources. */
  OKHTTP_SSE,

  /** LaunchDarkly's event sources, each read by a thread. */
  OKHTTP_EVENTSOURCE,

  /** Spring's WebClient on Reactor Netty. */
  SPRING_WEBCLIENT;

  StreamClient of(String address) {
    return switch (this) {
      case LIBRARY -> new LibraryClient(address);
      case BARE -> new BareClient(address);
      case OKHTTP_SSE -> new OkHttpSseClient(address);
      case OKHTTP_EVENTSOURCE -> new OkHttpEventSourceClient(address);
      case SPRING_WEBCLIENT -> new SpringWebClientClient(address);
    };
  }
}
