// The bar on which a viewer goes back in time. Its right end is live.

import { clock } from "./programme.js";
import { setText } from "./screen.js";

/**
 * @import { Screen } from "./screen.js"
 * @import { Timeline } from "./timeline.js"
 */

const SHORTEST_S = 20; // less to go back to is not worth a bar
const STEP_S = 10;

export class SeekBar {
  #dragging = false;
  #marks = "";

  /**
   * `timeline()` tells what was on when.
   *
   * @param {Screen} screen
   * @param {() => Timeline} timeline
   */
  constructor(screen, timeline) {
    this.player = screen.player;
    this.timeline = timeline;
    this.box = screen.find("seek-box");
    this.input = /** @type {HTMLInputElement} */ (screen.find("seek"));
    this.tip = screen.find("seek-tip");
    this.marks = screen.find("seek-marks");
    this.input.addEventListener("input", () => {
      this.#dragging = true;
      this.#tell(Number(this.input.value));
    });
    this.input.addEventListener("change", () => {
      this.#dragging = false;
      this.tip.hidden = true;
      this.#go(Number(this.input.value));
    });
    this.box.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || this.#dragging) return;
      const { left, width } = this.input.getBoundingClientRect();
      this.#tell(
        (1 - Math.min(1, Math.max(0, (event.clientX - left) / width))) * this.#length * -1,
      );
    });
    this.box.addEventListener("pointerleave", () => (this.tip.hidden = true));
  }

  /** Go back, or forward if `steps` is positive, ten seconds a step. @param {number} steps */
  step(steps) {
    this.player.seek(this.player.video.currentTime + steps * STEP_S);
    this.show();
  }

  /** Bring the bar up to date. */
  show() {
    const { state, video } = this.player;
    const { span } = this.player.reach;
    const hidden = !span || this.#length < SHORTEST_S || !["playing", "paused"].includes(state);
    this.box.hidden = hidden;
    if (hidden || this.#dragging) return;
    const behind = Math.max(0, span.live - video.currentTime);
    this.input.min = String(-Math.round(this.#length));
    this.input.value = String(-Math.round(behind));
    this.input.style.setProperty("--done", `${(100 * (1 - behind / this.#length)).toFixed(2)}%`);
    this.input.setAttribute("aria-valuetext", behind < 2 ? "live" : `${clock(behind)} behind live`);
    this.#mark(span.start);
  }

  get #length() {
    const { span } = this.player.reach;
    return span ? span.live - span.start : 0;
  }

  /** @param {number} value */
  #go(value) {
    const { span } = this.player.reach;
    if (span) this.player.seek(span.live + value);
  }

  /** Say what was on so many seconds from live, above that place. @param {number} value */
  #tell(value) {
    const { span } = this.player.reach;
    const date = span && this.player.reach.dateAt(span.live + value);
    if (!date) return;
    const { item } = this.timeline().at(date);
    const when = value > -2 ? "Live" : `\u2212${clock(-value)}`;
    setText(this.tip, item && item.kind !== "slate" ? `${when}  ${item.title}` : when);
    this.tip.hidden = false;
    const half = this.tip.offsetWidth / 2;
    const width = this.box.clientWidth;
    const place = (1 + value / this.#length) * width;
    this.tip.style.left = `${Math.min(width - half, Math.max(half, place)).toFixed(1)}px`;
  }

  /** A notch where each programme began. @param {number} first */
  #mark(first) {
    const oldest = this.player.reach.dateAt(first);
    if (!oldest) return;
    const places = this.timeline()
      .starts.map((start) => (start - oldest) / 1000 / this.#length)
      .filter((place) => place > 0.005 && place < 0.995)
      .map((place) => `${(100 * place).toFixed(1)}%`);
    if (places.join() === this.#marks) return;
    this.#marks = places.join();
    this.marks.replaceChildren(
      ...places.map((place) => {
        const mark = document.createElement("i");
        mark.style.left = place;
        return mark;
      }),
    );
  }
}
