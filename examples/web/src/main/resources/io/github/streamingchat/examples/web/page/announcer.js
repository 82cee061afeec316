const SENTENCES = new Intl.Segmenter(undefined, { granularity: "sentence" });
const ENDS = /[.!?。！？\n]/u;
/** So much without an end is read out as it is. */
const LONGEST = 400;
/** What was read out long ago is taken away. */
const KEPT = 12;

/** Has a screen reader say things: whole sentences, in a place of their own that nobody sees. */
export class Announcer {
  #region;

  /** @param {Element} region live and polite */
  constructor(region) {
    this.#region = region;
  }

  say(words) {
    const said = document.createElement("p");
    said.textContent = words;
    this.#region.append(said);
    while (this.#region.childElementCount > KEPT) {
      this.#region.firstElementChild.remove();
    }
  }

  /** @returns {Sentences} for one text that grows */
  sentences() {
    return new Sentences(words => this.say(words));
  }
}

/** Cuts a text that grows into sentences. */
class Sentences {
  #say;
  #rest = "";

  constructor(say) {
    this.#say = say;
  }

  add(text) {
    this.#rest += text;
    if (ENDS.test(text) || this.#rest.length > LONGEST) {
      const sentences = Array.from(SENTENCES.segment(this.#rest), part => part.segment);
      this.#rest = this.#rest.length > LONGEST ? "" : sentences.pop();
      this.#tell(sentences.join(""));
    }
  }

  end() {
    this.#tell(this.#rest);
    this.#rest = "";
  }

  #tell(words) {
    if (words.trim()) {
      this.#say(words.trim());
    }
  }
}
