/** From this share of the longest question on it is shown how much is left. */
const COUNTED_FROM = 0.8;

/** Where a question is written. What was written stays until it was taken. */
export class Composer {
  #area;
  #left;
  #longest;

  /** @param {(question: string) => void} send */
  constructor(pane, { title, longest, send }) {
    const form = pane.querySelector(".composer");
    const help = pane.querySelector(".help");
    this.#area = form.querySelector("textarea");
    this.#left = help.querySelector(".left");
    this.#longest = longest;
    this.#area.setAttribute("aria-label", `Question, ${title}`);
    help.id = `${pane.id}-help`;
    this.#area.setAttribute("aria-describedby", help.id);

    form.addEventListener("submit", event => {
      event.preventDefault();
      if (this.#area.value.trim()) {
        send(this.#area.value);
      }
      this.focus();
    });
    this.#area.addEventListener("keydown", event => {
      const isComposing = event.isComposing || event.keyCode === 229; // Enter picks a candidate
      if (event.key === "Enter" && !event.shiftKey && !isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    this.#area.addEventListener("input", () => this.#resize());
  }

  /** The question was taken: there is room for the next one. */
  taken(question) {
    if (this.#area.value === question) {
      this.#area.value = "";
      this.#resize();
    }
  }

  focus() {
    this.#area.focus({ preventScroll: true });
  }

  #resize() {
    const border = this.#area.offsetHeight - this.#area.clientHeight;
    this.#area.style.height = "auto";
    this.#area.style.height = `${this.#area.scrollHeight + border}px`;
    const left = this.#longest - this.#area.value.length;
    this.#left.textContent =
      left < this.#longest * (1 - COUNTED_FROM) ? `${left.toLocaleString()} characters left` : "";
    this.#left.classList.toggle("over", left < 0);
  }
}
