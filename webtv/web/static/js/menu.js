// The player's menu: quality, the sound's language, picture in picture, and other screens.

import { Elsewhere } from "./elsewhere.js";
import { lowAddress } from "./lowlatency.js";

/**
 * @import Hls from "hls.js"
 * @import { Screen } from "./screen.js"
 * @typedef {{ value: number, label: string }} Choice
 */

const AUTO = -1;
const NOT_LOW = "Low latency is not to be had now";

export class Menu {
  #height = 0; // the quality a viewer chose, in lines; 0 for automatic
  #asking = false; // whether it waits for parts
  #language = ""; // the sound's language that a viewer chose

  /**
   * Bind the menu of `screen`. `say` tells the viewer something for a moment.
   *
   * @param {Screen} screen
   * @param {(text: string) => void} say
   */
  constructor(screen, say) {
    this.screen = screen;
    this.say = say;
    this.player = screen.player;
    this.button = screen.find("menu");
    this.box = screen.find("menu-box");
    this.elsewhere = new Elsewhere(screen, say);
    this.button.addEventListener("click", () => this.#open(Boolean(this.box.hidden)));
    this.box.addEventListener("change", (event) => {
      this.#choose(/** @type {HTMLInputElement} */ (event.target));
    });
    screen.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.box.hidden) return;
      this.#open(false);
      this.button.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      const inside = /** @type {Node} */ (event.target);
      if (!this.box.contains(inside) && !this.button.contains(inside)) this.#open(false);
    });
    this.low = /** @type {HTMLInputElement} */ (screen.find("low"));
    this.player.addEventListener("unlow", () => say(NOT_LOW));
    this.player.addEventListener("opened", () => this.#follow());
    this.player.addEventListener("state", () => this.show());
    this.show();
  }

  /** Bring the menu up to date. */
  show() {
    const hls = this.player.reach.hls;
    const levels = hls?.levels ?? [];
    const heights = [...new Set(levels.map(({ height }) => height))].filter(Boolean);
    const auto = hls?.autoLevelEnabled ? levels[hls.currentLevel]?.height : 0;
    fill(
      this.screen.find("quality"),
      heights.length > 1
        ? [
            { value: 0, label: auto ? `Automatic (${auto}p)` : "Automatic" },
            ...heights.sort((a, b) => b - a).map((each) => ({ value: each, label: `${each}p` })),
          ]
        : [],
      this.#height,
    );
    const tracks = hls?.audioTracks ?? [];
    fill(
      this.screen.find("audio"),
      tracks.length > 1
        ? tracks.map(({ name, lang }, value) => ({ value, label: name || lang || `${value + 1}` }))
        : [],
      hls?.audioTrack ?? 0,
    );
    this.screen.find("low-box").hidden = !(hls && this.player.signal?.low_latency);
    if (!this.#asking) this.low.checked = this.player.mode === "low";
    this.elsewhere.show();
    this.button.hidden = [...this.box.children].every(
      (child) => /** @type {HTMLElement} */ (child).hidden,
    );
    if (this.button.hidden) this.#open(false);
  }

  /** @param {boolean} open */
  #open(open) {
    if (open) this.show();
    this.box.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** A new hls.js has begun: what the viewer chose holds for it too. */
  #follow() {
    const hls = this.player.reach.hls;
    const events = window.Hls?.Events;
    if (!hls || !events) return;
    hls.on(events.MANIFEST_PARSED, () => this.#setHeight(hls));
    hls.on(events.AUDIO_TRACKS_UPDATED, () => this.#setLanguage(hls));
    for (const event of [events.LEVEL_SWITCHED, events.AUDIO_TRACK_SWITCHED]) {
      hls.on(event, () => this.show());
    }
  }

  /** @param {HTMLInputElement} input */
  #choose(input) {
    const hls = this.player.reach.hls;
    if (!hls) return;
    if (input === this.low) {
      if (input.checked) this.#goLow(hls);
      else this.player.setMode("usual");
      return;
    }
    if (input.name === "quality") {
      this.#height = Number(input.value);
      this.#setHeight(hls);
    } else {
      this.#language = hls.audioTracks[Number(input.value)]?.lang ?? "";
      hls.audioTrack = Number(input.value);
    }
    this.show();
  }

  /** Parts come some seconds after they are asked for; until then it goes on as usual. @param {Hls} hls */
  async #goLow(hls) {
    this.say("Low latency begins in some seconds");
    this.#asking = true;
    let ready = false;
    try {
      ready = (await fetch(lowAddress(hls.url ?? ""), { cache: "no-store" })).ok;
    } catch {
      // The station does not answer; the player says so itself.
    }
    this.#asking = false;
    if (!this.low.checked || this.player.reach.hls !== hls) return this.show();
    if (ready) this.player.setMode("low");
    else this.say(NOT_LOW);
    this.show();
  }

  /** @param {Hls} hls */
  #setHeight(hls) {
    // The lower renditions of one height do not differ in more than their bitrate.
    const level = hls.levels.findLastIndex(({ height }) => height === this.#height);
    if (level < 0) this.#height = 0;
    if (level !== AUTO || !hls.autoLevelEnabled) hls.nextLevel = level;
  }

  /** @param {Hls} hls */
  #setLanguage(hls) {
    const track = hls.audioTracks.findIndex(({ lang }) => lang === this.#language);
    if (this.#language && track >= 0) hls.audioTrack = track;
    this.show();
  }
}

/**
 * Show `choices` as radio buttons in `box`, or hide it if there are none.
 *
 * @param {HTMLElement} box
 * @param {Choice[]} choices
 * @param {number} chosen
 */
function fill(box, choices, chosen) {
  box.hidden = !choices.length;
  const list = /** @type {HTMLElement} */ (box.querySelector("[data-choices]"));
  const known = /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll("input")]);
  const same = known.map(({ value }) => value).join() === choices.map(({ value }) => value).join();
  if (!same) {
    list.replaceChildren(
      ...choices.map(({ value }) => {
        const label = document.createElement("label");
        const input = document.createElement("input");
        Object.assign(input, { type: "radio", name: box.dataset.name, value: String(value) });
        label.append(input, document.createElement("span"));
        return label;
      }),
    );
  }
  [...list.children].forEach((label, place) => {
    const input = /** @type {HTMLInputElement} */ (label.firstElementChild);
    const text = /** @type {HTMLElement} */ (label.lastElementChild);
    input.checked = choices[place].value === chosen;
    if (text.textContent !== choices[place].label) text.textContent = choices[place].label;
  });
}
