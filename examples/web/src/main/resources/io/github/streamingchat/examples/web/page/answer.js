import { Pacer } from "./pacer.js";
import { Replay } from "./replay.js";

/**
 * An answer that grows: what a transport tells of it goes to its bubble, at an even pace. Whatever a
 * transport tells again, and however it ends, the bubble shows each character once.
 */
export class Answer {
  #bubble;
  #told;
  #pacer;
  #replay;
  #heldHints = [];
  #error = null;
  #isFirst = true;

  /**
   * @param {import("./bubble.js").Bubble} bubble with the text that is known already
   * @param {object} told who else hears of it
   * @param {() => void} told.first the first piece is here
   * @param {(text: string) => void} told.text new text is here, shown or not
   * @param {(state: string, details: object) => void} told.state
   * @param {(progress: object) => void} told.progress
   * @param {(connected: boolean) => void} told.connection
   * @param {() => void} told.gone it cannot be followed any more
   * @param {() => void} told.shown there is more to see
   * @param {(end: object, error: object | null) => void} told.end all is shown
   */
  constructor(bubble, charactersPerSecond, told) {
    this.#bubble = bubble;
    this.#told = told;
    this.#pacer = new Pacer(charactersPerSecond, text => {
      bubble.append(text);
      told.shown();
    });
    this.#replay = bubble.text ? new Replay(bubble.text) : null;
    this.#isFirst = !bubble.text;
  }

  on(event, data) {
    switch (event) {
      case "message": return this.#message(data.content ?? "");
      case "hint": return this.#hint(data);
      case "replaced": return this.#replaced();
      case "status": return this.#told.state(data.state, data);
      case "progress": return this.#told.progress(data);
      case "error": this.#error = data.error; return undefined;
      case "complete": return this.#complete(data);
      default: return undefined; // of a later server
    }
  }

  onConnection(connected) {
    this.#told.connection(connected);
  }

  onGone() {
    this.#told.gone();
  }

  /** Shows all that came, now: somebody does not want to wait, or cannot see it come. */
  flush() {
    this.#pacer.flush();
  }

  #message(piece) {
    if (this.#isFirst && piece) {
      this.#isFirst = false;
      this.#told.first();
    }
    this.#bubble.isVoid = false;
    if (!this.#replay) {
      this.#arrived(piece);
      return;
    }
    const news = this.#replay.add(piece);
    if (news) {
      this.#settle(news);
    }
  }

  #arrived(text) {
    this.#told.text(text);
    this.#pacer.add(text);
  }

  #hint(hint) {
    if (this.#replay) {
      this.#heldHints.push(hint); // of a text that may be another
    } else {
      this.#bubble.hint(hint);
    }
  }

  #settle({ isOther, text }) {
    this.#replay = null;
    if (isOther) {
      this.#bubble.clear();
    }
    this.#heldHints.splice(0).forEach(hint => this.#bubble.hint(hint));
    this.#arrived(text);
  }

  #replaced() {
    this.#pacer.clear();
    this.#heldHints = [];
    this.#replay = new Replay(this.#bubble.text);
    this.#bubble.isVoid = true;
  }

  #complete(end) {
    if (this.#replay) {
      this.#settle(this.#replay.end());
    }
    if (end.status === "CANCELLED") {
      this.#pacer.flush();
    }
    this.#pacer.end(() => {
      this.#bubble.finish({ ...end, error: this.#error });
      this.#told.end(end, this.#error);
    });
  }
}
