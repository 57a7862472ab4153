// Who may publish and who may watch.
//
//   live      the station publishes, with a signature; everyone may watch
//   takeover  whoever has the channel's key publishes; the station watches, with a signature,
//             and nobody else sees a feed before it is on air
//
// A signature is `sign=<expiry>-<nonce>-<HMAC-SHA256 of "/app/name-expiry-nonce">`, made with the
// station's secret, good for a minute and for publishing once. It stands on ffmpeg's command line,
// which other users of the machine can read and be faster with; so on the station's own machine it
// is taken from the station's own user alone. A key is the content of a file of its own: deleting
// the file revokes it.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peerOf } from "./peer.mjs";

/** @import { RtmpSession, Session } from "node-media-server" */

const APPS = ["live", "takeover"];
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

export class Keys {
  /** @type {Map<string | string[], number>} */
  #spent = new Map();

  /**
   * `alone`: the whole station is on this machine, so that nobody elsewhere can have a signature.
   *
   * @param {{ secretFile: string, takeoverFolder: string, alone?: boolean }} options
   */
  constructor({ secretFile, takeoverFolder, alone = false }) {
    this.alone = alone;
    this.secret = readFileSync(secretFile, "ascii").trim();
    this.takeoverFolder = takeoverFolder;
  }

  /**
   * Whether such a stream can be at all.
   *
   * @param {string} app
   * @param {string} name
   */
  known(app, name) {
    return APPS.includes(app) && NAME.test(name);
  }

  /** Why `session` may not publish; null if it may. @param {RtmpSession} session */
  whyNotPublish(session) {
    if (session.streamApp !== "takeover") return this.#whyNotSigned(session);
    const key = this.#key(session.streamName);
    if (key === null) return "no key has been made for this channel";
    return same(key, session.streamQuery.key) ? null : "wrong key";
  }

  /** Why `session` may not watch; null if it may. @param {RtmpSession} session */
  whyNotWatch(session) {
    return session.streamApp === "live" ? null : this.#whyNotSigned(session);
  }

  /** A session publishes now: nobody else may with the same signature. @param {Session} session */
  spend({ streamQuery }) {
    const now = Date.now();
    for (const [sign, expiryMs] of this.#spent) if (expiryMs < now) this.#spent.delete(sign);
    const { sign } = streamQuery;
    const expiryMs = Number.parseInt(String(sign), 10) * 1000;
    // A takeover goes by its key; what it calls a signature may be anything, and is not kept.
    if (sign !== undefined && expiryMs >= now) this.#spent.set(sign, expiryMs);
  }

  /** @param {RtmpSession} session */
  #whyNotSigned({ streamPath, streamQuery, socket }) {
    const sign = String(streamQuery.sign);
    const [, expiry, nonce, digest] = /^(\d{1,12})-([0-9a-f]{16})-([0-9a-f]{64})$/.exec(sign) ?? [];
    if (expiry === undefined || Number(expiry) * 1000 < Date.now()) return "not signed";
    const wanted = createHmac("sha256", this.secret).update(`${streamPath}-${expiry}-${nonce}`);
    if (!same(wanted.digest("hex"), digest)) return "not signed";
    if (this.#spent.has(sign)) return "the signature was used before";
    const peer = peerOf(socket);
    if (peer === "other") return "signed, but by another user of this machine";
    if (peer === "away" && this.alone)
      return "signed, but from elsewhere: is WEBTV_RTMP_URL set here?";
    return null;
  }

  /** Read at each use: a key made or deleted meanwhile counts at once. @param {string} name */
  #key(name) {
    try {
      return readFileSync(join(this.takeoverFolder, `${name}.key`), "ascii").trim() || null;
    } catch {
      return null;
    }
  }
}

/**
 * Whether two texts are equal, in a time that does not tell where they differ.
 *
 * @param {unknown} one
 * @param {unknown} two
 */
function same(one, two) {
  const digest = (/** @type {unknown} */ text) =>
    createHash("sha256").update(String(text)).digest();
  return timingSafeEqual(digest(one), digest(two));
}
