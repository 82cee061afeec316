import { EVENTS } from "./events.js";

/**
 * One message that is streamed in three phases: a start, chunks, an end. It knows how much of the text it
 * has, so that what is told twice is told once, and a hole is found.
 */
export class StreamedMessage {
  #id;
  #listener;
  #place = 0;
  #length = 0;
  #failed = false;
  #ended = false;

  /** @param {import("./transports.js").Listener} listener */
  constructor(id, listener) {
    this.#id = id;
    this.#listener = listener;
  }

  get listener() {
    return this.#listener;
  }

  /** The wish to go on behind what is known; at first, from the beginning. */
  get resume() {
    return { type: "resume", id: this.#id, offset: this.#length, metadata: { place: this.#place } };
  }

  get cancel() {
    return { type: "cancel", id: this.#id };
  }

  /** @returns {"" | "hole" | "ended"} whether something is missing before this frame, or none follows */
  take(frame) {
    const place = frame.metadata?.place ?? this.#place;
    if (this.#ended || place < this.#place) {
      return "";
    }
    if (frame.type === "stream_event") {
      this.#event(frame);
    } else if (frame.stream_chunk && frame.error) {
      this.#failed = true;
      this.#tell("error", { error: frame.metadata?.error ?? { type: "llm", message: frame.chunk } });
    } else if (frame.stream_chunk && !this.#chunk(frame)) {
      return "hole";
    }
    this.#place = place;
    if (frame.stream_end) {
      this.#ended = true;
      this.#tell("complete", frame.metadata?.complete ?? this.#end(frame));
    }
    return this.#ended ? "ended" : "";
  }

  #event({ event, data }) {
    if (event === "replaced") {
      this.#length = 0;
    }
    if (EVENTS.includes(event)) {
      this.#tell(event, data);
    }
  }

  /** @returns whether all before it is known */
  #chunk({ chunk, offset = this.#length }) {
    if (offset > this.#length) {
      return false;
    }
    const content = chunk.slice(this.#length - offset);
    if (content) {
      this.#length += content.length;
      this.#tell("message", { content });
    }
    return true;
  }

  /** What the plain protocol says of an end. */
  #end({ metadata }) {
    const status = metadata?.cancelled ? "CANCELLED" : this.#failed ? "FAILED" : "COMPLETED";
    return { status, finishReason: null, metadata: {} };
  }

  #tell(event, data) {
    this.#listener.on(event, data);
  }
}
