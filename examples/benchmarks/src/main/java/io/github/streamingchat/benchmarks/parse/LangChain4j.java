package io.github.streamingchat.benchmarks.parse;

import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.github.streamingchat.benchmarks.input.Pieces;
import java.util.function.Consumer;

/** The parser that langchain4j's HTTP clients share. */
final class LangChain4j {
  private LangChain4j() {}

  static void read(Pieces pieces, Consumer<Object> events) {
    new DefaultServerSentEventParser().parse(pieces.pull(), new ServerSentEventListener() {
      @Override
      public void onEvent(ServerSentEvent event) {
        events.accept(event.data());
      }

      @Override
      public void onError(Throwable thrown) {
        throw new IllegalStateException("the stream is whole", thrown);
      }
    });
  }
}
