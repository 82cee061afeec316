import { Activity } from "./activity.js";
import { Answer } from "./answer.js";
import { api } from "./api.js";
import { Composer } from "./composer.js";
import { confirm } from "./confirm.js";
import { copy } from "./copy.js";
import { exportMenu } from "./export-menu.js";
import { Messages } from "./messages.js";
import { Notice } from "./notice.js";
import { Scroll } from "./scroll.js";
import { clone } from "./templates.js";

const COME_BACK_MILLIS = 1000;

/** One document's conversation. It shares nothing with the panes beside it but the page's services. */
export class Pane {
  #id;
  #title;
  #page;
  #messages;
  #composer;
  #activity;
  #notice;
  #scroll;
  #stop;
  /** The answer that grows: {streamId, answer, connection}; or null. */
  #running = null;

  /** @param page {settings, transport, announcer, measures, answered, closed} */
  constructor({ id, title }, page) {
    this.#id = id;
    this.#title = title;
    this.#page = page;
    const element = clone("pane");
    this.element = element;
    element.id = `document-${id}`;
    element.setAttribute("aria-label", title);
    element.querySelector(".title").textContent = title;
    element.querySelector(".messages").setAttribute("aria-label", `Conversation, ${title}`);
    element.querySelector(".scroller").setAttribute("aria-label", `Messages, ${title}`);
    for (const button of element.querySelectorAll("button:not(.latest)")) {
      button.setAttribute("aria-label", `${button.textContent.trim()}, ${title}`);
    }

    this.#messages = new Messages(element.querySelector(".messages"));
    this.#notice = new Notice(element.querySelector(".notice"));
    this.#scroll = new Scroll(element);
    this.#activity = new Activity(element, page.settings, title);
    this.#composer = new Composer(element, {
      title,
      longest: page.settings.maxQuestionChars,
      send: question => this.#ask(question),
    });
    this.#stop = element.querySelector(".stop");
    this.#stop.addEventListener("click", () => this.stop());
    element.querySelector(".clear").addEventListener("click", () => this.#clear());
    element.querySelector(".close").addEventListener("click", () => page.closed(id));
    element.addEventListener("click", event => this.#messageButton(event.target));
    exportMenu(element.querySelector(".export"), id, title);
  }

  /** Shows what the server has, and follows the answer that grows there. @returns whether it could */
  async load() {
    return this.#try(async () => {
      const before = this.#running;
      const { messages, running } = await api.messages(this.#id);
      if (!this.element.isConnected) {
        return;
      }
      const isAsked = this.#running && !this.#running.streamId; // what comes of that is still to be shown
      if (this.#running !== before && !isAsked) {
        await this.load(); // an answer began or ended meanwhile
        return;
      }
      if (this.#notice.type === "connection") {
        this.#notice.clear();
      }
      this.#leave();
      this.#messages.show(messages);
      this.#shown();
      this.#scroll.grown();
      if (running) {
        this.#follow(running.streamId, this.#messages.of(running.messageId));
      } else if (before) {
        this.#activity.clear();
      }
    });
  }

  focus() {
    this.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#composer.focus();
  }

  /** Stops the answer at the server, not only here; what came stays. */
  async stop() {
    if (!this.#running) {
      return;
    }
    this.#running.answer?.flush();
    this.#notice.clear();
    if (this.#running.connection?.cancel?.()) {
      return;
    }
    await this.#try(async () => {
      const streamId = this.#running?.streamId ?? (await api.messages(this.#id)).running?.streamId;
      if (streamId) {
        await api.cancel(streamId).catch(error => {
          if (error.type !== "not_found") {
            throw error; // it ended meanwhile
          }
        });
      }
    });
  }

  /**
   * The page can be seen again, or not any more: nothing is to wait for a frame, and what was said in
   * another tab is to be seen here.
   */
  visibilityChanged() {
    if (this.#running) {
      this.#running.answer?.flush();
    } else if (!document.hidden) {
      this.load();
    }
    this.#scroll.grown();
  }

  /** Follows nothing any more; the answer goes on at the server. */
  close() {
    this.#leave();
    this.element.remove();
  }

  #ask(question) {
    return this.#send(question, null, () => api.ask(this.#id, question));
  }

  #retry(messageId) {
    return this.#send(null, messageId, () => api.retry(this.#id, messageId));
  }

  /** The server decides whether an answer may begin: one that is refused changes nothing here. */
  async #send(question, replaces, request) {
    const first = this.#page.measures.begin();
    const isAlone = !this.#running;
    if (isAlone) {
      this.#begin(null, null);
    }
    const isTaken = await this.#try(async () => {
      const { streamId, userMessage, messageId, message } = await request();
      this.#running?.answer?.flush();
      this.#leave();
      this.#notice.clear();
      if (userMessage) {
        this.#messages.add(userMessage);
        this.#composer.taken(question);
      }
      const bubble = this.#messages.add(
        message ?? { id: messageId, role: "assistant", status: "PENDING" }, replaces);
      this.#shown();
      this.#scroll.toEnd();
      if (replaces) {
        this.#composer.focus(); // the button that had the focus is gone
      }
      if (message) {
        this.#ended(message.status);
        this.#page.announcer.say(`${this.#title} answers: ${message.text}`);
      } else {
        this.#follow(streamId, bubble, first);
      }
    });
    if (!isTaken && isAlone) {
      this.#leave();
      this.#activity.clear();
      if (this.#notice.type === "busy") {
        await this.load(); // asked on another page of the same session
      }
    }
  }

  #follow(streamId, bubble, first = () => undefined) {
    const { settings, transport, announcer } = this.#page;
    const sentences = announcer.sentences();
    const answer = new Answer(bubble, settings.charactersPerSecond, {
      first: () => {
        const millis = first();
        if (millis !== undefined) {
          bubble.fact(`first words after ${Math.round(millis)} ms`);
        }
        announcer.say(`${this.#title} answers:`);
      },
      text: text => sentences.add(text),
      state: (state, details) => this.#activity.state(state, details),
      progress: progress => this.#activity.progress(progress),
      connection: isThere => this.#activity.connection(isThere),
      gone: () => this.#comeBack(),
      shown: () => this.#scroll.grown(),
      end: ({ status }, error) => {
        sentences.end();
        if (error) {
          announcer.say(error.message);
        }
        this.#ended(status);
      },
    });
    this.#begin(streamId, answer);
    this.#running.connection = transport().follow(streamId, answer);
  }

  async #comeBack() {
    do {
      await new Promise(resolve => setTimeout(resolve, COME_BACK_MILLIS));
    } while (this.element.isConnected && !(await this.load()));
  }

  #begin(streamId, answer) {
    this.#running = { streamId, answer, connection: null };
    this.#stop.hidden = false;
    this.element.classList.add("running");
    this.#activity.begin();
  }

  #ended(status) {
    this.#leave();
    this.#activity.end(status);
    if (this.#notice.type === "busy") {
      this.#notice.clear(); // there is nothing to wait for any more
    }
    this.#scroll.grown();
    this.#page.answered();
  }

  #leave() {
    this.#running?.connection?.close();
    this.#running = null;
    this.element.classList.remove("running");
    if (document.activeElement === this.#stop) {
      this.#composer.focus();
    }
    this.#stop.hidden = true;
  }

  async #clear() {
    const words =
      `${this.#messages.size} messages will be gone. An answer that is being made is stopped.`;
    if (this.#messages.isEmpty || !(await confirm(`Clear ${this.#title}?`, words))) {
      return;
    }
    await this.#try(async () => {
      await api.clear(this.#id);
      this.#notice.clear();
      this.#leave();
      this.#messages.show([]);
      this.#activity.clear();
      this.#shown();
      this.#page.announcer.say(`${this.#title} was cleared.`);
    });
    this.#composer.focus();
  }

  #messageButton(target) {
    const bubble = this.#messages.of(target.closest(".message")?.dataset.id);
    const button = target.closest("button");
    if (button?.matches(".copy")) {
      copy(bubble.text, button, this.#page.announcer);
    } else if (button?.matches(".copy-code")) {
      copy(button.closest("figure").querySelector("code").textContent, button, this.#page.announcer);
    } else if (button?.matches(".retry")) {
      this.#retry(bubble.id);
    }
  }

  #shown() {
    this.element.classList.toggle("is-empty", this.#messages.isEmpty);
  }

  /** Does something that the server may refuse. @returns whether it was done */
  async #try(action) {
    try {
      await action();
      return true;
    } catch (error) {
      this.#notice.show(error);
      return false;
    }
  }
}
