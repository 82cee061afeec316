/** So near to the end counts as there, in pixels. */
const NEAR = 48;

/** Keeps the end of a text that grows in sight, for as long as the reader is there. */
export class Scroll {
  #scroller;
  #button;
  #isAtEnd = true;
  #last = 0;

  constructor(pane) {
    this.#scroller = pane.querySelector(".scroller");
    this.#button = pane.querySelector(".latest");
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => {
      const bars = this.#scroller.offsetWidth - this.#scroller.clientWidth;
      pane.style.setProperty("--scrollbar", `${bars / 2}px`);
      this.grown();
    }).observe(this.#scroller);
    this.#button.addEventListener("click", () => {
      this.#scroller.focus({ preventScroll: true });
      this.toEnd();
    });
  }

  /** There is more to see. */
  grown() {
    if (this.#isAtEnd) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }
  }

  toEnd() {
    this.#isAtEnd = true;
    this.#button.hidden = true;
    this.grown();
  }

  /** Text that grows never moves the view up: only a reader does. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR) {
      this.#isAtEnd = true;
    } else if (scrollTop < this.#last) {
      this.#isAtEnd = false;
    }
    this.#last = scrollTop;
    this.#button.hidden = this.#isAtEnd;
  }
}
