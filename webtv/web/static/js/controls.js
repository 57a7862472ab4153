// Buttons and keys of the player.

import { Captions } from "./captions.js";
import { Menu } from "./menu.js";
import { clock } from "./programme.js";
import { setText } from "./screen.js";
import { SeekBar } from "./seekbar.js";

/**
 * @import { Screen } from "./screen.js"
 * @import { Timeline } from "./timeline.js"
 */

const IDLE_MS = 3000;
const TOAST_MS = 2200;

export class Controls {
  #idle = 0;
  #toast = 0;

  /**
   * `surf(step)` changes the channel, `address()` is what the share button shares, `timeline()`
   * tells what was on when, `why()` explains it.
   *
   * @param {Screen} screen
   * @param {{
   *   surf: (step: number) => void, address: () => string, timeline: () => Timeline,
   *   why: () => void,
   * }} page
   */
  constructor(screen, { surf, address, timeline, why }) {
    this.screen = screen;
    this.player = screen.player;
    this.seekBar = new SeekBar(screen, timeline);
    this.captions = new Captions(screen);
    this.menu = new Menu(screen, (text) => this.say(text));
    const on = (/** @type {string} */ name, /** @type {() => void} */ act) =>
      screen.find(name).addEventListener("click", act);
    on("play", () => this.player.togglePause());
    on("mute", () => this.#toggleSound());
    on("live", () => this.player.goLive());
    on("up", () => surf(-1));
    on("down", () => surf(1));
    on("share", () => this.#share(address()));
    on("full", () => this.#toggleFull());
    this.volume = /** @type {HTMLInputElement} */ (screen.find("volume"));
    this.volume.addEventListener("input", () => {
      const volume = Number(this.volume.value) / 100;
      screen.setSound(volume > 0, volume);
    });
    screen.find("video").addEventListener("dblclick", () => this.#toggleFull());
    document.addEventListener("keydown", (event) => this.#key(event, surf, why));
    for (const name of ["pointermove", "pointerdown", "focusin", "click"]) {
      screen.root.addEventListener(name, (event) => this.#wake(event));
    }
    this.player.addEventListener("state", () => this.show());
    this.player.video.addEventListener("volumechange", () => this.show());
    this.show();
  }

  /** Bring the buttons up to date. */
  show() {
    const { state, video, behind } = this.player;
    const { latency } = this.player.reach;
    const find = (/** @type {string} */ name) => this.screen.find(name);
    find("play").setAttribute("aria-label", state === "paused" ? "Play" : "Pause");
    find("mute").setAttribute("aria-label", video.muted ? "Sound on" : "Sound off");
    this.volume.value = String(video.muted ? 0 : Math.round(video.volume * 100));
    const live = /** @type {HTMLButtonElement} */ (find("live"));
    const late = behind && ["playing", "paused"].includes(state);
    live.dataset.late = String(late);
    live.disabled = !late;
    live.title = latency ? `${Math.round(latency)} s from camera to screen` : "";
    setText(find("live-label"), late ? "Go live" : "Live");
    setText(find("behind"), late ? `\u2212${clock(latency ?? 0)}` : "");
    live.classList.toggle("on", state === "playing");
    this.seekBar.show();
  }

  /** Say something for two seconds. @param {string} text */
  say(text) {
    const toast = this.screen.find("toast");
    setText(toast, text);
    toast.classList.add("shown");
    clearTimeout(this.#toast);
    this.#toast = setTimeout(() => toast.classList.remove("shown"), TOAST_MS);
  }

  /** Copy `text` and say so. @param {string} text */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say("Copied");
    } catch {
      this.say(text); // no clipboard without HTTPS: at least it can be read
    }
  }

  #toggleSound() {
    this.screen.setSound(this.player.video.muted);
  }

  /** @param {string} url */
  async #share(url) {
    if (!navigator.share) return this.copy(url);
    try {
      await navigator.share({ title: document.title, url });
    } catch (error) {
      if (/** @type {DOMException} */ (error).name !== "AbortError") this.copy(url);
    }
  }

  #toggleFull() {
    const { root, player } = this.screen;
    const { video } = player;
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
    else video.webkitEnterFullscreen?.();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {(step: number) => void} surf
   * @param {() => void} why
   */
  #key(event, surf, why) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { tagName, type } = /** @type {HTMLInputElement} */ (event.target);
    if (tagName === "INPUT" && type === "range" && event.key.startsWith("Arrow")) return;
    if (event.key === " " && ["BUTTON", "A"].includes(tagName)) return;
    /** @type {Record<string, (() => void) | undefined>} */
    const acts = {
      m: () => this.#toggleSound(),
      f: () => this.#toggleFull(),
      c: () => this.captions.toggle(),
      w: why,
      k: () => this.player.togglePause(),
      " ": () => this.player.togglePause(),
      ArrowLeft: () => this.seekBar.step(-1),
      ArrowRight: () => this.seekBar.step(1),
      p: () => surf(-1),
      n: () => surf(1),
      ChannelUp: () => surf(-1),
      ChannelDown: () => surf(1),
      // Up and down scroll the page, as everywhere; in full screen there is nothing to scroll.
      ...(document.fullscreenElement && { ArrowUp: () => surf(-1), ArrowDown: () => surf(1) }),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    this.#wake();
    act();
  }

  /**
   * Show the controls for a while. A finger's tap shows them once it is over, so that it presses none
   * that was not seen.
   *
   * @param {Event} [event]
   */
  #wake(event) {
    const { root } = this.screen;
    const touched = event instanceof PointerEvent && event.pointerType === "touch";
    if (touched && event.type !== "click" && !root.classList.contains("awake")) return;
    root.classList.add("awake");
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => root.classList.remove("awake"), IDLE_MS);
  }
}
