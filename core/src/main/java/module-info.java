/** The model of a streamed chat, the state of an answer, and the interface of a transport. */
@SuppressWarnings("module") // those that internals are shared with are compiled later
module io.github.streamingchat.core {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports io.github.streamingchat;
  exports io.github.streamingchat.internal.delivery to
      io.github.streamingchat.sse;
  exports io.github.streamingchat.observation;
  exports io.github.streamingchat.source;
  exports io.github.streamingchat.stream;
  exports io.github.streamingchat.testkit;
  exports io.github.streamingchat.transport;
}
