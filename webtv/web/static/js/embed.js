// One channel in a frame of another page: the picture, its sound, and the way to the station.

import { Player } from "./player.js";
import { channelsInPage, NO_SIGNAL, Poll, playlistOf } from "./poll.js";
import { Screen, setText } from "./screen.js";

/** @import { ChannelAnswer } from "../../answers.d.ts" */

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 */
const find = (selector) => /** @type {E} */ (document.querySelector(selector));

const player = new Player(find("[data-video]"), find("[data-still]"));
/** @type {HTMLElement} */
const root = find("[data-screen]");
const screen = new Screen(root, player);
const [first] = channelsInPage();
const mute = find("[data-mute]");

const poll = new Poll({
  onChannels(channels) {
    screen.reach(true);
    take(channels.find((channel) => channel.id === first.id));
  },
  onSilence() {
    screen.reach(false);
    player.update(null);
  },
});

/** @param {ChannelAnswer | undefined} channel */
function take(channel) {
  player.update(channel?.signal ?? NO_SIGNAL, playlistOf(channel));
  setText(find("[data-title]"), channel?.on_air?.title ?? "");
}

function showSound() {
  const { muted } = player.video;
  mute.dataset.muted = String(muted);
  mute.setAttribute("aria-label", muted ? "Sound on" : "Sound off");
}

mute.addEventListener("click", () => screen.setSound(player.video.muted));
player.video.addEventListener("volumechange", showSound);
player.video.addEventListener("click", () => player.togglePause());
find("[data-full]").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (root.requestFullscreen)
    root.requestFullscreen().catch(() => {}); // a frame may forbid it
  else player.video.webkitEnterFullscreen?.();
});
player.addEventListener("state", () =>
  poll.hurry(["lost", "off", "tuning"].includes(player.state)),
);

player.tune(playlistOf(first));
take(first);
showSound();
poll.start(1000);
