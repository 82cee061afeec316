const NUMBER = new Intl.NumberFormat();
const SECONDS =
  new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const LOST = "The connection was lost, trying again…";

/** What an answer is doing, in words that change while it goes on doing it, and how far it is. */
export class Activity {
  #line;
  #numbers;
  #bar;
  #settings;
  #state = null;
  #since = 0;
  #timer = null;
  #isConnected = true;

  constructor(pane, settings, title) {
    this.#line = pane.querySelector(".status");
    this.#numbers = pane.querySelector(".numbers");
    this.#bar = pane.querySelector(".progress");
    this.#bar.setAttribute("aria-label", `Progress of the answer, ${title}`);
    this.#settings = settings;
  }

  begin() {
    this.#numbers.textContent = "";
    this.#bar.removeAttribute("value");
    this.#bar.hidden = false;
    this.#isConnected = true;
    this.state("CONNECTING", {});
  }

  state(state, { attempt, retryInMillis }) {
    this.#state = state;
    this.#since = performance.now();
    if (retryInMillis > 0) {
      const wait = SECONDS.format(retryInMillis / 1000);
      this.#numbers.textContent = `attempt ${attempt + 1} in ${wait} s`;
    } else if (attempt > 1) {
      this.#numbers.textContent = `attempt ${attempt}`;
    }
    this.#turn();
  }

  progress({ elapsedMillis, pieces, characters, share }) {
    if (share === null || share === undefined) {
      this.#bar.removeAttribute("value");
    } else {
      this.#bar.value = share;
    }
    if (this.#state === "BACKING_OFF") {
      return; // what is told late of the attempt before: how long it waits is worth more
    }
    this.#numbers.textContent = [
      `${SECONDS.format(elapsedMillis / 1000)} s`,
      count(pieces, "piece"),
      count(characters, "character"),
    ].join(" · ");
  }

  connection(isConnected) {
    this.#isConnected = isConnected;
    this.#turn();
  }

  end(status) {
    this.#bar.hidden = true;
    this.#isConnected = true;
    this.state(status, {});
    clearTimeout(this.#timer);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#bar.hidden = true;
    this.#line.textContent = "";
    this.#numbers.textContent = "";
  }

  /** Shows the line of the moment: found by the time, so that a tab that slept is right at once. */
  #turn() {
    clearTimeout(this.#timer);
    const lines = this.#settings.statusLines[this.#state] ?? [this.#state];
    const period = this.#settings.statusPeriodMillis;
    const passed = performance.now() - this.#since;
    const line = this.#isConnected ? lines[Math.floor(passed / period) % lines.length] : LOST;
    if (this.#line.textContent !== line) {
      this.#line.textContent = line; // only a change is read out
    }
    if (lines.length > 1) {
      this.#timer = setTimeout(() => this.#turn(), period - (passed % period));
    }
  }
}

function count(number, unit) {
  return `${NUMBER.format(number)} ${unit}${number === 1 ? "" : "s"}`;
}
