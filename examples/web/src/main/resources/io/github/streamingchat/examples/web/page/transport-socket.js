import { BROWSER, LastingSocket } from "./lasting-socket.js";
import { StreamedMessage } from "./streamed-message.js";

/**
 * Follows all streams of the page on one WebSocket, in the three-phase protocol. What belongs to no
 * stream that is followed, such as an echo of the question, is passed over.
 */
export class SocketTransport {
  #streams = new Map();
  #socket;

  constructor(environment = BROWSER) {
    this.#socket = new LastingSocket({
      opened: () => this.#streams.forEach(stream => this.#begin(stream)),
      received: frame => this.#received(frame),
      lost: () => this.#streams.forEach(({ listener }) => listener.onConnection(false)),
      refused: () => this.#gone([...this.#streams.keys()]),
    }, environment);
  }

  follow(streamId, listener) {
    const stream = new StreamedMessage(streamId, listener);
    this.#streams.set(streamId, stream);
    this.#begin(stream);
    this.#socket.want();
    return {
      close: () => this.#streams.get(streamId) === stream && this.#forget(streamId),
      cancel: () => this.#socket.send(stream.cancel),
    };
  }

  #begin(stream) {
    if (this.#socket.send(stream.resume)) {
      stream.listener.onConnection(true);
    }
  }

  #received(frame) {
    const stream = this.#streams.get(frame.id);
    if (!stream) {
      return;
    }
    switch (frame.type) {
      case "message_stream":
      case "stream_event": {
        const state = stream.take(frame);
        if (state === "hole") {
          this.#socket.send(stream.resume);
        } else if (state === "ended" && this.#streams.get(frame.id) === stream) {
          this.#forget(frame.id);
        }
        break;
      }
      case "cannot_resume":
        this.#gone([frame.id]);
        break;
      default: // an echo, or of a later server
    }
  }

  #gone(ids) {
    for (const id of ids) {
      const { listener } = this.#streams.get(id);
      this.#forget(id);
      listener.onGone();
    }
  }

  #forget(id) {
    this.#streams.delete(id);
    if (this.#streams.size === 0) {
      this.#socket.letGo();
    }
  }
}
