// The station page: one channel plays silently, the guide shows all of them.

import { startClock } from "./clock.js";
import { Guide } from "./guide.js";
import { Player, playlistOf } from "./player.js";
import { channelsInPage, Poll } from "./poll.js";
import { showProgramme } from "./programme.js";
import { Screen, setText } from "./screen.js";
import { Timeline } from "./timeline.js";

const find = (selector) => document.querySelector(selector);
const hero = find("[data-hero]");
const guide = new Guide(find("[data-guide]"), find("[data-card]"));
let featured = null;

const poll = new Poll({
  onChannels(channels) {
    // The first channel of a station without any, or the last one gone: draw the page anew.
    if (!channels.length === Boolean(hero)) location.reload();
    guide.show(channels);
    featured?.take(channels);
  },
  onSilence: () => featured?.silence(),
});

class Featured {
  #timeline = new Timeline();
  #id = find("[data-guide] [data-channel]").dataset.channel;
  #channel = null;

  constructor(channels) {
    const root = hero.querySelector("[data-screen]");
    this.player = new Player(
      root.querySelector("[data-video]"),
      root.querySelector("[data-still]"),
    );
    this.screen = new Screen(root, this.player);
    this.#id = (channels.find((channel) => channel.signal.live) ?? channels[0]).id;
    this.player.tune(playlistOf(channels.find((channel) => channel.id === this.#id)));
    const mute = hero.querySelector("[data-mute]");
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

  #replace([first]) {
    if (!first) return;
    this.#id = first.id;
    this.#timeline = new Timeline();
    hero.dataset.hue = (first.number - 1) % 6;
    hero.querySelector("[data-watch]").href = `/watch/${encodeURIComponent(first.id)}`;
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
guide.show(channels);
if (hero) featured = new Featured(channels);
poll.start(1000);
startClock();
