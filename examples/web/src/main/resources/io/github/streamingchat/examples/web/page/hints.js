/**
 * What the server recognised in a text, in the order of its places (UTF-16 units). Of hints that
 * overlap the first is kept. The one at the end may be open: it goes on until it is settled.
 */
export class Hints {
  #list = [];
  #next = 0;

  /**
   * Takes a hint in.
   *
   * @param {number} written how much of the text was written without it
   * @returns {number} from where on what was written is wrong now, or Infinity
   */
  put(hint, written) {
    const made = checked(hint);
    if (!made) {
      return Infinity;
    }
    let at = this.#list.length;
    while (at > 0 && this.#list[at - 1].from >= made.from) {
      at--;
    }
    const same = this.#list[at];
    if (same?.open && same.from === made.from && made.to > made.from) {
      return settle(same, made, written);
    }
    if (same?.from === made.from || made.to === made.from) {
      return same?.open ? this.giveUp(written) : Infinity; // an empty one says that there is nothing
    }
    if (this.#list[at - 1]?.open) {
      const wrongFrom = this.giveUp(written); // or it would have been settled first
      return Math.min(wrongFrom, this.put(hint, written));
    }
    if (this.#list[at - 1]?.to > made.from || same?.from < made.to) {
      return Infinity;
    }
    this.#list.splice(at, 0, made);
    return made.from < written ? made.from : Infinity;
  }

  /** Gives up what is open. Returns as `put` does. */
  giveUp(written) {
    return this.#list.at(-1)?.open ? this.#dropLast(written) : Infinity;
  }

  /** Gives up a link at the end: cut short, it may lead elsewhere. Returns as `put` does. */
  giveUpLink(written) {
    const last = this.#list.at(-1);
    return last?.kind === "LINK" && last.to >= written ? this.#dropLast(written) : Infinity;
  }

  #dropLast(written) {
    const { from } = this.#list.pop();
    return from < written ? from : Infinity;
  }

  clear() {
    this.#list = [];
    this.#next = 0;
  }

  /** The hint that a place is in, or the first one behind it. Asked for places that grow. */
  at(place) {
    while (this.#list[this.#next]?.to <= place) {
      this.#next++;
    }
    return this.#list[this.#next];
  }

  /** Places begin again at an earlier one. */
  rewind(place) {
    this.#next = Math.min(this.#next, this.#list.length);
    while (this.#next > 0 && this.#list[this.#next - 1].to > place) {
      this.#next--;
    }
  }
}

/** What is open has its end, and the first line behind its marks, still to come. */
function checked({ kind, from, to, contentFrom, contentTo, detail, open }) {
  const places = [0, from, contentFrom, contentTo, to];
  const inOrder = places.every((place, i) =>
    Number.isInteger(place) && (i === 0 || place >= places[i - 1]));
  if (!inOrder || (open && kind !== "CODE_BLOCK")) {
    return null; // code and links are shown as such once they are settled
  }
  if (kind === "LINK" && !isWeb(detail)) {
    return null;
  }
  return open
    ? { kind, from, to: Infinity, contentFrom: null, contentTo: Infinity, detail, open }
    : { kind, from, to, contentFrom, contentTo, detail, open: false };
}

function isWeb(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

function settle(open, made, written) {
  if (made.open) {
    open.detail = made.detail;
    return Infinity;
  }
  const isRight = made.kind === open.kind
    && made.contentFrom === (open.contentFrom ?? made.contentFrom)
    && (written <= made.contentTo || written <= open.from);
  Object.assign(open, made);
  return isRight ? Infinity : open.from;
}
