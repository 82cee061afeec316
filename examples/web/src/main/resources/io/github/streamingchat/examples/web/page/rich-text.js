import { Blocks } from "./blocks.js";
import { Hints } from "./hints.js";

/**
 * A text that grows, with its code and links shown as such as soon as they are known. A hint may come
 * before its text or behind it; then the text from there on is written again, and nothing before.
 */
export class RichText {
  #blocks;
  #hints = new Hints();
  #place = 0;
  #wrongFrom = Infinity;
  #inside = null;

  /** @param {Element} root empty, and this one's alone */
  constructor(root) {
    this.#blocks = new Blocks(root);
  }

  hint(hint) {
    this.#wrongFrom = Math.min(this.#wrongFrom, this.#hints.put(hint, this.#place));
    if (this.#inside?.kind === "CODE_BLOCK" && this.#wrongFrom === Infinity) {
      this.#blocks.language(this.#inside.detail);
    }
  }

  append(text) {
    this.#write(this.#takeBack() + text);
  }

  /** Nothing more will come. What is open in a whole text was nothing; a cut one ends in no link. */
  end(isWhole) {
    const wrongFrom = isWhole
      ? this.#hints.giveUp(this.#place)
      : this.#hints.giveUpLink(this.#place);
    this.#wrongFrom = Math.min(this.#wrongFrom, wrongFrom);
    this.append("");
  }

  clear() {
    this.#blocks.clear();
    this.#hints.clear();
    this.#place = 0;
    this.#wrongFrom = Infinity;
    this.#inside = null;
  }

  #takeBack() {
    const texts = [];
    while (this.#place > this.#wrongFrom) {
      const text = this.#blocks.takeBack();
      this.#place -= text.length;
      this.#inside = null;
      texts.push(text);
    }
    this.#wrongFrom = Infinity;
    this.#hints.rewind(this.#place);
    return texts.reverse().join("");
  }

  #write(text) {
    for (let at = 0; at < text.length;) {
      const hint = this.#hints.at(this.#place);
      const isInside = hint?.from <= this.#place;
      this.#enter(isInside ? hint : null);
      const units = isInside
        ? this.#inHint(hint, text, at)
        : this.#tell("plain", text, at, hint?.from ?? Infinity);
      this.#place += units;
      at += units;
    }
  }

  #inHint(hint, text, at) {
    if (hint.contentFrom === null) {
      // Open since its first marks: what it says begins in the next line.
      const line = text.indexOf("\n", at);
      const bodyFrom = line < 0 ? Infinity : this.#place + line + 1 - at;
      hint.contentFrom = line < 0 ? null : bodyFrom;
      return this.#tell("marks", text, at, bodyFrom);
    }
    if (this.#place < hint.contentFrom) {
      return this.#tell("marks", text, at, hint.contentFrom);
    }
    return this.#place < hint.contentTo
      ? this.#tell("content", text, at, hint.contentTo)
      : this.#tell("marks", text, at, hint.to);
  }

  #tell(part, text, at, until) {
    const told = text.slice(at, at + until - this.#place);
    this.#blocks[part](told);
    return told.length;
  }

  #enter(hint) {
    if (hint === this.#inside) {
      return;
    }
    if (this.#inside) {
      this.#blocks.close();
    }
    this.#inside = hint;
    if (hint?.kind === "CODE_BLOCK") {
      this.#blocks.codeBlock();
      this.#blocks.language(hint.detail);
    } else if (hint?.kind === "LINK") {
      this.#blocks.link(hint.detail);
    } else if (hint) {
      this.#blocks.code();
    }
  }
}
