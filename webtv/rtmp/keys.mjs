// Who may publish and who may watch.
//
//   live      the station publishes, with a signature; everyone may watch
//   takeover  whoever has the channel's key publishes; the station watches, with a signature,
//             and nobody else sees a feed before it is on air
//   generated the station's own Spaces publish, the station watches, both with a signature
//
// A signature is `sign=<expiry>-<epoch>-<nonce>-<HMAC-SHA256 of "/app/name-expiry-epoch-nonce">`,
// made with the station's secret, good for a minute and for publishing once. Where several machines
// share the channels, the epoch grows with each that takes a channel over: the newest publishes at
// once, and none before it does so again, whatever it believes. A signature stands on ffmpeg's command line,
// which other users of the machine can read and be faster with; so on the station's own machine it
// is taken from the station's own user alone. A key is the content of a file of its own: deleting
// the file revokes it.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peerOf } from "./peer.mjs";

/** @import { RtmpSession, Session } from "node-media-server" */

const APPS = ["live", "takeover", "generated"];
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const SIGNATURE = /^((\d{1,12})-\d{1,15}-[0-9a-f]{16})-([0-9a-f]{64})$/;

export class Keys {
  /** @type {Map<string | string[], number>} */
  #spent = new Map();
  /** @type {Map<string, number>} the highest epoch that has published, by path */
  #epochs = new Map();

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
    if (session.streamApp !== "takeover") {
      const newest = this.#epochs.get(session.streamPath) ?? 0;
      const refusal = this.#whyNotSigned(session);
      return refusal ?? (epochOf(session) < newest ? "another machine has this channel now" : null);
    }
    const key = this.#key(session.streamName);
    if (key === null) return "no key has been made for this channel";
    return same(key, session.streamQuery.key) ? null : "wrong key";
  }

  /** Whether the key that `session` publishes with is gone. @param {RtmpSession} session */
  revoked(session) {
    return session.streamApp === "takeover" && this.whyNotPublish(session) !== null;
  }

  /** Why `session` may not watch; null if it may. @param {RtmpSession} session */
  whyNotWatch(session) {
    return session.streamApp === "live" ? null : this.#whyNotSigned(session);
  }

  /**
   * Whether `session` may publish in place of another, `before`: it has a higher epoch.
   *
   * @param {RtmpSession} session
   * @param {RtmpSession | null | undefined} before
   */
  supersedes(session, before) {
    return session.streamApp !== "takeover" && !!before && epochOf(session) > epochOf(before);
  }

  /** A session publishes now: nobody else may with the same signature. @param {RtmpSession} session */
  spend(session) {
    const { streamQuery } = session;
    if (session.streamApp !== "takeover" && epochOf(session) > 0)
      this.#epochs.set(session.streamPath, epochOf(session));
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
    const [, signed, expiry, digest] = SIGNATURE.exec(sign) ?? [];
    if (expiry === undefined || Number(expiry) * 1000 < Date.now()) return "not signed";
    const wanted = createHmac("sha256", this.secret).update(`${streamPath}-${signed}`);
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

/** The epoch in a signature that was found good. @param {RtmpSession} session */
function epochOf({ streamQuery }) {
  return Number(String(streamQuery.sign).split("-")[1]) || 0;
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
