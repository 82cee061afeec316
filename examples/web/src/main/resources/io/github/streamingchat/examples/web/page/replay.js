/**
 * A text that is told again from its beginning while what is known of it is on the page: after a
 * reload, or when the server says that what it told is void. What is known stays until it proves to be
 * another.
 */
export class Replay {
  #known;
  #told = 0;

  constructor(known) {
    this.#known = known;
  }

  /**
   * Takes the next piece.
   *
   * @returns {{isOther: boolean, text: string} | null} null while it tells what is known; then, once,
   *     what comes behind that; or the whole text so far, if it is another one
   */
  add(piece) {
    const missing = this.#known.length - this.#told;
    if (piece.length <= missing && this.#known.startsWith(piece, this.#told)) {
      this.#told += piece.length;
      return null;
    }
    if (piece.length > missing && piece.startsWith(this.#known.slice(this.#told))) {
      return { isOther: false, text: piece.slice(missing) };
    }
    return { isOther: true, text: this.#known.slice(0, this.#told) + piece };
  }

  /** The text as it was told, if it is over before all that is known was told. */
  end() {
    const isOther = this.#told < this.#known.length;
    return { isOther, text: isOther ? this.#known.slice(0, this.#told) : "" };
  }
}
