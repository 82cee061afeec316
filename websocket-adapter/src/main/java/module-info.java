/** Many answers over one WebSocket. */
module io.github.streamingchat.websocket {
  requires transitive io.github.streamingchat.core;
}
