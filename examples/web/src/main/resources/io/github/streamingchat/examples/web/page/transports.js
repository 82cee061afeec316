import { SocketTransport } from "./transport-socket.js";
import { SseTransport } from "./transport-sse.js";

/**
 * A transport brings the events of a stream to the page.
 *
 * @typedef {object} Transport
 * @property {(streamId: string, listener: Listener) => Following} follow
 *     tells all events of the stream from its first one on, and reconnects by itself
 *
 * @typedef {object} Following
 * @property {() => void} close tells no more; the answer goes on
 * @property {() => boolean} [cancel] stops the answer at the server, if the transport has a way that is
 *     open; else it is asked over HTTP
 *
 * @typedef {object} Listener
 * @property {(event: string, data: object) => void} on one of EVENTS, in their order
 * @property {(connected: boolean) => void} onConnection the way to the server is there, or was lost
 * @property {() => void} onGone the stream cannot be followed any more: ask for the messages
 */

/** One for the whole page. */
let socket = null;

/** What this page can speak; the label is for people. */
const TRANSPORTS = {
  sse: { label: "Server-sent events", open: () => new SseTransport() },
  websocket: { label: "WebSocket", open: () => (socket ??= new SocketTransport()) },
};

/** The names and labels that both the server and this page know, in the server's order. */
export function usable(offered) {
  return offered
    .filter(name => Object.hasOwn(TRANSPORTS, name))
    .map(name => ({ name, label: TRANSPORTS[name].label }));
}

/** @returns {Transport} */
export function open(name) {
  return TRANSPORTS[name].open();
}
