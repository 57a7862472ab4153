// Why this is on: the rule, the shot, who made it and what it cost, of the second that is seen.

import { setText } from "./screen.js";

/** @import { ExplainAnswer } from "../../answers.d.ts" */

const TIMEOUT_MS = 8000;
const UNKNOWN = "Nothing is on record for this moment.";

export class Why {
  #key = "";
  /** @type {AbortController | null} */
  #asking = null;

  /**
   * The button and the panel below `root`.
   *
   * @param {HTMLElement} root
   * @param {() => void} opened brings the panel up to date by `show`
   */
  constructor(root, opened) {
    this.root = root;
    this.button = this.#find("why");
    this.box = this.#find("why-box");
    this.opened = opened;
    this.button.addEventListener("click", () => this.toggle());
  }

  toggle() {
    this.box.hidden = !this.box.hidden;
    this.button.setAttribute("aria-expanded", String(!this.box.hidden));
    this.#key = "";
    if (this.box.hidden) this.#asking?.abort();
    else this.opened();
  }

  /**
   * Explain what `channel` sent at `time` (milliseconds), if the panel is open. What has the same
   * `key` is the same shot, and asked about once.
   *
   * @param {string} channel
   * @param {number} time
   * @param {string} key
   */
  async show(channel, time, key) {
    if (this.box.hidden || key === this.#key) return;
    this.#key = key;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const at = encodeURIComponent(new Date(time).toISOString());
    try {
      const answer = await fetch(`/api/channels/${encodeURIComponent(channel)}/explain?at=${at}`, {
        signal: AbortSignal.any([asking.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const told = answer.ok ? await answer.json() : null;
      if (this.#asking === asking) this.#fill(told);
    } catch {
      if (this.#asking === asking) this.#key = ""; // it is asked again
    }
  }

  /** @param {ExplainAnswer | null} told */
  #fill(told) {
    setText(this.#find("why-label"), told?.label ?? "");
    setText(this.#find("why-text"), told?.why ?? UNKNOWN);
    const shot = told?.shot ?? null;
    this.#find("why-shot").hidden = !shot;
    setText(this.#find("why-number"), shot ? `${shot.number} of ${shot.of}` : "");
    setText(this.#find("why-prompt"), shot?.prompt ?? "");
    this.#find("why-details").replaceChildren(
      ...(shot?.details ?? []).map((line) => element("li", line)),
    );
    this.#find("why-facts").replaceChildren(
      ...(told?.facts ?? []).flatMap(({ name, lines }) => [
        element("dt", name),
        ...lines.map((line) => element("dd", line)),
      ]),
    );
  }

  /** @param {string} name */
  #find(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }
}

/**
 * @param {string} tag
 * @param {string} text
 */
function element(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}
