// Everyone who watches, and who of them does not read.
//
// The server writes to viewers without looking whether they read: each of them costs memory, and
// work for every tag, for as long as the connection is open. So a viewer goes who has far too much
// to catch up with, and one whose system takes nothing for some seconds.

/**
 * @import { Socket } from "node:net"
 * @import { FlvSession, RtmpSession } from "node-media-server"
 * @import { Complaints } from "./log.mjs"
 */

const BACKLOG = 8 << 20; // bytes unsent to one viewer, about 20 s of picture
const STALLED_MS = 5000;

export class Viewers {
  /** @type {WeakMap<Socket, { taken: number, ms: number }>} */
  #progress = new WeakMap();

  /**
   * @param {{
   *   sessions: Map<string, RtmpSession | FlvSession>, complaints: Pick<Complaints, "say">,
   * }} parts
   */
  constructor({ sessions, complaints }) {
    this.sessions = sessions;
    this.complaints = complaints;
  }

  /** Each viewer: the bytes that wait for it, and how to send it away. */
  *[Symbol.iterator]() {
    for (const session of this.sessions.values()) {
      const stream = session.socket ?? session.res;
      if (session.isPublisher || !stream) continue;
      const socket = session.socket ?? session.req.socket;
      const { streamPath } = session;
      yield { socket, streamPath, waiting: stream.writableLength, close: () => stream.destroy() };
    }
  }

  /** Call once a second: sends those away who do not read. */
  check(now = Date.now()) {
    for (const { socket, streamPath, waiting, close } of this) {
      if (waiting <= BACKLOG && !this.#stalled(socket, waiting, now)) continue;
      this.complaints.say("viewer too slow, connection closed", socket, { stream: streamPath });
      close();
    }
  }

  /**
   * Whether something waits, of which nothing was taken for too long.
   *
   * @param {Socket} socket
   * @param {number} waiting
   * @param {number} now
   */
  #stalled(socket, waiting, now) {
    const taken = socket.bytesWritten - socket.writableLength;
    const before = this.#progress.get(socket);
    if (waiting === 0 || before === undefined || taken > before.taken) {
      this.#progress.set(socket, { taken, ms: now });
      return false;
    }
    return now - before.ms >= STALLED_MS;
  }
}
