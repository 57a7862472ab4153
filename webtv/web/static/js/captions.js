// Captions: the title and each shot's prompt, if the viewer wants them. A browser that plays HLS by
// itself shows them itself.

/** @import { Screen } from "./screen.js" */

const WANTED = "webtv.captions";
const KEPT = 300;

export class Captions {
  /** @type {VTTCue[]} */
  #cues = [];
  #shown = "";

  /** Bind the captions button of `screen`, and show captions in it. @param {Screen} screen */
  constructor(screen) {
    this.player = screen.player;
    this.button = screen.find("captions");
    this.box = screen.find("cues");
    this.button.addEventListener("click", () => this.toggle());
    this.player.captions = remembered();
    this.player.addEventListener("state", () => this.show());
    this.player.addEventListener("opened", () => (this.#cues = []));
    this.player.addEventListener("cues", (event) => {
      this.#add(/** @type {CustomEvent<VTTCue[]>} */ (event).detail);
    });
    this.player.video.addEventListener("timeupdate", () => this.show());
    this.show();
  }

  toggle() {
    if (this.player.captions === null) return;
    this.player.captions = !this.player.captions;
    remember(this.player.captions);
    this.show();
  }

  /** Bring the button and the picture up to date. */
  show() {
    const { captions, video } = this.player;
    this.button.hidden = captions === null;
    this.button.setAttribute("aria-pressed", String(captions === true));
    const now = video.currentTime;
    const active = captions
      ? this.#cues.filter((cue) => cue.startTime <= now && now < cue.endTime)
      : [];
    const key = active.map((cue) => cue.text).join("\n");
    if (key === this.#shown) return; // most cues go on from segment to segment
    this.#shown = key;
    this.box.replaceChildren(
      ...active.map((cue) => {
        const line = document.createElement("p");
        line.append(cue.getCueAsHTML());
        return line;
      }),
    );
  }

  /** @param {VTTCue[]} cues */
  #add(cues) {
    const known = new Set(this.#cues.map((cue) => `${cue.startTime} ${cue.text}`));
    this.#cues.push(...cues.filter((cue) => !known.has(`${cue.startTime} ${cue.text}`)));
    this.#cues = this.#cues.slice(-KEPT);
    this.show();
  }
}

function remembered() {
  try {
    return localStorage.getItem(WANTED) === "on";
  } catch {
    return false;
  }
}

/** @param {boolean} on */
function remember(on) {
  try {
    localStorage.setItem(WANTED, on ? "on" : "off");
  } catch {
    // Private windows may have no storage; then captions are off on the next visit.
  }
}
