package io.github.streamingchat.benchmarks.parse;

import io.github.streamingchat.benchmarks.input.Pieces;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;
import reactor.core.publisher.Flux;

/** What stands behind {@code bodyToFlux(ServerSentEvent.class)}, over a message whose body is the stream. */
final class SpringWebClient {
  private static final int LONGEST = 1 << 20;
  private static final ResolvableType EVENT_OF_STRING =
      ResolvableType.forClassWithGenerics(ServerSentEvent.class, String.class);

  private SpringWebClient() {}

  static void read(Pieces pieces, Consumer<Object> events) {
    ServerSentEventHttpMessageReader reader = new ServerSentEventHttpMessageReader();
    reader.setMaxInMemorySize(LONGEST);
    reader
        .read(EVENT_OF_STRING, new Message(pieces), Map.of())
        .doOnNext(event -> events.accept(String.valueOf(((ServerSentEvent<?>) event).data())))
        .blockLast();
  }

  private static final class Message implements ReactiveHttpInputMessage {
    private final Pieces pieces;
    private final HttpHeaders headers = new HttpHeaders();

    Message(Pieces pieces) {
      this.pieces = pieces;
      headers.setContentType(MediaType.TEXT_EVENT_STREAM);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return Flux.range(0, pieces.count())
          .map(number -> DefaultDataBufferFactory.sharedInstance.wrap(pieces.get(number)));
    }
  }
}
