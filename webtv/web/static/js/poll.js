// Asks the API for all channels again and again, for ever: faster while something is wrong with the
// picture, slower and slower while the server does not answer.

/** @import { ChannelAnswer, SignalAnswer } from "../../answers.d.ts" */

const CALM_MS = 4000;
const HURRIED_MS = 1500;
const SLOWEST_MS = 8000;
const TIMEOUT_MS = 5000;

/** The signal of a channel that is gone. @type {SignalAnswer} */
export const NO_SIGNAL = { live: false, edge: null, low_latency: false };

export class Poll {
  #timer = 0;
  #failures = 0;
  #hurried = false;

  /**
   * `onChannels` gets every answer, `onSilence` is called for every request without one.
   *
   * @param {{ onChannels: (channels: ChannelAnswer[]) => void, onSilence: () => void }} page
   */
  constructor({ onChannels, onSilence }) {
    this.onChannels = onChannels;
    this.onSilence = onSilence;
  }

  start(delayMs = 0) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), delayMs);
  }

  /** Ask more often while `hurried`. @param {boolean} hurried */
  hurry(hurried) {
    if (hurried && !this.#hurried) this.start(HURRIED_MS);
    this.#hurried = hurried;
  }

  async #ask() {
    let channels = null;
    try {
      const answer = await fetch("/api/channels", {
        cache: "no-store",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      channels = await answer.json();
      this.#failures = 0;
    } catch {
      this.#failures += 1;
    }
    const usual = this.#hurried ? HURRIED_MS : CALM_MS;
    const wait = Math.min(SLOWEST_MS, usual * 1.5 ** this.#failures);
    this.start(wait * (0.9 + 0.2 * Math.random()));
    if (channels) this.onChannels(channels);
    else this.onSilence();
  }
}

/** The answer that came with the page itself. @returns {ChannelAnswer[]} */
export function channelsInPage() {
  return JSON.parse(document.getElementById("channels")?.textContent ?? "");
}

/**
 * The path of a channel's playlist on this server, whatever name the server has for others.
 *
 * @param {ChannelAnswer | undefined} channel
 */
export function playlistOf(channel) {
  return channel && new URL(channel.urls.hls).pathname;
}
