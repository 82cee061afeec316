/** The model of a streamed chat, the state of an answer, and the interface of a transport. */
@SuppressWarnings("module") // those that internals are shared with are compiled later
module io.github.streamingchat.core {
  requires static transitive org.jspecify;
  requires java.net.http;
  requires tools.jackson.core;

  exports io.github.streamingchat;
  exports io.github.streamingchat.internal.bytes to
      io.github.streamingchat.sse;
  exports io.github.streamingchat.internal.delivery to
      io.github.streamingchat.sse,
      io.github.streamingchat.websocket;
  exports io.github.streamingchat.internal.json to
      io.github.streamingchat.sse,
      io.github.streamingchat.websocket;
  exports io.github.streamingchat.internal.peer to
      io.github.streamingchat.sse,
      io.github.streamingchat.websocket;
  exports io.github.streamingchat.journal;
  exports io.github.streamingchat.observation;
  exports io.github.streamingchat.source;
  exports io.github.streamingchat.stream;
  exports io.github.streamingchat.testkit;
  exports io.github.streamingchat.transport;
  exports io.github.streamingchat.view;
}
