/** Says what was refused, and why; it goes with the next thing that works. */
export class Notice {
  #element;

  constructor(element) {
    this.#element = element;
  }

  /** @param {import("./api.js").ApiError} error */
  show(error) {
    const wait = error.retryAfterSeconds ? ` Try again in ${error.retryAfterSeconds} s.` : "";
    this.#element.dataset.type = error.type ?? "page";
    this.#element.textContent = error.message + wait;
  }

  get type() {
    return this.#element.textContent ? this.#element.dataset.type : null;
  }

  clear() {
    this.#element.textContent = "";
  }
}
