// What was, is and will be on one channel, so that the page can tell what a viewer *sees*: pictures
// reach the screen some seconds after they were sent, and a viewer may go back in time.

/**
 * @import { DateRange } from "hls.js"
 * @import { ChannelAnswer, Kind, NextUp, OnAirAnswer, ShotLine } from "../../answers.d.ts"
 *
 * @typedef {{
 *   kind: Kind, programme: string | null, title: string, logline: string, prompt?: string,
 *   ai_generated: boolean, start: number, end: number, shots: ShotLine[],
 * }} Item `start` and `end` are milliseconds.
 *
 * @typedef {{
 *   item: Item | null, elapsed: number, length: number, shot: number, line?: string, prompt?: string,
 *   next: NextUp | null, nextIn: number,
 * }} Seen Lengths are seconds; `shot` is an index of `item.shots`, -1 for none;
 *   `line` is what the shot tells, else its prompt.
 */

const KEPT = 4;
const SAME_MS = 2000; // the API and the playlist date one take this much apart at most
const PROGRAMME = "webtv.programme";
const SHOT = "webtv.shot";

export class Timeline {
  /** @type {Map<string, Item>} */
  #told = new Map(); // what the API said, by start
  /** @type {Item[]} */
  #listed = []; // what the playlist says, as far back as it reaches
  #offsetMs = 0;
  /** @type {NextUp | null} */
  #next = null;

  /** Take in one answer of the API about the channel. @param {ChannelAnswer} channel */
  add(channel) {
    this.#offsetMs = Date.parse(channel.as_of) - Date.now();
    for (const item of [channel.just_aired, channel.on_air]) {
      if (item) this.#told.set(item.started_at, timed(item));
    }
    const sorted = [...this.#told.entries()].sort((a, b) => a[1].start - b[1].start);
    this.#told = new Map(channel.on_air ? sorted.slice(-KEPT) : []);
    this.#next = channel.next;
  }

  /** Take in the date ranges of the playlist. @param {DateRange[]} ranges */
  list(ranges) {
    /** @type {Map<string, DateRange[]>} */
    const shots = new Map();
    for (const range of ranges) {
      if (range.class !== SHOT) continue;
      const programme = programmeOf(range);
      shots.set(programme, [...(shots.get(programme) ?? []), range]);
    }
    this.#listed = ranges
      .filter((range) => range.class === PROGRAMME)
      .map((range) => listed(range, shots.get(range.id) ?? []))
      .sort((a, b) => a.start - b.start);
  }

  /** The server's clock now, in milliseconds. */
  get now() {
    return Date.now() + this.#offsetMs;
  }

  /** Starts of the programmes that the playlist reaches, in milliseconds. */
  get starts() {
    return this.#listed.map((item) => item.start);
  }

  /**
   * The item and shot sent at `time` (milliseconds), and the item after it.
   *
   * @param {number} time
   * @returns {Seen}
   */
  at(time) {
    const items = this.#items();
    if (!items.length) {
      return { item: null, elapsed: 0, length: 0, shot: -1, next: this.#next, nextIn: 0 };
    }
    const place = Math.max(
      0,
      items.findLastIndex((item) => item.start <= time),
    );
    const item = items[place];
    const elapsed = Math.max(0, time - item.start) / 1000;
    const length = (item.end - item.start) / 1000;
    const shot = item.shots.findLastIndex((each) => each.start_s <= elapsed);
    const after = items[place + 1];
    const seen = item.shots[Math.max(0, shot)];
    return {
      item,
      elapsed: Math.min(elapsed, length),
      length,
      shot: item.shots.length ? Math.max(0, shot) : -1,
      line: seen ? seen.line || seen.prompt : item.prompt,
      prompt: seen?.prompt,
      next: after ? { kind: after.kind, title: after.title } : this.#next,
      nextIn: Math.max(0, item.end - time) / 1000,
    };
  }

  /** All items by start; what both tell is told best by the API, and dated best by the playlist. */
  #items() {
    const items = [...this.#listed];
    for (const told of this.#told.values()) {
      const place = items.findIndex((item) => Math.abs(item.start - told.start) < SAME_MS);
      if (place >= 0) items[place] = { ...told, start: items[place].start, end: items[place].end };
      else items.push(told);
    }
    return items.sort((a, b) => a.start - b.start);
  }
}

/**
 * @param {OnAirAnswer} item
 * @returns {Item}
 */
function timed(item) {
  return { ...item, start: Date.parse(item.started_at), end: Date.parse(item.ends_at) };
}

/**
 * @param {DateRange} range
 * @param {DateRange[]} shots
 * @returns {Item}
 */
function listed(range, shots) {
  const start = range.startDate.getTime();
  const length = range.duration ?? range.plannedDuration ?? 0;
  return {
    kind: range.attr["X-KIND"] ?? "programme",
    programme: range.attr["X-PROGRAMME"] || null,
    title: range.attr["X-TITLE"] ?? "",
    logline: range.attr["X-LOGLINE"] ?? "",
    ai_generated: range.attr["X-AI"] !== "NO",
    start,
    end: start + length * 1000,
    shots: shots
      .map((shot) => ({
        start_s: (shot.startDate.getTime() - start) / 1000,
        prompt: shot.attr["X-PROMPT"] ?? "",
        line: shot.attr["X-LINE"] ?? "",
      }))
      .sort((a, b) => a.start_s - b.start_s),
  };
}

/** A shot's id is its programme's, a dash, and its number. @param {DateRange} shot */
function programmeOf(shot) {
  return shot.id.slice(0, shot.id.lastIndexOf("-"));
}
