/** Server-sent events and the wire formats of chat providers over {@code java.net.http}. */
module io.github.streamingchat.sse {
  requires transitive io.github.streamingchat.core;
  requires transitive java.net.http;
  requires tools.jackson.core;

  exports io.github.streamingchat.sse;
  exports io.github.streamingchat.sse.protocol;
}
