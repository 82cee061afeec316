const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 30_000;
/** A server that refuses a socket says no more to a page than one that is not there. */
const MOST_REFUSALS = 4;

/** What a browser gives. */
export const BROWSER = {
  connect: () => new WebSocket(new URL("/ws", location.href.replace(/^http/, "ws"))),
  later: (callback, millis) => setTimeout(callback, millis),
  cancel: handle => clearTimeout(handle),
  random: () => Math.random(),
};

/**
 * A socket that is there while it is wanted, and comes back when it is lost: after a wait that doubles
 * from attempt to attempt, of which a random part is waited, so that not all pages come back at once.
 * Only a frame shows that it is well again; one that opens and breaks is waited for longer each time.
 */
export class LastingSocket {
  #told;
  #environment;
  #socket = null;
  #timer = null;
  #failures = 0;
  #refusals = 0;
  #wanted = false;

  /**
   * @param {object} told what happens
   * @param {() => void} told.opened it can be sent on
   * @param {(frame: object) => void} told.received a JSON object came
   * @param {() => void} told.lost it cannot be sent on any more
   * @param {() => void} told.refused it was tried in vain for a while, and is not wanted any more
   */
  constructor(told, environment = BROWSER) {
    this.#told = told;
    this.#environment = environment;
  }

  want() {
    this.#wanted = true;
    if (!this.#socket && this.#timer === null) {
      this.#connect();
    }
  }

  letGo() {
    this.#wanted = false;
    this.#failures = 0;
    this.#refusals = 0;
    this.#environment.cancel(this.#timer);
    this.#timer = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @returns whether it went out */
  send(frame) {
    const isOpen = this.#socket?.readyState === 1; // OPEN
    if (isOpen) {
      this.#socket.send(JSON.stringify(frame));
    }
    return isOpen;
  }

  #connect() {
    const socket = this.#environment.connect();
    this.#socket = socket;
    const current = handler => event => socket === this.#socket && handler(event);
    socket.addEventListener("open", current(() => {
      this.#refusals = 0;
      this.#told.opened();
    }));
    socket.addEventListener("message", current(({ data }) => this.#received(data)));
    socket.addEventListener("close", current(() => this.#closed()));
  }

  #received(data) {
    this.#failures = 0;
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return; // not of this protocol
    }
    if (frame !== null && typeof frame === "object") {
      this.#told.received(frame);
    }
  }

  #closed() {
    this.#socket = null;
    this.#failures++;
    this.#refusals++;
    this.#told.lost();
    if (this.#refusals >= MOST_REFUSALS) {
      this.letGo();
      this.#told.refused();
    } else if (this.#wanted) {
      const longest = Math.min(FIRST_WAIT_MILLIS * 2 ** (this.#failures - 1), LONGEST_WAIT_MILLIS);
      this.#timer = this.#environment.later(() => {
        this.#timer = null;
        this.#connect();
      }, this.#environment.random() * longest);
    }
  }
}
