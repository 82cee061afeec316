package io.github.streamingchat.benchmarks.parse;

import io.github.streamingchat.benchmarks.input.Pieces;
import io.github.streamingchat.sse.SseParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Who reads the stream. Each comes by what a user of it can call, and does what it always does. */
public enum Reader {
  /** The library, of whose events the data is asked for. */
  LIBRARY,

  /** The library, of which each event is asked for as a value. */
  LIBRARY_EVENTS,

  /** OkHttp's {@code EventSources}, over a response whose body is the stream. */
  OKHTTP_SSE,

  /** LaunchDarkly's {@code EventSource}, over a connection whose input is the stream. */
  OKHTTP_EVENTSOURCE,

  /** The parser of langchain4j's HTTP clients. */
  LANGCHAIN4J,

  /** The reader that Spring's WebClient has for event streams. */
  SPRING_WEBCLIENT,

  /** What is written first by hand: {@code readLine}, and {@code startsWith("data: ")}. */
  READ_LINE;

  /** Reads a whole stream, and hands on each event, or its data as a String. */
  void read(Pieces pieces, Consumer<Object> events) throws IOException {
    switch (this) {
      case LIBRARY -> library(pieces, events);
      case LIBRARY_EVENTS -> libraryEvents(pieces, events);
      case OKHTTP_SSE -> OkHttpSse.read(pieces, events);
      case OKHTTP_EVENTSOURCE -> OkHttpEventSource.read(pieces, events);
      case LANGCHAIN4J -> LangChain4j.read(pieces, events);
      case SPRING_WEBCLIENT -> SpringWebClient.read(pieces, events);
      case READ_LINE -> readLine(pieces, events);
    }
  }

  private static void library(Pieces pieces, Consumer<Object> events) {
    SseParser parser = new SseParser(frame -> events.accept(frame.data()));
    pieces.push(parser::feed);
    parser.end();
  }

  private static void libraryEvents(Pieces pieces, Consumer<Object> events) {
    SseParser parser = new SseParser(frame -> events.accept(frame.toEvent()));
    pieces.push(parser::feed);
    parser.end();
  }

  private static void readLine(Pieces pieces, Consumer<Object> events) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(pieces.pull(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        events.accept(line.substring("data: ".length()));
      }
    }
  }
}
