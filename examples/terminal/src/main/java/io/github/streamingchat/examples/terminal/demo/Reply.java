package io.github.streamingchat.examples.terminal.demo;

/**
 * One answer to one request, as the formats write it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param number tells the answers of a server apart
 * @param asked what it answers
 * @param answer what is said
 */
record Reply(long number, Asked asked, DemoAnswer answer) {
  /** Gives an id in the manner of a provider, whose ids of one kind begin alike. */
  String id(String kind) {
    return kind + "demo-" + number;
  }

  /** Gives the id of the tool call, of which an answer has one at most. */
  String callId() {
    return id("call-");
  }

  String model() {
    return asked.model();
  }

  Usage usage() {
    return Usage.of(asked, answer);
  }

  /** Gives a format's word for why the model stopped. */
  String finish(String stop, String toolCalls) {
    return answer.call().isPresent() ? toolCalls : stop;
  }
}
