// The station page: one channel plays silently, the cards show all of them.

import { Cards } from "./cards.js";
import { startClock } from "./clock.js";
import { Player } from "./player.js";
import { channelsInPage, Poll, playlistOf } from "./poll.js";
import { showProgramme } from "./programme.js";
import { Screen, setText } from "./screen.js";
import { Timeline } from "./timeline.js";

/** @import { ChannelAnswer } from "../../answers.d.ts" */

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector
 */
const find = (selector) => /** @type {E} */ (document.querySelector(selector));
const hero = find("[data-hero]");
const cards = new Cards(find("[data-cards]"), find("[data-card]"));
/** @type {Featured | null} */
let featured = null;

const poll = new Poll({
  onChannels(channels) {
    // The first channel of a station without any, or the last one gone: draw the page anew.
    if (!channels.length === Boolean(hero)) location.reload();
    cards.show(channels);
    featured?.take(channels);
  },
  onSilence: () => featured?.silence(),
});

class Featured {
  #timeline = new Timeline();
  #id = find("[data-cards] [data-channel]").dataset.channel;
  /** @type {ChannelAnswer | null} */
  #channel = null;

  /** @param {ChannelAnswer[]} channels */
  constructor(channels) {
    /** @type {HTMLElement} */
    const root = find("[data-hero] [data-screen]");
    this.player = new Player(find("[data-hero] [data-video]"), find("[data-hero] [data-still]"));
    this.screen = new Screen(root, this.player);
    this.#id = (channels.find((channel) => channel.signal.live) ?? channels[0]).id;
    this.player.tune(playlistOf(channels.find((channel) => channel.id === this.#id)));
    const mute = find("[data-hero] [data-mute]");
    const showSound = () => {
      const { muted } = this.player.video;
      mute.setAttribute("aria-pressed", String(!muted));
      mute.dataset.muted = String(muted);
      setText(mute.querySelector("[data-mute-label]"), muted ? "Sound on" : "Sound off");
    };
    mute.addEventListener("click", () => this.screen.setSound(this.player.video.muted));
    this.player.video.addEventListener("volumechange", showSound);
    this.player.addEventListener("state", () => {
      poll.hurry(["lost", "off", "tuning"].includes(this.player.state));
    });
    this.player.addEventListener("ranges", () => this.#timeline.list(this.player.reach.ranges));
    showSound();
    this.take(channels);
    setInterval(() => this.#show(), 500);
  }

  /** @param {ChannelAnswer[]} channels */
  take(channels) {
    this.screen.reach(true);
    this.#channel = channels.find((channel) => channel.id === this.#id) ?? null;
    if (!this.#channel) return this.#replace(channels);
    this.player.update(this.#channel.signal, playlistOf(this.#channel));
    this.#timeline.add(this.#channel);
    this.#show();
  }

  silence() {
    this.screen.reach(false);
    this.player.update(null);
  }

  /** @param {ChannelAnswer[]} channels */
  #replace([first]) {
    if (!first) return;
    this.#id = first.id;
    this.#timeline = new Timeline();
    hero.dataset.hue = String((first.number - 1) % 6);
    /** @type {HTMLAnchorElement} */ (hero.querySelector("[data-watch]")).href =
      `/watch/${encodeURIComponent(first.id)}`;
    this.player.tune(playlistOf(first));
  }

  #show() {
    if (!this.#channel) return;
    const behind = (this.player.reach.latency ?? 0) * 1000;
    const time = this.player.reach.sentAt ?? this.#timeline.now - behind;
    showProgramme(hero, this.#channel, this.#timeline, time);
  }
}

const channels = channelsInPage();
cards.show(channels);
if (hero) featured = new Featured(channels);
poll.start(1000);
startClock();
