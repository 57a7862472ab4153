// The screen around the video: what lies over the picture in each of the player's states, sound,
// and the channel's number when it changes.

/**
 * @import { ChannelAnswer } from "../../answers.d.ts"
 * @import { Player } from "./player.js"
 */

const SOUND = "webtv.sound";

/** @type {Record<string, [string, string] | undefined>} */
const VEILS = {
  tuning: ["Tuning in", ""],
  lost: ["Signal lost", "Reconnecting. The picture comes back by itself."],
  off: ["Not on air", "This channel starts by itself as soon as it has something to show."],
  unsupported: ["This browser cannot play live video", "Use one of the addresses below instead."],
};

export class Screen {
  /**
   * `root` is the element the template made; `player` plays in its video.
   *
   * @param {HTMLElement} root
   * @param {Player} player
   */
  constructor(root, player) {
    this.root = root;
    this.player = player;
    this.reachable = true;
    this.broken = false; // whether the channel file is wrong, which keeps a new channel off air
    player.addEventListener("state", () => this.show());
    player.video.addEventListener("volumechange", () => this.show());
    this.#press("unmute", () => this.setSound(true));
    this.#press("start", () => player.togglePause());
    this.show();
  }

  /** @param {string} name */
  find(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }

  /**
   * A button that hides itself; the keyboard goes on with the screen.
   *
   * @param {string} name
   * @param {() => void} act
   */
  #press(name, act) {
    this.find(name).addEventListener("click", () => {
      act();
      this.root.focus({ preventScroll: true });
    });
  }

  /**
   * Sound on or off, remembered for the next visit.
   *
   * @param {boolean} on
   * @param {number} [volume]
   */
  setSound(on, volume = undefined) {
    const { video } = this.player;
    if (volume !== undefined) video.volume = volume;
    if (on && video.volume === 0) video.volume = 0.8;
    video.muted = !on;
    remember({ on, volume: video.volume });
  }

  /** Sound as the viewer left it. Browsers may still refuse it; the player then stays silent. */
  restoreSound() {
    const { on, volume } = remembered();
    this.player.video.volume = volume;
    this.player.video.muted = !(on && navigator.userActivation?.hasBeenActive);
  }

  /** Say whether the station answers. @param {boolean} reachable */
  reach(reachable) {
    if (this.reachable === reachable) return;
    this.reachable = reachable;
    this.show();
  }

  /** Show the channel's number and name for a moment. @param {ChannelAnswer} channel */
  ident(channel) {
    const ident = this.find("ident");
    this.find("ident-number").textContent = String(channel.number).padStart(2, "0");
    this.find("ident-title").textContent = channel.title;
    ident.classList.remove("shown");
    void ident.offsetWidth; // starts the animation again
    ident.classList.add("shown");
  }

  show() {
    const { state, video } = this.player;
    const [title, text] = VEILS[state] ?? ["", ""];
    const quiet = state === "lost" || state === "off";
    this.root.dataset.state = state;
    this.root.dataset.muted = String(video.muted);
    setText(this.find("veil-title"), title);
    let reason = text;
    if (state === "off" && this.broken) reason = "There is an error in the channel's file.";
    if (quiet && !this.reachable) reason = "The station does not answer. Trying until it does.";
    setText(this.find("veil-text"), reason);
    const waiting = !this.reachable && (state === "playing" || state === "paused");
    this.find("notice").hidden = !waiting;
    setText(
      this.find("notice"),
      waiting ? "The station does not answer. The picture stops soon." : "",
    );
    this.find("start").hidden = state !== "blocked";
    this.find("unmute").hidden = state !== "playing" || !video.muted;
  }
}

/**
 * Set an element's text, only if it changes: screen readers announce every change.
 *
 * @param {Element | null} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function remembered() {
  try {
    const { on, volume } = JSON.parse(localStorage.getItem(SOUND) ?? "null") ?? {};
    return { on: on === true, volume: volume >= 0 && volume <= 1 ? volume : 0.8 };
  } catch {
    return { on: false, volume: 0.8 };
  }
}

/** @param {{ on: boolean, volume: number }} sound */
function remember(sound) {
  try {
    localStorage.setItem(SOUND, JSON.stringify(sound));
  } catch {
    // Private windows may have no storage; then the next visit starts silent.
  }
}
