// What the server says about itself: one JSON file, replaced whole. Its reader is
// webtv/model/status.py, ServerStatus.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Feeds } from "./feeds.mjs";

/**
 * @import { Broadcast, RtmpSession } from "node-media-server"
 * @import { Log } from "./log.mjs"
 * @import { Memory } from "./memory.mjs"
 */

const EVERY_MS = 2000;
const LIVELY_MS = 500; // while there is a feed, whose reader must know early how it is doing
const RATE_MS = 1500; // a rate is taken over at least so long

export class Status {
  #startedAt = new Date().toISOString();
  #writtenMs = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #due;
  #failed = false;
  /** @type {Map<string, { ms: number, bytes: number }[]>} */
  #rates = new Map();

  /**
   * @param {{
   *   file: string, memory: Memory, broadcasts: Map<string, Broadcast>, log: Log,
   * }} parts
   */
  constructor({ file, memory, broadcasts, log }) {
    this.file = file;
    this.memory = memory;
    this.broadcasts = broadcasts;
    this.log = log;
  }

  /** Write soon: a publisher came or went. Several changes at once are one write. */
  changed() {
    this.#due ??= setTimeout(() => this.#write(Date.now()), 50);
  }

  /** Call often; writes when it is time. */
  tick(now = Date.now()) {
    const lively = [...this.broadcasts.values()].some(
      ({ publisher }) => publisher && Feeds.is(publisher),
    );
    if (now - this.#writtenMs >= (lively ? LIVELY_MS : EVERY_MS) - 50) this.#write(now);
  }

  /** @param {number} now */
  #write(now) {
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#writtenMs = now;
    const text = JSON.stringify({
      written_at: new Date(now).toISOString(),
      started_at: this.#startedAt,
      memory_bytes: this.memory.bytes,
      memory_limit_bytes: this.memory.limit,
      memory_slope_bytes_per_h: Math.round(this.memory.slope),
      streams: this.#streams(now),
    });
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(`${this.file}.tmp`, text);
      renameSync(`${this.file}.tmp`, this.file);
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) this.log("error", "status cannot be written", { error: `${error}` });
      this.#failed = true;
    }
  }

  /** @param {number} now */
  #streams(now) {
    const streams = [];
    for (const [path, broadcast] of this.broadcasts) {
      const { publisher } = broadcast;
      if (!publisher || broadcast.getPublishStatus() !== "publishing") continue;
      streams.push({
        path,
        since: new Date(publisher.connectedMs).toISOString(),
        bytes_in: publisher.inBytes,
        kbps: this.#kbps(publisher, now),
        viewers: broadcast.subscribers.size,
        steady_s: publisher.steadyMs ? (now - publisher.steadyMs) / 1000 : 0,
        video: 9 in broadcast._lastDts,
        audio: 8 in broadcast._lastDts,
      });
    }
    const ids = new Set([...this.broadcasts.values()].map(({ publisher }) => publisher?.id));
    for (const id of this.#rates.keys()) if (!ids.has(id)) this.#rates.delete(id);
    return streams;
  }

  /**
   * Bitrate over the last seconds, from the counts noted at earlier writes.
   *
   * @param {RtmpSession} publisher
   * @param {number} now
   */
  #kbps({ id, inBytes }, now) {
    const noted = this.#rates.get(id) ?? [{ ms: now, bytes: inBytes }];
    while (noted.length > 1 && now - noted[1].ms >= RATE_MS) noted.shift();
    const [{ ms, bytes }] = noted;
    noted.push({ ms: now, bytes: inBytes });
    this.#rates.set(id, noted);
    return now > ms ? Math.round(((inBytes - bytes) * 8) / (now - ms)) : 0;
  }
}
