import { Bubble } from "./bubble.js";

/** The messages of one document on the page, in their order. What is there is not made again. */
export class Messages {
  #list;
  #bubbles = new Map();

  constructor(list) {
    this.#list = list;
  }

  get isEmpty() {
    return this.#bubbles.size === 0;
  }

  get size() {
    return this.#bubbles.size;
  }

  of(id) {
    return this.#bubbles.get(id);
  }

  /** Adds a message, in the place of another if it replaces one, or gives the bubble that has it. */
  add(message, replaces) {
    const known = this.#bubbles.get(message.id);
    if (known) {
      return known;
    }
    const bubble = new Bubble(message);
    const before = this.#bubbles.get(replaces);
    if (before) {
      before.element.replaceWith(bubble.element);
      this.#bubbles.delete(replaces);
    } else {
      this.#list.append(bubble.element);
    }
    this.#bubbles.set(message.id, bubble);
    this.#offerRetry();
    return bubble;
  }

  /** Brings the page to what the server has: adds, takes away, and leaves what is the same. */
  show(messages) {
    const now = new Map(messages.map(message => [message.id, message]));
    for (const [id, bubble] of this.#bubbles) {
      if (bubble.isGrowing || bubble.text !== now.get(id)?.text) {
        bubble.element.remove();
        this.#bubbles.delete(id);
      }
    }
    let before = null;
    for (const message of messages) {
      const { element } = this.add(message);
      const place = before ? before.nextSibling : this.#list.firstChild;
      if (element !== place) {
        this.#list.insertBefore(element, place);
      }
      before = element;
    }
    this.#offerRetry();
  }

  /** Only the last answer can be asked for again. */
  #offerRetry() {
    const last = this.#list.lastElementChild;
    for (const button of this.#list.querySelectorAll(".retry:not([hidden])")) {
      button.hidden = true;
    }
    if (last?.classList.contains("assistant")) {
      last.querySelector(".retry").hidden = false;
    }
  }
}
