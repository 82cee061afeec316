import { Pane } from "./pane.js";

/** The documents that are open side by side. Which ones is kept in the page's address. */
export class Panes {
  #main;
  #page;
  #documents;
  #open = new Map();
  #links = new Map();
  #active = null;

  constructor(main, nav, page) {
    this.#main = main;
    this.#page = { ...page, closed: id => this.#close(id) };
    this.#documents = new Map(page.settings.documents.map(document => [document.id, document]));
    for (const { id, title } of this.#documents.values()) {
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = title;
      link.addEventListener("click", event => {
        event.preventDefault();
        this.#show(id).focus();
      });
      this.#links.set(id, link);
      nav.append(link);
    }
    main.addEventListener("focusin", event => this.#activate(event.target.closest(".pane")));
  }

  /** The pane that the keyboard is in, or was last. */
  get active() {
    return this.#open.get(this.#active);
  }

  async start() {
    const named = location.hash.slice(1).split("+").filter(id => this.#documents.has(id));
    const ids = named.length > 0 ? named : [...this.#documents.keys()].slice(0, 1);
    const panes = ids.map(id => this.#show(id));
    panes[0]?.focus();
  }

  reload() {
    this.#open.forEach(pane => pane.load());
  }

  visibilityChanged() {
    this.#open.forEach(pane => pane.visibilityChanged());
  }

  #show(id) {
    if (!this.#open.has(id)) {
      const pane = new Pane(this.#documents.get(id), this.#page);
      this.#open.set(id, pane);
      const following = [...this.#documents.keys()];
      const next = following.slice(following.indexOf(id) + 1).find(other => this.#open.has(other));
      this.#main.insertBefore(pane.element, this.#open.get(next)?.element ?? null);
      pane.load();
      this.#changed();
    }
    return this.#open.get(id);
  }

  #close(id) {
    this.#open.get(id).close();
    this.#open.delete(id);
    this.#changed();
    [...this.#open.values()].at(-1)?.focus();
  }

  #activate(element) {
    for (const [id, pane] of this.#open) {
      if (pane.element === element) {
        this.#active = id;
      }
    }
    this.#marked();
  }

  #changed() {
    const ids = [...this.#documents.keys()].filter(id => this.#open.has(id));
    history.replaceState(null, "", `#${ids.join("+")}`);
    this.#main.dataset.open = ids.length;
    this.#marked();
  }

  #marked() {
    for (const [id, link] of this.#links) {
      link.classList.toggle("open", this.#open.has(id));
      if (this.#open.has(id) && id === this.#active) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }
}
