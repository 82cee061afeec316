/** The model of a streamed chat, the state of an answer, and the interface of a transport. */
@SuppressWarnings("module") // the module that internal packages are exported to is compiled later
module io.github.streamingchat.core {
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports io.github.streamingchat;
  exports io.github.streamingchat.stream;
  exports io.github.streamingchat.testkit;
  exports io.github.streamingchat.transport;
  exports io.github.streamingchat.internal.delivery to
      io.github.streamingchat.sse;
}
