/** Many answers over one WebSocket. */
module io.github.streamingchat.websocket {
  requires transitive io.github.streamingchat.core;
  requires transitive java.net.http;
  requires tools.jackson.core;

  exports io.github.streamingchat.websocket;
  exports io.github.streamingchat.websocket.protocol;
}
