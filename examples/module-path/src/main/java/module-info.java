/** An application on the module path. */
module io.github.streamingchat.examples.modulepath {
  requires io.github.streamingchat.sse;
  requires jdk.httpserver;
}
