// Viewers take part without leaving the picture: the forms are sent from here, and answered beside.

import { setText } from "./screen.js";

/** @import { ChannelAnswer } from "../../answers.d.ts" */

const AWAY = "That did not get through. Try again.";

export class Audience {
  #busy = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    for (const form of root.querySelectorAll("form")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#send(form);
      });
    }
  }

  /** Show what viewers may do for `channel`. @param {ChannelAnswer} channel */
  show({ audience }) {
    this.root.hidden = !audience;
    if (!audience) return;
    const suggest = this.#form("suggest");
    const heart = this.#form("heart");
    suggest.hidden = !audience.suggestions;
    heart.hidden = !audience.hearts;
    const actions = [`${audience.page}/suggestions`, `${audience.page}/hearts`];
    if (suggest.getAttribute("action") === actions[0]) return;
    [suggest.action, heart.action] = actions;
    /** @type {HTMLAnchorElement} */ (this.#find("[data-audience-page]")).href = audience.page;
    /** @type {HTMLTextAreaElement} */ (this.#find("textarea")).maxLength = audience.longest;
    setText(this.#find("[data-audience-said]"), "");
  }

  /** @param {HTMLFormElement} form */
  async #send(form) {
    if (this.#busy) return;
    this.#busy = true;
    const said = this.#find("[data-audience-said]");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(/** @type {any} */ (new FormData(form))),
        signal: AbortSignal.timeout(15000),
      });
      const told = await answer.json();
      setText(said, told.said ?? `${sentence(told.error)}.`);
      if (answer.ok && form.matches("[data-suggest]")) {
        form.reset();
        const link = document.createElement("a");
        link.href = told.page;
        link.textContent = "How it stands";
        said.append(" ", link);
        said.scrollIntoView({ block: "nearest" });
      }
    } catch {
      setText(said, AWAY);
    } finally {
      this.#busy = false;
    }
  }

  /** @param {string} name */
  #form(name) {
    return /** @type {HTMLFormElement} */ (this.#find(`[data-${name}]`));
  }

  /** @param {string} selector */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector));
  }
}

/** @param {string} text */
function sentence(text) {
  return text && text[0].toUpperCase() + text.slice(1);
}
