/** A text node is followed by another from here on: adding to one costs as much as it is long. */
const NODE_UNITS = 1024;
/** Lines go on in another block from here on, unseen: one that is long is slow to lay out. */
const BLOCK_UNITS = 2000;

/**
 * Writes a text into an element as paragraphs, code and links, by adding nodes at its end. What came
 * from elsewhere becomes text nodes and nothing else, so that nothing in it can run. Marks that are not
 * shown are hidden, not left out: `textContent` is the text.
 */
export class Blocks {
  #root;
  /** The last child: a paragraph, the gap behind one, or a figure with code. */
  #block = null;
  #blockUnits = 0;
  #isLineEnd = true;
  /** What code or a link is written into: its element, and where its text goes. */
  #span = null;
  #tail = null;

  constructor(root) {
    this.#root = root;
  }

  clear() {
    this.#root.replaceChildren();
    this.#settleOn(null);
    this.#mark(null);
  }

  plain(text) {
    for (const run of text.match(/[^\n]+|\n/g) ?? []) {
      const endsParagraph = this.#isIn("P") && !this.#isLineEnd;
      if (run !== "\n" || endsParagraph) {
        this.#write(this.#paragraph(), run);
      } else {
        this.#write(this.#isIn("DIV") ? this.#block : this.#begin(element("div", "gap")), run);
      }
    }
  }

  code() {
    this.#open(element("code", "inline"));
  }

  /** @param {string} address checked by the caller */
  link(address) {
    const link = element("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    this.#open(link);
  }

  codeBlock() {
    const head = element("figcaption");
    const copy = element("button", "copy-code");
    copy.type = "button";
    copy.setAttribute("aria-label", "Copy code");
    head.append(copy);
    const pre = element("pre");
    pre.tabIndex = 0; // it scrolls, and a keyboard must be able to scroll it
    pre.setAttribute("role", "group");
    const code = element("code");
    pre.append(code);
    const figure = this.#begin(element("figure", "code-block"));
    figure.dir = "ltr";
    figure.append(head, pre);
    this.#span = { element: figure, lines: code, inner: code };
    this.language("");
    this.#mark(code);
  }

  /** Names the language of the block of code that is being written. */
  language(name) {
    const { element: figure } = this.#span;
    figure.querySelector("figcaption").dataset.language = name || "code";
    figure.querySelector("pre").setAttribute("aria-label", name ? `Code, ${name}` : "Code");
  }

  /** Adds marks, which are not shown, to what is open: before its content, or behind. */
  marks(text) {
    const { element: whole, lines, isBegun } = this.#span;
    if (!this.#span.marks) {
      this.#span.marks = element("span", "marks");
      this.#span.marks.hidden = true;
      whole.insertBefore(this.#span.marks, lines && !isBegun ? lines.parentNode : null);
    }
    this.#write(this.#span.marks, text);
  }

  /** Adds to the code or link that is open. */
  content(text) {
    this.#span.isBegun = true;
    this.#span.marks = null;
    if (!this.#span.lines) {
      this.#write(this.#span.inner, text);
      return;
    }
    for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
      const { lines, inner } = this.#span;
      if (inner === lines || (this.#isLineEnd && this.#span.units > BLOCK_UNITS)) {
        this.#span.inner = lines.appendChild(element("span", "lines"));
        this.#span.units = 0;
        this.#mark(this.#span.inner);
      }
      this.#span.units += line.length;
      this.#write(this.#span.inner, line);
    }
  }

  /** Ends the code or link that is open. */
  close() {
    this.#span = null;
  }

  /** Takes the last node back. @returns {string} the text that was in it */
  takeBack() {
    const block = this.#block;
    const node = this.#isIn("P") ? block.lastChild : block;
    const text = node.textContent;
    node.remove();
    this.#span = null;
    if (this.#isIn("P") && block.hasChildNodes()) {
      this.#blockUnits -= text.length;
      this.#isLineEnd = block.lastChild.textContent.endsWith("\n");
    } else {
      block.remove();
      this.#settleOn(this.#root.lastElementChild);
    }
    return text;
  }

  #settleOn(block) {
    const text = block?.textContent ?? "";
    this.#block = block;
    this.#blockUnits = text.length;
    this.#isLineEnd = text === "" || text.endsWith("\n");
    if (block?.tagName === "P") {
      this.#mark(block);
    }
  }

  /** The paragraph that is being written, or a new one. */
  #paragraph() {
    if (!this.#isIn("P")) {
      this.#mark(this.#begin(element("p")));
    } else if (this.#isLineEnd && this.#blockUnits > BLOCK_UNITS) {
      this.#mark(this.#begin(element("p", "continued")));
    }
    return this.#block;
  }

  #open(inline) {
    this.#paragraph().append(inline);
    this.#isLineEnd = false;
    this.#span = { element: inline, lines: null, inner: inline };
  }

  #begin(block) {
    this.#root.append(block);
    this.#settleOn(block);
    return block;
  }

  #isIn(tagName) {
    return this.#block?.tagName === tagName;
  }

  /** Says where the text grows: the cursor stands there. */
  #mark(tail) {
    this.#tail?.classList.remove("tail");
    tail?.classList.add("tail");
    this.#tail = tail;
  }

  #write(parent, text) {
    const last = parent.lastChild;
    if (last?.nodeType === Node.TEXT_NODE && last.length < NODE_UNITS) {
      last.appendData(text);
    } else {
      parent.append(text);
    }
    this.#blockUnits += text.length;
    this.#isLineEnd = text.endsWith("\n");
  }
}

function element(name, className = "") {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
