// The station's RTMP server: node-media-server 4.4.3 with only RTMP and HTTP-FLV switched on.
//
// Publishing needs `?sign=<expiry>-<md5>` made with the station's secret; watching needs nothing.
// Called by service.py with one argument, a JSON object: modules, host, rtmpPort, flvPort,
// secretFile.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const PUBLISHER_SILENCE_MS = 10_000; // then its connection is dead and its name is free again
const RESUME_MS = 5 * 60_000; // viewers' clocks go on when the publisher is back by then
const RESUME_LIMIT_MS = 20 * 24 * 3600_000; // FLV clocks end at 31 bits of ms: begin anew before
const VIEWER_BACKLOG = 8 << 20; // bytes unsent to one viewer, about 20 s of picture
const FRAME_MS = 40;

const options = JSON.parse(process.argv[2]);
const require = createRequire(`${options.modules}/`);
const NodeMediaServer = require("node-media-server");
const Context = require("node-media-server/src/core/context.js");
const logger = require("node-media-server/src/core/logger.js");
const { rateSampler } = require("node-media-server/src/core/rate_sampler.js");

function log(level, event, fields = {}) {
  const timestamp = new Date().toISOString();
  process.stderr.write(`${JSON.stringify({ event, level, timestamp, process: "rtmp", ...fields })}\n`);
}

// The server's own lines: only what went wrong, in the station's format.
logger.log = (message, level = "info") => {
  if (level === "warn" || level === "error") log(level, message);
};

const server = new NodeMediaServer({
  bind: options.host,
  rtmp: { port: options.rtmpPort },
  http: { port: options.flvPort },
  webadmin: { enable: false },
  auth: { play: false, publish: true, secret: readFileSync(options.secretFile, "ascii").trim() },
});

// Emitted for every accepted publisher, after the server has shifted each track of one that
// resumes by that track's own last time. One shift for both keeps sound and picture together.
server.on("postPublish", (session) => {
  const broadcast = session.broadcast;
  if (broadcast.publisher !== null) return; // about to be refused: the name is in use
  const resumeAt = Math.max(0, ...Object.values(broadcast._dtsOffset));
  const shift = resumeAt > 0 && resumeAt < RESUME_LIMIT_MS ? resumeAt + FRAME_MS : 0;
  broadcast._dtsOffset = { 8: shift, 9: shift };
  broadcast.publishGraceMs = RESUME_MS;
  const socket = session.socket ?? session.req?.socket;
  socket?.setTimeout(PUBLISHER_SILENCE_MS, () => socket.destroy());
  log("info", "publisher connected", { stream: session.streamPath, from: session.ip, resumed: shift > 0 });
});

// Malformed input makes the server's parsers throw; that may cost the sender's connection only.
server.rtmpServer.tcpServer.on("connection", (socket) => {
  for (const parse of socket.listeners("data")) {
    socket.off("data", parse);
    socket.on("data", (chunk) => {
      try {
        parse(chunk);
      } catch (error) {
        log("warning", "malformed RTMP, connection closed", { from: socket.remoteAddress, error: `${error}` });
        socket.destroy();
      }
    });
  }
});

// Over HTTP there is only watching, by a well-formed name: any other one, and any over WebSocket,
// would end the process when its connection closes.
const http = server.httpServer.httpServer;
const watch = http.listeners("request");
http.removeAllListeners("request").on("request", (request, response) => {
  const known = /^\/live\/[a-z0-9-]{1,40}\.flv(\?|$)/.test(request.url);
  if (known && ["GET", "OPTIONS"].includes(request.method)) {
    for (const listener of watch) listener.call(http, request, response);
  } else {
    response.writeHead(known ? 405 : 404).end();
  }
});
server.httpServer.wsServer.close();

// The server writes to viewers without looking whether they read.
setInterval(() => {
  for (const session of Context.sessions.values()) {
    const stream = session.socket ?? session.res;
    if (!session.isPublisher && stream?.writableLength > VIEWER_BACKLOG) {
      log("info", "viewer too slow, connection closed", { stream: session.streamPath, from: session.ip });
      stream.destroy();
    }
  }
}, 1000);

// Not server.run(): that also opens a database on disk, recording, relays and web hooks.
rateSampler.stop();
server.httpServer.run();
server.rtmpServer.run();
log("info", "RTMP server listening", { rtmp: options.rtmpPort, flv: options.flvPort });
