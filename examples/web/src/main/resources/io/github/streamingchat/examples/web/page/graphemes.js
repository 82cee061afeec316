const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Looked at beyond what is asked for, so that an emoji of many code points is seen as a whole. */
const MARGIN = 64;
/** A letter with more marks than this is not waited for: hostile text would never be shown. */
const LONGEST = 256;

/**
 * Text that waits, and is taken by what a person sees as one character (UAX #29). Pieces are kept as
 * they came: taking some looks at no more than those, whatever waits behind them.
 */
export class Graphemes {
  #pieces = [];
  #first = 0;
  #length = 0;

  /** In UTF-16 units. */
  get length() {
    return this.#length;
  }

  add(piece) {
    if (piece) {
      this.#pieces.push(piece);
      this.#length += piece.length;
    }
  }

  /**
   * Takes some characters. The last one stays while it may still grow, unless the text is whole.
   *
   * @param {number} count how many at most
   * @param {boolean} whole whether nothing more will come
   */
  take(count, whole) {
    for (let size = count * 2 + MARGIN; ; size *= 2) {
      const window = this.#peek(size);
      const isAll = window.length === this.#length;
      const isEnd = isAll && whole;
      const text = isEnd ? window : withoutHalf(window);
      let end = 0;
      let seen = 0;
      for (const { index, segment } of SEGMENTER.segment(text)) {
        const mayGrow = !isEnd && index + segment.length === text.length && segment.length < LONGEST;
        if (seen === count || mayGrow) {
          break;
        }
        end = index + segment.length;
        seen++;
      }
      if (seen === count || isAll) {
        this.#drop(end);
        return text.slice(0, end);
      }
    }
  }

  clear() {
    this.#pieces = [];
    this.#first = 0;
    this.#length = 0;
  }

  #peek(size) {
    let text = "";
    for (let i = this.#first; i < this.#pieces.length && text.length < size; i++) {
      text += this.#pieces[i];
    }
    return text;
  }

  #drop(units) {
    this.#length -= units;
    while (units > 0) {
      const piece = this.#pieces[this.#first];
      if (units < piece.length) {
        this.#pieces[this.#first] = piece.slice(units);
        return;
      }
      units -= piece.length;
      this.#pieces[this.#first++] = "";
    }
    if (this.#first > 1024) {
      this.#pieces.splice(0, this.#first);
      this.#first = 0;
    }
  }
}

/** Half of a surrogate pair says nothing yet of what the character before it belongs to. */
function withoutHalf(text) {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
