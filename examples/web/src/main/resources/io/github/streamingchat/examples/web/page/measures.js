/** What this page measures itself, with its own clock: from the question to the first piece. */
export class Measures {
  #firstPieces = [];

  /** @returns {() => number} to be called at the first piece; gives the milliseconds */
  begin() {
    const from = performance.now();
    return () => {
      const millis = performance.now() - from;
      this.#firstPieces.push(millis);
      return millis;
    };
  }

  get last() {
    return this.#firstPieces.at(-1);
  }

  get median() {
    const sorted = this.#firstPieces.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
}
