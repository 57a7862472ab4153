// The server's memory: how fast it grows, and what is done when there is too much of it.

/** @import { Log } from "./log.mjs" */

const SAMPLE_MS = 30_000;
const SAMPLES = 720; // 6 h
const WARM_UP_MS = 120_000; // the first minutes' growth says nothing about the hours to come
const ENOUGH_MS = 300_000;
const SHORT = 0.75; // of the limit: from here on slow viewers are dropped
const PATIENCE = 10; // seconds above the limit before the server ends
const WAITING = 128 << 10; // unsent bytes that make a viewer a slow one

/**
 * Growth in bytes per hour by least squares; 0 for too few samples.
 *
 * @param {{ ms: number, bytes: number }[]} samples
 */
export function slope(samples) {
  const first = samples[0]?.ms ?? 0;
  const last = samples.at(-1)?.ms ?? 0;
  if (last - first < ENOUGH_MS) return 0;
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const hours = samples.map(({ ms }) => (ms - first) / 3_600_000);
  const hour = mean(hours);
  const bytes = mean(samples.map((sample) => sample.bytes));
  let above = 0;
  let below = 0;
  samples.forEach((sample, i) => {
    above += (hours[i] - hour) * (sample.bytes - bytes);
    below += (hours[i] - hour) ** 2;
  });
  return above / below;
}

/** Watches resident memory. */
export class Memory {
  /** @type {{ ms: number, bytes: number }[]} */
  #samples = [];
  #startedMs = Date.now();
  #sampledMs = 0;
  #above = 0;

  /**
   * `limit` is in bytes, `waiting` are the bytes unsent to a viewer, `end` ends the process.
   *
   * @param {{
   *   limit: number, viewers: () => { waiting: number, close: () => void }[],
   *   log: Log, end: () => void,
   * }} parts
   */
  constructor({ limit, viewers, log, end }) {
    this.limit = limit;
    this.viewers = viewers;
    this.log = log;
    this.end = end;
  }

  get bytes() {
    return process.memoryUsage.rss();
  }

  get slope() {
    return slope(this.#samples);
  }

  /** Call once a second. */
  watch(now = Date.now()) {
    const bytes = this.bytes;
    if (now - this.#startedMs >= WARM_UP_MS && now - this.#sampledMs >= SAMPLE_MS) {
      this.#sampledMs = now;
      this.#samples.push({ ms: now, bytes });
      if (this.#samples.length > SAMPLES) this.#samples.shift();
    }
    this.#above = bytes > this.limit ? this.#above + 1 : 0;
    if (bytes <= this.limit * SHORT) return;
    const slow = this.viewers().filter(({ waiting }) => waiting > WAITING);
    const figures = { mb: Math.round(bytes / 1e6), limit_mb: Math.round(this.limit / 1e6) };
    if (slow.length > 0) {
      slow.sort((one, two) => two.waiting - one.waiting);
      const dropped = slow.slice(0, Math.ceil(slow.length / 2));
      for (const viewer of dropped) viewer.close();
      this.log("warning", "memory is short, slow viewers dropped", {
        viewers: dropped.length,
        ...figures,
      });
    } else if (this.#above > PATIENCE) {
      this.log("error", "memory limit reached, the server ends to be started again", figures);
      this.end();
    }
    globalThis.gc?.(); // buffers are freed with the objects that hold them
  }
}
