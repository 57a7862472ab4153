// Feeds, which playout takes over while they last: watched more closely than channels, from their
// first byte to their end, because an encoder and a network, or a model, stand behind them.

/**
 * @import { Broadcast, RtmpSession, Session } from "node-media-server"
 * @import { Keys } from "./keys.mjs"
 * @import { Complaints, Log } from "./log.mjs"
 */

const SILENCE_MS = 5000; // then a feed's connection is dead and its encoder may come back
const PAUSE_MS = 1000; // nothing for so long, and whoever pulls it is told that it is over
const RATE = 6 << 20; // bytes a second that a feed may have, over its whole time,
const BURST = 24 << 20; // and so many more at once
const APPS = ["takeover", "generated"];

export class Feeds {
  /**
   * @param {{
   *   broadcasts: Map<string, Broadcast>, keys: Keys, changed: () => void,
   *   complaints: Complaints, log: Log,
   * }} parts
   */
  constructor({ broadcasts, keys, changed, complaints, log }) {
    this.broadcasts = broadcasts;
    this.keys = keys;
    this.changed = changed;
    this.complaints = complaints;
    this.log = log;
  }

  /** Whether a session publishes or wants a feed. @param {Session} session */
  static is(session) {
    return APPS.includes(session.streamApp);
  }

  /** A feed was accepted. @param {RtmpSession} session */
  accept({ broadcast, socket }) {
    broadcast.publishGraceMs = 0; // another connection is another feed
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.on("close", () => leave(broadcast));
  }

  /** Call a few times a second: notes since when the bytes of each publisher come steadily. */
  pulse(now = Date.now()) {
    for (const broadcast of this.broadcasts.values()) {
      const { publisher } = broadcast;
      if (!publisher) continue;
      if (publisher.inBytes !== publisher.pulseBytes) {
        publisher.pulseBytes = publisher.inBytes;
        publisher.pulseMs = now;
        publisher.steadyMs ??= now;
      } else if (publisher.steadyMs && now - (publisher.pulseMs ?? now) >= PAUSE_MS) {
        publisher.steadyMs = null;
        if (Feeds.is(publisher)) {
          leave(broadcast);
          this.changed();
        }
      }
    }
  }

  /** Call once a second: ends feeds that are too fast, and those whose key was deleted. */
  check(now = Date.now()) {
    for (const [path, { publisher }] of this.broadcasts) {
      if (!publisher || !Feeds.is(publisher)) continue;
      const allowed = BURST + (RATE * (now - publisher.connectedMs)) / 1000;
      if (publisher.inBytes > allowed) {
        this.complaints.say("feed too fast, connection closed", publisher.socket, { stream: path });
        publisher.socket.destroy();
      } else if (this.keys.revoked(publisher)) {
        this.log("info", "key revoked, connection closed", { stream: path });
        publisher.socket.destroy();
      }
    }
  }
}

/**
 * Close the connections of all who pull a feed: its end must not look like a pause.
 *
 * @param {Broadcast} broadcast
 */
function leave(broadcast) {
  for (const viewer of broadcast.subscribers.values()) viewer.close();
}
