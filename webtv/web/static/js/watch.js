// The watch page: one channel on screen, the others a click or a key away.

import { Audience } from "./audience.js";
import { Cards } from "./cards.js";
import { startClock } from "./clock.js";
import { Controls } from "./controls.js";
import { showDesk, showPrompt } from "./desk.js";
import { startGlow } from "./glow.js";
import { Moment, shareAddress } from "./moment.js";
import { Player } from "./player.js";
import { channelsInPage, NO_SIGNAL, Poll, playlistOf } from "./poll.js";
import { showProgramme } from "./programme.js";
import { Screen } from "./screen.js";
import { bindMediaKeys, showSession } from "./session.js";
import { Timeline } from "./timeline.js";
import { Why } from "./why.js";

/** @import { ChannelAnswer } from "../../answers.d.ts" */

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 */
const find = (selector) => /** @type {E} */ (document.querySelector(selector));

const theatre = find("[data-theatre]");
/** @type {HTMLElement} */
const root = find("[data-screen]");
const player = new Player(find("[data-video]"), find("[data-still]"));
const screen = new Screen(root, player);
const cards = new Cards(find("[data-cards]"), find("[data-card]"));

let channels = channelsInPage();
let id = theatre.dataset.channel ?? "";
let timeline = new Timeline();
const controls = new Controls(screen, {
  surf,
  address: () => shareAddress(player),
  timeline: () => timeline,
  why: () => why.toggle(),
});
const moment = new Moment(player, (text) => controls.say(text));
const audience = new Audience(find("[data-audience]"));
const why = new Why(find(".programme"), show);

const poll = new Poll({
  onChannels(answer) {
    screen.reach(true);
    channels = answer;
    take();
  },
  onSilence() {
    screen.reach(false);
    player.update(null);
  },
});

function current() {
  return channels.find((channel) => channel.id === id);
}

function take() {
  const channel = current();
  cards.show(channels, id);
  screen.broken = Boolean(channel?.config_error);
  player.update(channel?.signal ?? NO_SIGNAL, playlistOf(channel));
  if (!channel) return;
  timeline.add(channel);
  showDesk(find(".desk"), channel);
  audience.show(channel);
  show();
}

function show() {
  const channel = current();
  if (!channel) return;
  const behind = (player.reach.latency ?? 0) * 1000;
  const time = player.reach.sentAt ?? timeline.now - behind;
  showProgramme(find(".programme"), channel, timeline, time);
  const { item, shot, prompt } = timeline.at(time);
  showPrompt(find(".desk"), prompt ?? "");
  why.show(id, time, `${id} ${item?.start} ${shot}`);
  showSession(channel, item?.title ?? channel.title);
  moment.reach();
  controls.show();
}

/** @param {string} wanted */
function tune(wanted, { remember = true } = {}) {
  const channel = channels.find((each) => each.id === wanted);
  if (wanted === id || !channel) return;
  id = wanted;
  timeline = new Timeline();
  if (remember) history.pushState(null, "", `/watch/${encodeURIComponent(id)}`);
  document.title = `${channel.title}: live on WebTV`;
  theatre.dataset.hue = String((channel.number - 1) % 6);
  moment.forget();
  const name = encodeURIComponent(id);
  /** @type {HTMLAnchorElement} */ (find("[data-feed]")).href = `/rss/${name}`;
  /** @type {HTMLAnchorElement} */ (find("[data-guide]")).href = `/guide#${name}`;
  player.video.setAttribute("aria-label", `${channel.title}, live`);
  start(channel);
  take();
}

/** @param {ChannelAnswer} channel */
function start(channel) {
  player.tune(playlistOf(channel));
  screen.ident(channel);
}

/** @param {number} step */
function surf(step) {
  const place = channels.findIndex((channel) => channel.id === id);
  const wanted = channels[(place + step + channels.length) % channels.length];
  if (wanted) tune(wanted.id);
}

find("[data-cards]").addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const card = /** @type {HTMLElement | null} */ (target.closest("[data-channel]"));
  if (!card || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  tune(card.dataset.channel ?? "");
  window.scrollTo({ top: 0 });
});
find(".addresses").addEventListener("click", (event) => {
  const { copy } = /** @type {HTMLElement} */ (event.target).dataset;
  const address = copy && current()?.urls[/** @type {"hls" | "rtmp" | "flv"} */ (copy)];
  if (address) controls.copy(address);
});
window.addEventListener("popstate", () => {
  tune(decodeURIComponent(location.pathname.split("/").pop() ?? ""), { remember: false });
});
player.addEventListener("state", () =>
  poll.hurry(["lost", "off", "tuning"].includes(player.state)),
);

player.addEventListener("ranges", () => timeline.list(player.reach.ranges));

bindMediaKeys(player, surf);
screen.restoreSound();
const first = current();
if (first) start(first);
take();
poll.start(1000);
setInterval(show, 500);
startGlow(player.video, find("[data-glow]"));
startClock();
