package io.github.streamingchat.examples.terminal.demo;

import com.sun.net.httpserver.Headers;
import java.io.OutputStream;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/**
 * A wire format that this server speaks: where, how a question is read, and how an answer is written.
 *
 * <p>Implementations are immutable and thread-safe.
 */
interface Format {
  /** Gives the path that it is asked at, or that such paths begin with. */
  String path();

  default boolean isAt(String path) {
    return path.equals(path());
  }

  default String method() {
    return "POST";
  }

  /**
   * Reads what is asked.
   *
   * @param uri the address that was asked at
   * @param body the request's JSON; missing in a GET
   * @throws BadRequestException if that is no question in this format
   */
  Asked read(URI uri, JsonNode body) throws BadRequestException;

  /** Chooses what to say. */
  default DemoAnswer answer(Asked asked) {
    return DemoAnswer.to(asked);
  }

  /** Sets the headers of a streamed answer. */
  default void describe(Headers headers) {
    headers.set("Content-Type", "text/event-stream");
  }

  AnswerWriter writer(OutputStream out, Reply reply);

  /** Makes the JSON of an answer in one piece, of one that is not asked for as a stream. */
  default Object whole(Reply reply) {
    throw new IllegalStateException("this format always streams");
  }

  /** Makes the JSON of a refusal, which goes with an HTTP status. */
  Object error(int status, String words);
}
