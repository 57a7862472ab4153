// Now and next: what the viewer sees at this moment, and what production is doing.

import { setText } from "./screen.js";

/**
 * @import { ChannelAnswer, NextUp } from "../../answers.d.ts"
 * @import { Item, Seen, Timeline } from "./timeline.js"
 * @typedef {(name: string) => HTMLElement} Find
 */

const KINDS = {
  programme: "New programme",
  rerun: "Rerun",
  filler: "Interval",
  slate: "Coming up",
  takeover: "Live",
  live: "Live",
};

/**
 * Show what `timeline` says was sent at `time` in the elements below `root`.
 *
 * @param {HTMLElement} root
 * @param {ChannelAnswer} channel
 * @param {Timeline} timeline
 * @param {number} time
 */
export function showProgramme(root, channel, timeline, time) {
  /** @type {Find} */
  const find = (name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
  const seen = timeline.at(time);
  const { item } = seen;
  const next = seen.next?.kind === "slate" ? null : seen.next;
  setText(find("number"), String(channel.number).padStart(2, "0"));
  setText(find("channel-title"), channel.title);
  setText(find("title"), headline(channel, item));
  const aired = item && item.kind !== "slate";
  setText(find("logline"), aired ? item.logline : channel.description);
  const kind = find("kind");
  kind.hidden = !item;
  kind.dataset.kind = item?.kind ?? "";
  setText(kind, (item && KINDS[item.kind]) ?? "");
  const human = item?.ai_generated === false;
  if (find("ai")) find("ai").hidden = human;
  if (find("human")) find("human").hidden = !human || item.kind === "takeover";
  const line = item?.kind === "slate" ? "" : (seen.line ?? "");
  setText(find("line"), line);
  if (find("line-box")) find("line-box").hidden = !line;
  setText(
    find("shot"),
    item && seen.shot >= 0 ? `shot ${seen.shot + 1} of ${item.shots.length}` : "",
  );
  showRun(find, item, seen);
  showAbout(find, item);
  if (find("next-box")) {
    find("next-box").hidden = !next;
    setText(find("next-title"), next ? nextTitle(channel, next) : "");
    setText(find("next-in"), hasLength(item) ? `in ${clock(seen.nextIn)}` : "");
  }
  showMaking(find, channel, item);
}

/**
 * What viewers are told comes next: a trail is named after the programme that it announces, an ident
 * after its channel, which tells nobody anything.
 *
 * @param {ChannelAnswer} channel
 * @param {NextUp} next
 */
export function nextTitle(channel, next) {
  return next.kind === "filler" && next.title === channel.title ? "A short interval" : next.title;
}

/**
 * What is on; while the slate is, what is being made for it.
 *
 * @param {ChannelAnswer} channel
 * @param {Item | null} item
 */
function headline({ title, production }, item) {
  if (item?.kind === "slate") return production?.making || title;
  return item?.title ?? title;
}

/**
 * Whether it is known when `item` ends: a live feed lasts as long as it does.
 *
 * @param {Item | null} item
 */
function hasLength(item) {
  return item !== null && !["slate", "takeover", "live"].includes(item.kind);
}

/**
 * @param {Find} find
 * @param {Item | null} item
 * @param {Seen} seen
 */
function showRun(find, item, { elapsed, length }) {
  const bar = find("bar");
  if (!bar) return;
  const runs = hasLength(item);
  /** @type {HTMLElement} */ (bar.closest(".run")).hidden = !runs;
  if (!runs) return;
  const share = length > 0 ? elapsed / length : 0;
  bar.style.transform = `scaleX(${share.toFixed(4)})`;
  find("progress").setAttribute("aria-valuenow", String(Math.round(share * 100)));
  setText(find("elapsed"), clock(elapsed));
  setText(find("length"), clock(length));
}

/**
 * The way to the page of what is on; live feeds, idents and trails have none.
 *
 * @param {Find} find
 * @param {Item | null} item
 */
function showAbout(find, item) {
  const about = /** @type {HTMLAnchorElement | null} */ (find("about"));
  if (!about) return;
  const id = item && ["programme", "rerun"].includes(item.kind) ? item.programme : null;
  about.hidden = !id;
  if (id) about.href = `/programme/${encodeURIComponent(id)}`;
}

/**
 * @param {Find} find
 * @param {ChannelAnswer} channel
 * @param {Item | null} item
 */
function showMaking(find, channel, item) {
  const { production } = channel;
  const line = find("making-line");
  const making = production?.making ?? "";
  const box = find("making");
  if (!box) {
    line.hidden = !(making && item?.kind === "slate");
    setText(line, production && making ? `${production.line} · ${percent(production.done)}` : "");
    return;
  }
  box.hidden = !making;
  if (!production || !making) return;
  setText(find("making-title"), making);
  find("making-title").hidden = making === headline(channel, item);
  setText(line, production.line);
  setText(find("making-share"), percent(production.done));
  const reel = find("reel");
  while (reel.children.length < production.shots.length) {
    reel.append(document.createElement("li"));
  }
  while (reel.children.length > production.shots.length) reel.lastChild?.remove();
  production.shots.forEach((shot, index) => {
    /** @type {HTMLElement} */ (reel.children[index]).dataset.state = shot.state;
  });
}

/**
 * Seconds as minutes and seconds, such as 0:24, with hours only if there are any.
 *
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  return hours
    ? `${hours}:${two(minutes % 60)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(share * 100)} %`;
}
