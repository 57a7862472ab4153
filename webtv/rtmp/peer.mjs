// Which user of this machine is at the other end of a connection.
//
// Linux lists each socket with the user it belongs to (proc(5), /proc/net/tcp), both ends of a
// connection within one machine among them.

import { readFileSync } from "node:fs";
import { endianness } from "node:os";

/** @import { Socket } from "node:net" */

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/**
 * "own" if the peer of `socket` is a process of this user on this machine, "other" if it is another
 * user's, "away" if it is not on this machine, and "unknown" where the system does not tell.
 *
 * @param {Socket} socket
 */
export function peerOf(socket) {
  const near = `${plain(socket.localAddress)}:${socket.localPort}`;
  const far = `${plain(socket.remoteAddress)}:${socket.remotePort}`;
  let listed = false;
  for (const { local, remote, user } of sockets()) {
    if (local === far && remote === near) return user === process.getuid?.() ? "own" : "other";
    listed ||= local === near && remote === far;
  }
  return listed ? "away" : "unknown";
}

function* sockets() {
  for (const table of TABLES) {
    let text;
    try {
      text = readFileSync(table, "ascii");
    } catch {
      continue;
    }
    for (const line of text.split("\n").slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields.length > 7)
        yield { local: end(fields[1]), remote: end(fields[2]), user: Number(fields[7]) };
    }
  }
}

/**
 * `0100007F:1F90` as `7f000001:8080`: the address in network order, an IPv4 one in four bytes.
 *
 * @param {string} text
 */
function end(text) {
  const [address, port] = text.split(":");
  const words = (address.match(/.{8}/g) ?? []).map((word) => {
    const bytes = Buffer.from(word, "hex");
    return (endianness() === "LE" ? bytes.reverse() : bytes).toString("hex");
  });
  return `${words.join("").replace(/^0{20}ffff/, "")}:${Number.parseInt(port, 16)}`;
}

/** An address as `end` writes it. */
function plain(address = "") {
  const four = address.replace(/^::ffff:/i, "");
  if (/^\d+(\.\d+){3}$/.test(four)) return Buffer.from(four.split(".").map(Number)).toString("hex");
  const [head, tail = ""] = address.split("%")[0].split("::");
  const groups = (/** @type {string} */ part) =>
    part
      .split(":")
      .filter(Boolean)
      .map((group) => group.padStart(4, "0"));
  const [front, back] = [groups(head), groups(tail)];
  return [...front, ...Array(8 - front.length - back.length).fill("0000"), ...back]
    .join("")
    .toLowerCase();
}
