import { RichText } from "./rich-text.js";
import { clone } from "./templates.js";

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const DATE_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const REASONS = { LENGTH: "cut at its longest", CONTENT_FILTER: "partly withheld" };
const COPIES = { user: "Copy question", assistant: "Copy answer" };
const NAMES = { user: "You", assistant: "Assistant" };

/** One message on the page. Its text is only ever added to, unless it proves to be another. */
export class Bubble {
  #text;
  #pieces = [];
  #parts;

  /** @param message as the server has it */
  constructor(message) {
    this.element = clone("message");
    this.#parts = {
      who: this.element.querySelector(".who"),
      time: this.element.querySelector("time"),
      body: this.element.querySelector(".body"),
      failure: this.element.querySelector(".failure"),
      reason: this.element.querySelector(".reason"),
      facts: this.element.querySelector(".facts"),
    };
    this.#text = new RichText(this.#parts.body);
    this.id = message.id;
    this.element.dataset.id = message.id;
    this.element.classList.add(message.role);
    this.#parts.who.textContent = NAMES[message.role] ?? message.role;
    this.element.querySelector(".copy").setAttribute("aria-label", COPIES[message.role] ?? "Copy");
    this.#at(message.createdAt ?? new Date().toISOString());
    message.hints?.forEach(hint => this.hint(hint));
    this.append(message.text ?? "");
    this.#status(message.status);
    if (!this.isGrowing) {
      this.finish(message);
    }
  }

  /** The text that is shown. */
  get text() {
    return this.#pieces.join("");
  }

  get isGrowing() {
    return ["PENDING", "STREAMING"].includes(this.element.dataset.status);
  }

  append(text) {
    if (text) {
      this.#pieces.push(text);
    }
    this.#text.append(text);
  }

  hint(hint) {
    this.#text.hint(hint);
  }

  clear() {
    this.#pieces = [];
    this.#text.clear();
  }

  /** Shows that what is there may have to go. */
  set isVoid(isVoid) {
    this.element.classList.toggle("void", isVoid);
  }

  /** Adds what is worth knowing about how it was made. */
  fact(words) {
    const facts = this.#parts.facts;
    facts.textContent = facts.textContent ? `${facts.textContent} · ${words}` : words;
  }

  /** Shows why it failed, below the text that came. */
  fail(error) {
    const attempts = error.attempt > 1 ? ` (attempt ${error.attempt})` : "";
    this.#parts.reason.textContent = error.message + attempts;
    this.#parts.failure.dataset.type = error.type;
    this.#parts.failure.hidden = false;
  }

  /** Shows how it ended: the cursor goes. */
  finish({ status, finishReason, error }) {
    this.isVoid = false;
    this.#status(status);
    this.#text.end(status === "COMPLETED");
    if (error) {
      this.fail(error);
    }
    if (status === "CANCELLED") {
      this.fact("stopped");
    } else if (finishReason in REASONS) {
      this.fact(REASONS[finishReason]);
    }
  }

  #status(status) {
    this.element.dataset.status = status;
    this.#parts.body.setAttribute("aria-busy", String(this.isGrowing));
  }

  #at(instant) {
    const date = new Date(instant);
    this.#parts.time.dateTime = instant;
    this.#parts.time.textContent = TIME.format(date);
    this.#parts.time.title = DATE_AND_TIME.format(date);
  }
}
