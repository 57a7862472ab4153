// The station's RTMP server: node-media-server 4.4.3 with only RTMP and HTTP-FLV switched on.
//
// Called by service.py with one argument, a JSON object: modules, host, rtmpPort, flvPort,
// secretFile, alone, takeoverFolder, statusFile, memoryLimit (bytes).
//
// What it defends against. Everyone may connect, from anywhere, and watch; so it must not matter
// what they send, how much, how slowly, and whether they read. Nobody may put a picture on a
// channel without the station's signature or the channel's key (keys.mjs); before one of these is
// shown, a connection costs bounded memory and time (guard.mjs). A viewer who does not read loses
// the connection, not the others; if memory runs short all the same, slow viewers go first, and in
// the end the server, which is started again within seconds (memory.mjs). Whoever has a key is
// trusted with pictures and sound for one channel, nothing else: size and rate of a feed are
// bounded. Nothing here is encrypted: RTMP shows keys to whoever can read the network in between,
// so a takeover from elsewhere belongs into a VPN.

import { createRequire } from "node:module";
import { Feeds } from "./feeds.mjs";
import { Guard, OWN_VIEWERS, VIEWER_IDLE_MS } from "./guard.mjs";
import { Keys } from "./keys.mjs";
import { Complaints, log } from "./log.mjs";
import { Memory } from "./memory.mjs";
import { Status } from "./status.mjs";
import { Viewers } from "./viewers.mjs";

const PUBLISHER_SILENCE_MS = 10_000; // then its connection is dead and its name is free again
const RESUME_MS = 5 * 60_000; // viewers' clocks go on when the publisher is back by then
const RESUME_LIMIT_MS = 20 * 24 * 3600_000; // FLV clocks end at 31 bits of ms: begin anew before
const FRAME_MS = 40;
const REQUEST_MS = 10_000;
const PULSE_MS = 250;

/** @import { Socket } from "node:net" */

const options = JSON.parse(process.argv[2]);
const require = createRequire(`${options.modules}/`);
const NodeMediaServer = require("node-media-server");
const Context = require("node-media-server/src/core/context.js");
const Session = require("node-media-server/src/session/rtmp_session.js");
const logger = require("node-media-server/src/core/logger.js");
const { rateSampler } = require("node-media-server/src/core/rate_sampler.js");

// The server's own lines: only what went wrong, in the station's format. Peers cause most of them.
const complaints = new Complaints();
logger.log = (message, level = "info") => {
  if (level === "warn" || level === "error")
    complaints.say("server says", {}, { error: `${message}` });
};

const server = new NodeMediaServer({
  bind: options.host,
  rtmp: { port: options.rtmpPort },
  http: { port: options.flvPort },
  webadmin: { enable: false },
});

const keys = new Keys(options);
const viewers = new Viewers({ sessions: Context.sessions, complaints });
const memory = new Memory({
  limit: options.memoryLimit,
  viewers: () => [...viewers],
  log,
  end: () => process.exit(1),
});
const status = new Status({
  file: options.statusFile,
  memory,
  broadcasts: Context.broadcasts,
  log,
});
const changed = () => status.changed();
const guard = new Guard({ Session, sessions: Context.sessions, keys, complaints, changed });
const feeds = new Feeds({ broadcasts: Context.broadcasts, keys, changed, complaints, log });

// Emitted for every accepted publisher, after the server has shifted each track of one that
// resumes by that track's own last time. One shift for both keeps sound and picture together.
server.on("postPublish", (session) => {
  const { broadcast, socket, streamPath } = session;
  const resumeAt = Math.max(0, ...Object.values(broadcast._dtsOffset));
  const shift = resumeAt > 0 && resumeAt < RESUME_LIMIT_MS ? resumeAt + FRAME_MS : 0;
  broadcast._dtsOffset = { 8: shift, 9: shift };
  broadcast.publishGraceMs = RESUME_MS;
  socket.setTimeout(PUBLISHER_SILENCE_MS, () => socket.destroy());
  if (Feeds.is(session)) feeds.accept(session);
  socket.on("close", () => log("info", "publisher gone", { stream: streamPath, from: session.ip }));
  log("info", "publisher connected", { stream: streamPath, from: session.ip, resumed: shift > 0 });
});

server.rtmpServer.tcpServer
  .removeAllListeners("connection")
  .on("connection", (socket) => guard.admit(socket));

// Over HTTP there is only watching, one stream a connection, by a well-formed name: any other one,
// and any over WebSocket, would end the process when its connection closes.
const http = server.httpServer.httpServer;
const watch = http.listeners("request");
/** @type {WeakMap<Socket, NodeJS.Timeout>} */
const asking = new WeakMap();
http.maxRequestsPerSocket = 1;
http.on("connection", (socket) => {
  if (guard.count(socket, OWN_VIEWERS) === null) return;
  const deadline = setTimeout(() => socket.destroy(), REQUEST_MS);
  socket.on("close", () => clearTimeout(deadline));
  asking.set(socket, deadline);
});
http.on("dropRequest", (_, socket) => socket.destroy());
http.removeAllListeners("request").on("request", (request, response) => {
  const known = /^\/live\/[a-z0-9][a-z0-9-]{0,39}\.flv(\?|$)/.test(request.url ?? "");
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (
    !known ||
    !["GET", "OPTIONS"].includes(request.method ?? "") ||
    Number(length) > 0 ||
    encoding
  ) {
    response.writeHead(known ? 405 : 404, { connection: "close" }).end();
    return;
  }
  clearTimeout(asking.get(request.socket));
  request.socket.setTimeout(VIEWER_IDLE_MS, () => request.socket.destroy());
  for (const listener of watch) listener.call(http, request, response);
});
server.httpServer.wsServer.close();

setInterval(() => {
  viewers.check();
  feeds.check();
  memory.watch();
}, 1000);
setInterval(() => {
  feeds.pulse();
  status.tick();
}, PULSE_MS);

// Not server.run(): that also opens a database on disk, recording, relays and web hooks.
rateSampler.stop();
server.httpServer.run();
server.rtmpServer.run();
status.changed();
log("info", "RTMP server listening", { rtmp: options.rtmpPort, flv: options.flvPort });
