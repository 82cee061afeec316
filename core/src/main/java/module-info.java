/** The model of a streamed chat, the state of an answer, and the interface of a transport. */
module io.github.streamingchat.core {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports io.github.streamingchat;
  exports io.github.streamingchat.stream;
  exports io.github.streamingchat.testkit;
  exports io.github.streamingchat.transport;
}
