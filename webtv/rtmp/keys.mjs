// Who may publish and who may watch.
//
//   live      the station publishes, with a signature; everyone may watch
//   takeover  whoever has the channel's key publishes; the station watches, with a signature,
//             and nobody else sees a feed before it is on air
//
// A signature is `sign=<expiry>-<HMAC-SHA256 of "/app/name-expiry">`, made with the station's
// secret and good for a minute. A key is the content of a file of its own: deleting the file
// revokes it.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const APPS = ["live", "takeover"];
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

export class Keys {
  constructor({ secretFile, takeoverFolder }) {
    this.secret = readFileSync(secretFile, "ascii").trim();
    this.takeoverFolder = takeoverFolder;
  }

  /** Whether such a stream can be at all. */
  known(app, name) {
    return APPS.includes(app) && NAME.test(name);
  }

  /** Why `session` may not publish; null if it may. */
  whyNotPublish(session) {
    if (session.streamApp !== "takeover") return this.#signed(session) ? null : "not signed";
    const key = this.#key(session.streamName);
    if (key === null) return "no key has been made for this channel";
    return same(key, session.streamQuery.key) ? null : "wrong key";
  }

  /** Why `session` may not watch; null if it may. */
  whyNotWatch(session) {
    return session.streamApp === "live" || this.#signed(session) ? null : "not signed";
  }

  #signed({ streamPath, streamQuery }) {
    const [, expiry, digest] = /^(\d{1,12})-([0-9a-f]{64})$/.exec(streamQuery.sign) ?? [];
    if (expiry === undefined || Number(expiry) * 1000 < Date.now()) return false;
    const wanted = createHmac("sha256", this.secret).update(`${streamPath}-${expiry}`);
    return same(wanted.digest("hex"), digest);
  }

  // Read at each use, so that a key made or deleted meanwhile counts at once.
  #key(name) {
    try {
      return readFileSync(join(this.takeoverFolder, `${name}.key`), "ascii").trim() || null;
    } catch {
      return null;
    }
  }
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
function same(one, two) {
  const digest = (text) => createHash("sha256").update(String(text)).digest();
  return timingSafeEqual(digest(one), digest(two));
}
