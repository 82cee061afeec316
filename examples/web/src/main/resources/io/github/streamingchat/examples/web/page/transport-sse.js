import { EVENTS } from "./events.js";

/** Follows a stream by an EventSource, which reconnects with Last-Event-ID by itself. */
export class SseTransport {
  follow(streamId, listener) {
    const source = new EventSource(`/stream?${new URLSearchParams({ stream_id: streamId })}`);
    const tell = name => event => {
      if (name === "error" && event.data === undefined) {
        disconnected(); // the EventSource's own: the server's errors carry data
        return;
      }
      if (name === "complete") {
        source.close(); // or it would ask for what follows the end
      }
      listener.on(name, JSON.parse(event.data));
    };
    const disconnected = () => {
      listener.onConnection(false);
      if (source.readyState === EventSource.CLOSED) {
        listener.onGone();
      }
    };
    for (const name of EVENTS) {
      source.addEventListener(name, tell(name));
    }
    source.addEventListener("open", () => listener.onConnection(true));
    return { close: () => source.close() };
  }
}
