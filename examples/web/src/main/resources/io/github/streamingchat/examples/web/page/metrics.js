import { api } from "./api.js";

const EVERY_MILLIS = 3000;
const SAMPLES = 60;
const TARGET_MILLIS = 100;
const TARGET_ERRORS = 0.01;
/** Memory that was let go counts; what grew by more than this since the first look is not steady. */
const STEADY_SHARE = 0.5;

const MILLIS = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const MEGABYTES = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** What the server and this page measure, beside the targets; asked for only while it is seen. */
export class Metrics {
  #section;
  #measures;
  #memory = [];
  #timer = null;

  constructor(section, measures) {
    this.#section = section;
    this.#measures = measures;
  }

  toggle() {
    this.#section.hidden = !this.#section.hidden;
    this.refresh();
    return !this.#section.hidden;
  }

  async refresh() {
    clearTimeout(this.#timer);
    if (this.#section.hidden || document.hidden) {
      return;
    }
    try {
      this.#show(await api.metrics());
    } catch (error) {
      this.#section.replaceChildren(paragraph("away", error.message));
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), EVERY_MILLIS);
  }

  #show(metrics) {
    const { errorRate, answers, failures, memoryBytes, activeStreams, followers } = metrics;
    const first = metrics.timeToFirstTokenMillis;
    const megabytes = memoryBytes / (1 << 20);
    this.#memory = [...this.#memory, megabytes].slice(-SAMPLES);
    const least = this.#memory.slice(-SAMPLES / 4);
    const isSteady = Math.min(...least) <= this.#memory[0] * (1 + STEADY_SHARE);
    this.#section.replaceChildren(
      figure("first-token", "First token, server", millis(first.p50),
        `p95 ${millis(first.p95)}, last ${millis(first.last)}; target under ${TARGET_MILLIS} ms`,
        first.p95 === null ? undefined : first.p95 < TARGET_MILLIS),
      figure("first-token-page", "First token, this page", millis(this.#measures.median),
        `last ${millis(this.#measures.last)}, from the question to the first piece`),
      figure("error-rate", "Errors", PERCENT.format(errorRate),
        `${failures} of ${answers} answers; target under ${PERCENT.format(TARGET_ERRORS)}`,
        answers === 0 ? undefined : errorRate < TARGET_ERRORS),
      figure("memory", "Memory", `${MEGABYTES.format(megabytes)} MB`,
        `${isSteady ? "steady" : "growing"}; target steady`, isSteady, this.#memory),
      figure("streams", "Streams", String(activeStreams), `${followers} followed`));
  }
}

const millis = value => (value === null || value === undefined ? "–" : `${MILLIS.format(value)} ms`);

function paragraph(className, words) {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = words;
  return made;
}

function figure(name, label, value, note, isMet, line) {
  const made = document.createElement("div");
  made.className = "figure";
  made.dataset.name = name;
  const verdict = isMet === undefined ? "" : isMet ? " (met)" : " (missed)";
  made.dataset.met = isMet ?? "";
  made.append(paragraph("label", label), paragraph("value", value), paragraph("note", note + verdict));
  if (line?.length > 1) {
    made.append(curve(line));
  }
  return made;
}

/** A line of what was seen, for the eye only: the words beside it say the same. */
function curve(values) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const most = Math.max(...values);
  svg.setAttribute("viewBox", `0 0 ${SAMPLES} 20`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const line = svg.appendChild(document.createElementNS(svg.namespaceURI, "polyline"));
  const points = values.map((value, i) => `${SAMPLES - values.length + i},${19 - (17 * value) / most}`);
  line.setAttribute("points", points.join(" "));
  return svg;
}
