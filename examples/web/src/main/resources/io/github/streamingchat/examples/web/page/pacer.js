import { Graphemes } from "./graphemes.js";

/** How long text waits at most while more comes, and behind the end. */
const BEHIND_SECONDS = 2;
const CATCH_UP_SECONDS = 0.3;
/** A pause is followed by no burst: a frame that comes late counts as this long. */
const LONGEST_FRAME_MILLIS = 250;
/** Without motion text comes in stretches, not letter by letter. */
const STILL_MILLIS = 400;

/** Frames that need no timer where there is nothing to see: a hidden page is told at once. */
export const FRAMES = {
  now: () => performance.now(),
  still: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  hidden: () => document.hidden,
  request: callback => requestAnimationFrame(callback),
  cancel: handle => cancelAnimationFrame(handle),
  later: (callback, millis) => setTimeout(callback, millis),
  cancelLater: handle => clearTimeout(handle),
};

/**
 * Shows text at an even pace, however it arrives, and never half of a character. A burst that would
 * keep the reader waiting for longer than two seconds is shown faster, at a pace of its own; behind the
 * end the rest is shown within a moment.
 */
export class Pacer {
  #waiting = new Graphemes();
  #perSecond;
  #show;
  #drained = () => {};
  #frames;
  #handle = null;
  #timer = null;
  #last = 0;
  #credit = 1;
  #hurry = 0;
  #whole = false;

  /**
   * @param {number} perSecond characters
   * @param {(text: string) => void} show told the new text only
   */
  constructor(perSecond, show, frames = FRAMES) {
    this.#perSecond = perSecond;
    this.#show = show;
    this.#frames = frames;
  }

  add(piece) {
    this.#waiting.add(piece);
    this.#hurryToShowAllWithin(BEHIND_SECONDS);
    this.#schedule();
  }

  #hurryToShowAllWithin(seconds) {
    this.#hurry = Math.max(this.#hurry, this.#waiting.length / seconds);
  }

  /** Nothing more will come. @param {() => void} drained told when all is shown */
  end(drained) {
    this.#whole = true;
    this.#drained = drained;
    this.#hurryToShowAllWithin(CATCH_UP_SECONDS);
    this.#schedule();
  }

  /** Shows all there is, now; the last character stays while it may still grow. */
  flush() {
    this.#unschedule();
    const text = this.#waiting.take(Infinity, this.#whole);
    if (text) {
      this.#show(text);
    }
    if (this.#whole) {
      this.#drained();
      this.#drained = () => {};
    }
  }

  /** Forgets what was not shown. */
  clear() {
    this.#unschedule();
    this.#waiting.clear();
    this.#credit = 1;
    this.#hurry = 0;
  }

  #schedule() {
    if (this.#frames.hidden() || (this.#whole && this.#waiting.length === 0)) {
      this.flush();
    } else if (this.#frames.still()) {
      this.#timer ??= this.#frames.later(() => this.flush(), this.#whole ? 0 : STILL_MILLIS);
    } else if (this.#handle === null) {
      this.#last = this.#frames.now();
      this.#handle = this.#frames.request(() => this.#frame());
    }
  }

  #unschedule() {
    this.#frames.cancel(this.#handle);
    this.#frames.cancelLater(this.#timer);
    this.#handle = null;
    this.#timer = null;
  }

  #frame() {
    this.#handle = null;
    const now = this.#frames.now();
    const passed = Math.min(now - this.#last, LONGEST_FRAME_MILLIS);
    this.#credit += (passed / 1000) * Math.max(this.#perSecond, this.#hurry);
    const due = Math.floor(this.#credit);
    const text = due > 0 ? this.#waiting.take(due, this.#whole) : "";
    if (text) {
      this.#credit -= due;
      this.#show(text);
    } else {
      this.#credit = Math.min(this.#credit, 1);
      this.#hurry = due > 0 ? 0 : this.#hurry;
    }
    if (this.#waiting.length > 0 && (text || due === 0)) {
      this.#schedule();
      this.#last = now;
    } else if (this.#whole) {
      this.flush();
    }
  }
}
