// How far a live playlist reaches, what its dates are, and where in it the viewer is.

/**
 * @import Hls from "hls.js"
 * @import { DateRange } from "hls.js"
 */

const MARGIN_S = 6; // the oldest seconds may be gone before they are fetched
const NATIVE_LATENCY_S = 10;

export class Reach {
  /** @type {Hls | null} */
  hls = null; // hls.js, while it plays in the video; else the browser plays by itself

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.video = video;
  }

  /** Seconds between the live edge and the screen; null if not known. */
  get latency() {
    if (this.hls) return this.hls.latency || null;
    const { seekable, currentTime } = this.video;
    return seekable.length ? seekable.end(seekable.length - 1) - currentTime : null;
  }

  /** The latency of a viewer who is live. */
  get usualLatency() {
    return this.hls?.targetLatency ?? NATIVE_LATENCY_S;
  }

  /** When the picture on screen was sent (milliseconds), from the playlist's own dates, or null. */
  get sentAt() {
    if (this.hls) return this.hls.playingDate?.getTime() ?? null;
    return this.dateAt(this.video.currentTime);
  }

  /** When the picture at `position` was sent (milliseconds), or null. @param {number} position */
  dateAt(position) {
    if (this.hls) {
      const fragment = this.#details?.fragments.findLast((each) => each.start <= position);
      const date = fragment?.programDateTime;
      return date ? date + (position - fragment.start) * 1000 : null;
    }
    const start = this.video.getStartDate?.().getTime();
    return start !== undefined && Number.isFinite(start) && start > 0
      ? start + position * 1000
      : null;
  }

  /**
   * The position of the picture that was sent at `date` (milliseconds); null if it cannot be gone to.
   *
   * @param {number} date
   */
  positionAt(date) {
    const { span } = this;
    if (!span) return null;
    const first = this.dateAt(span.start);
    if (first === null || date < first) return null;
    const fragments = this.#details?.fragments ?? [];
    const fragment = fragments.findLast((each) => (each.programDateTime ?? Infinity) <= date);
    const from = fragment?.programDateTime ?? first;
    const position = (fragment?.start ?? span.start) + (date - from) / 1000;
    return position <= span.live ? position : null;
  }

  /** The first position a viewer can go to and the live one, in seconds; null if not known. */
  get span() {
    const { seekable } = this.video;
    const details = this.#details;
    if (details?.fragments.length) {
      const live = this.hls?.liveSyncPosition ?? details.edge;
      return { start: Math.min(details.fragmentStart + MARGIN_S, live), live };
    }
    if (this.hls || !seekable.length) return null;
    const live = seekable.end(seekable.length - 1) - MARGIN_S;
    return { start: Math.min(seekable.start(0) + MARGIN_S, live), live };
  }

  /** What the playlist says was on when: hls.js's date ranges. @returns {DateRange[]} */
  get ranges() {
    return Object.values(this.#details?.dateRanges ?? {}).filter((range) => range !== undefined);
  }

  get #details() {
    return this.hls?.latestLevelDetails ?? null;
  }
}
