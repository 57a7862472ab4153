// Log lines in the station's format, and a bound on those that strangers cause.

/**
 * @typedef {Record<string, unknown>} Fields
 * @typedef {typeof log} Log
 */

const COMPLAINTS = 200; // lines in one period; what comes on top is not logged
const PERIOD_MS = 10 * 60_000;
const LONGEST = 200; // characters of what a peer may have had a hand in

/**
 * @param {"info" | "warning" | "error"} level
 * @param {string} event
 * @param {Fields} fields
 */
export function log(level, event, fields = {}) {
  const timestamp = new Date().toISOString();
  process.stderr.write(
    `${JSON.stringify({ event, level, timestamp, process: "rtmp", ...fields })}\n`,
  );
}

/** Logs what peers do wrong, once in a while for each network and kind, so that none fills the disk. */
export class Complaints {
  /** @type {Set<string>} */
  #said = new Set();
  #sinceMs = 0;

  /**
   * @param {string} event
   * @param {{ remoteAddress?: string }} socket
   * @param {Fields & { error?: string, kind?: string }} fields
   */
  say(event, socket, fields = {}) {
    const { error = "", kind = error, ...others } = fields;
    const now = Date.now();
    if (now - this.#sinceMs > PERIOD_MS) {
      this.#sinceMs = now;
      this.#said.clear();
    }
    const from = socket.remoteAddress ?? "";
    const key = `${network(from)} ${event} ${kind}`;
    if (this.#said.has(key) || this.#said.size > COMPLAINTS) return;
    this.#said.add(key);
    if (this.#said.size > COMPLAINTS) {
      log("warning", "too many peers misbehave, the next ones are not logged for minutes");
    } else {
      log("warning", event, { from, ...others, ...(error && { error: error.slice(0, LONGEST) }) });
    }
  }
}

/**
 * What belongs to one subscriber: an IPv4 address, or the /64 of an IPv6 address.
 *
 * @param {string} address
 */
export function network(address) {
  if (!address.includes(":") || address.startsWith("::ffff:")) return address;
  const [left, right] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = right ? Array(8 - left.length - right.length).fill("0") : [];
  return [...left, ...zeros, ...(right ?? [])].slice(0, 4).join(":");
}
