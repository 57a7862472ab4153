// RTMP connections: node-media-server's sessions, held within bounds.
//
// The server by itself trusts whoever connects: it keeps what a peer sends before it is known,
// takes pictures from viewers and from refused publishers, lets one connection open any number
// of streams, and waits for ever. Here each connection has a few seconds to say what it wants and
// little room to say it in, wants one thing only, and may send media only as its publisher.

import { Feeds } from "./feeds.mjs";
import { log, network } from "./log.mjs";

/**
 * @import { Socket } from "node:net"
 * @import { FlvSession, RtmpSession } from "node-media-server"
 * @import { Keys } from "./keys.mjs"
 * @import { Complaints } from "./log.mjs"
 */

const HANDSHAKE_MS = 10_000; // from the first packet to play or publish
export const VIEWER_IDLE_MS = 6 * 60_000; // a viewer to whom nothing is sent: longer than a publisher's break
const KEEP_ALIVE_MS = 30_000;
const FAREWELL_MS = 1000;
const SMALL = 16 << 10; // bytes of one message of somebody who publishes nothing
const LARGE = 8 << 20; // bytes of one message of a publisher: a picture
const KEPT = 3 * LARGE; // bytes of all messages of a publisher that are under way at once
const SPEECH = 64 << 10; // bytes that somebody who publishes nothing may send in all,
const ECHO = 100; // and one more for so many sent to them: acknowledgements
const CHUNK_STREAMS = 64;
const PER_ADDRESS = 128; // connections, without publishers and this machine's own
export const OWN_VIEWERS = 512; // of this machine, over HTTP: one may be a proxy for many
const TOTAL = 4096;
const RESERVED = 256; // of these, for the station itself: strangers must not shut it out
const NEAR = /^(::ffff:)?(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.|^::1$|^f[cd]|^fe80:/i;

/** A peer broke the rules or was refused; its connection ends. */
class Refused extends Error {}

/** Whether somebody publishes the stream that a session wants. @param {RtmpSession} session */
function published({ broadcast }) {
  return broadcast.getPublishStatus() === "publishing";
}

export class Guard {
  /** @type {Map<string, number>} */
  #addresses = new Map();
  #open = 0;

  /**
   * @param {{
   *   Session: new (socket: Socket) => RtmpSession,
   *   sessions: Map<string, RtmpSession | FlvSession>,
   *   keys: Keys, complaints: Complaints, changed: () => void,
   * }} parts
   */
  constructor({ Session, sessions, keys, complaints, changed }) {
    this.Session = Session;
    this.sessions = sessions;
    this.keys = keys;
    this.complaints = complaints;
    this.changed = changed;
  }

  /** Take a new TCP connection, or close it. @param {Socket} socket */
  admit(socket) {
    const release = this.count(socket);
    if (release === null) return;
    const session = new this.Session(socket);
    session.connectedMs = Date.now();
    session.run();
    this.sessions.set(session.id, session);
    const { rtmp } = session;
    rtmp.flv = null; // a megabyte that nothing uses
    const deadline = setTimeout(() => {
      this.complaints.say("connection said nothing it wants, closed", socket);
      socket.destroy();
    }, HANDSHAKE_MS);
    socket.on("close", () => {
      clearTimeout(deadline);
      if (session.isPublisher) this.changed();
    });

    socket.off("data", session.onData).on("data", (chunk) => {
      try {
        const spoken = session.inBytes + chunk.length;
        if (!session.isPublisher && spoken > SPEECH + session.outBytes / ECHO) {
          throw new Refused("too many bytes from one who does not publish");
        }
        session.onData(chunk);
      } catch (error) {
        this.#close(session, error);
      }
    });

    const allocate = rtmp.packetAlloc.bind(rtmp);
    rtmp.packetAlloc = () => {
      const { header, capacity } = rtmp.parserPacket;
      const { length } = header;
      if (length > (session.isPublisher ? LARGE : SMALL)) throw new Refused("too large a message");
      if (rtmp.inPackets.size > CHUNK_STREAMS) throw new Refused("too many chunk streams");
      // Room is made for all of a message when its first byte comes, on each chunk stream.
      let kept = length - capacity;
      for (const packet of rtmp.inPackets.values()) kept += packet.capacity;
      if (length > capacity && kept > (session.isPublisher ? KEPT : SPEECH)) {
        throw new Refused("too many messages at once");
      }
      allocate();
    };

    const { onConnectCallback } = rtmp;
    rtmp.onConnectCallback = (request) => {
      if (session.streamPath !== "") throw new Refused("a second stream on one connection");
      if (!this.keys.known(request.app, request.name)) throw new Refused("no such stream");
      onConnectCallback(request);
    };

    const confirm = rtmp.respondPublish.bind(rtmp);
    rtmp.respondPublish = () => {}; // not before it is so
    rtmp.onPushCallback = () => {
      const before = published(session) ? session.broadcast.publisher : null;
      const free = !before || this.keys.supersedes(session, before);
      const busy = free ? null : "somebody publishes already";
      const refusal = this.keys.whyNotPublish(session) ?? busy;
      if (refusal !== null) {
        rtmp.sendStatusMessage(rtmp.streamId, "error", "NetStream.Publish.BadName", refusal);
        throw new Refused(refusal);
      }
      this.keys.spend(session);
      if (before) this.#supersede(before);
      this.#resume(session);
      session.onPush();
      clearTimeout(deadline);
      release();
      confirm();
      this.changed();
    };

    rtmp.onPlayCallback = () => {
      const gone = !published(session) || !session.broadcast.publisher?.steadyMs;
      const over = Feeds.is(session) && gone ? "there is no feed now" : null;
      const refusal = this.keys.whyNotWatch(session) ?? over;
      if (refusal !== null) throw new Refused(refusal);
      session.onPlay();
      clearTimeout(deadline);
      socket.setTimeout(VIEWER_IDLE_MS, () => socket.destroy());
    };

    rtmp.onPacketCallback = (packet) => {
      if (session.broadcast.publisher !== session)
        throw new Refused("media from one who does not publish");
      session.onPacket(packet);
    };
  }

  /**
   * Count a connection for its address until it closes, or until the function that is returned is
   * called. If there are too many, close it and return null.
   *
   * @param {Socket} socket
   * @param {number} own how many may come from this machine
   */
  count(socket, own = TOTAL) {
    const address = socket.remoteAddress ?? "";
    const local = /^(::ffff:)?127\.0\.0\.1$|^::1$/.test(address);
    const name = network(address);
    const here = this.#addresses.get(name) ?? 0;
    const room = NEAR.test(address) ? TOTAL : TOTAL - RESERVED;
    if (here >= (local ? own : PER_ADDRESS) || this.#open >= room) {
      this.complaints.say("too many connections, closed", socket);
      socket.destroy();
      return null;
    }
    this.#addresses.set(name, here + 1);
    let counted = true;
    const release = () => {
      if (!counted) return;
      counted = false;
      const left = (this.#addresses.get(name) ?? 0) - 1;
      if (left > 0) this.#addresses.set(name, left);
      else this.#addresses.delete(name);
    };
    this.#open += 1;
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on("close", () => {
      this.#open -= 1;
      release();
    });
    return release;
  }

  /**
   * End the connection of a publisher whose channel another machine has taken over: at once, so
   * that not one picture of it comes after the first of the new one.
   *
   * @param {RtmpSession} session
   */
  #supersede(session) {
    const { broadcast, ip: from, socket, streamPath: stream } = session;
    log("warning", "publisher superseded, connection closed", { stream, from });
    socket.removeAllListeners("data").destroy();
    broadcast.donePublish(session);
  }

  /**
   * Have viewers' clocks go on with a new publisher of a channel, wherever it is. The server by
   * itself does so only for one from the same address, and loses a stream without viewers.
   *
   * @param {RtmpSession} session
   */
  #resume(session) {
    const { broadcast } = session;
    if (!Feeds.is(session) && broadcast.getPublishStatus() === "reconnecting")
      broadcast._resumePublish(session);
  }

  /**
   * End a connection that broke the rules; what was said to it before still goes out.
   *
   * @param {RtmpSession} session
   * @param {unknown} error
   */
  #close(session, error) {
    const { socket } = session;
    const stream = session.streamPath || undefined;
    const refused = error instanceof Refused;
    const event = refused ? "connection refused" : "malformed RTMP, connection closed";
    const { message } = /** @type {Error} */ (error);
    const kind = refused ? message : "";
    this.complaints.say(event, socket, { stream, error: message, kind });
    socket.removeAllListeners("data").resume();
    socket.end();
    setTimeout(() => socket.destroy(), FAREWELL_MS);
  }
}
