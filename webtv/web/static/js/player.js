// A live HLS player that comes back by itself: after network errors, decoder errors, stalls, and
// after the station restarted with a new playlist. It never needs the page to be reloaded.
//
// A viewer may go back in time as far as the playlist reaches, and stays there until live again.
//
// States: tuning, playing, paused (by the viewer), blocked (the browser wants a tap), lost, off.

import { hlsConfig, lowAddress } from "./lowlatency.js";
import { Reach } from "./reach.js";
import { clear, keep } from "./still.js";
import { captionTracks, showCaptions } from "./tracks.js";

/**
 * @import Hls, { ErrorData } from "hls.js"
 * @import { SignalAnswer } from "../../answers.d.ts"
 * @typedef {NonNullable<Window["Hls"]>} HlsClass
 * @typedef {"usual" | "low" | "own"} Mode by hls.js, by it with parts of segments, or by the
 *   browser without it, so that a television may take the picture over
 * @typedef {"tuning" | "playing" | "paused" | "blocked" | "lost" | "off" | "unsupported"} State
 */

const STALL_MS = 6000; // a picture that stands still this long is lost
const NUDGE_MS = 3000;
const TUNE_MS = 12000; // a new source gets this long to show its first picture
const SETTLED_MS = 10000; // after this much playing, earlier failures are forgotten
const FAR_BEHIND_S = 40; // who is later than this without having asked for it is taken to live
const LATE_S = 8; // later than usual by this much is not live any more
const MEDIA = "application/vnd.apple.mpegurl";

export class Player extends EventTarget {
  #url = "";
  #hls = /** @type {Hls | null} */ (null);
  signal = /** @type {SignalAnswer | null} */ (null);
  #lostEdge = /** @type {string | null} */ (null);
  #attempts = 0;
  #retryAt = 0;
  #endNumber = -1;
  #mediaErrorAt = -Infinity;
  #lastTime = 0;
  #movedAt = 0;
  #playingSince = 0;
  #wantsPause = false;
  #back = false; // whether the viewer chose to be behind
  #captions = false;

  /** `still` is a canvas behind the video that keeps the last picture while the signal is lost. */
  constructor(/** @type {HTMLVideoElement} */ video, /** @type {HTMLCanvasElement} */ still) {
    super();
    this.video = video;
    this.still = still;
    this.reach = new Reach(video);
    this.state = /** @type {State} */ ("tuning");
    this.mode = /** @type {Mode} */ ("usual");
    video.muted = true;
    video.disableRemotePlayback = true;
    video.addEventListener("timeupdate", () => this.#watch());
    video.addEventListener("error", () => this.#hls || this.#lose());
    video.addEventListener("ended", () => this.#lose());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
    window.addEventListener("online", () => (this.#retryAt = 0));
    setInterval(() => this.#watch(), 1000);
  }

  /** Play another channel. @param {string} [url] */
  tune(url = "") {
    this.#url = url;
    this.signal = null;
    this.#lostEdge = null;
    this.#attempts = 0;
    this.#retryAt = 0;
    this.#wantsPause = false;
    this.#back = false;
    this.#close();
    clear(this.still);
    this.#enter("tuning");
  }

  /**
   * Take in what the server says about the channel's signal (null if it did not answer), and the
   * address to use from the next time it tunes in.
   *
   * @param {SignalAnswer | null} signal
   * @param {string} [url]
   */
  update(signal, url = this.#url) {
    this.signal = signal;
    this.#url = url;
    if (!signal || !this.#url) return;
    const idle = this.state === "tuning" && !this.#opened;
    if (!signal.live) {
      if (idle) this.#enter("off");
      return;
    }
    // Tuning in again before the station sends anything new would repeat its last seconds.
    const back = this.state === "lost" && signal.edge !== this.#lostEdge;
    if (idle || this.state === "off" || (back && performance.now() >= this.#retryAt)) this.#open();
  }

  /** Play in another mode from now on. @param {Mode} mode */
  setMode(mode) {
    if (this.mode === mode) return;
    this.mode = mode;
    this.video.disableRemotePlayback = mode !== "own";
    if (this.#opened) this.#open();
  }

  /** Whether the viewer sees something older than live. */
  get behind() {
    const { latency, usualLatency } = this.reach;
    return latency !== null && latency > usualLatency + LATE_S;
  }

  /** Go to a position in seconds of the video, live if that is newer. @param {number} position */
  seek(position) {
    const { span } = this.reach;
    if (!span) return;
    if (position >= span.live - 1) return this.goLive();
    this.#back = true;
    this.#movedAt = performance.now();
    this.video.currentTime = Math.max(position, span.start);
    if (!this.#wantsPause) this.#play();
  }

  goLive() {
    const { span } = this.reach;
    if (span) this.video.currentTime = span.live;
    this.#wantsPause = false;
    this.#back = false;
    this.#play();
  }

  togglePause() {
    if (this.state === "paused" || this.state === "blocked") {
      this.#back = this.state === "paused" && this.behind;
      this.#wantsPause = false;
      if (this.#back) this.seek(this.video.currentTime);
      else if (Number(this.reach.latency) > FAR_BEHIND_S) this.goLive();
      else this.#play();
    } else if (this.state === "playing") {
      this.#wantsPause = true;
      this.video.pause();
      this.#enter("paused");
    }
  }

  /** Whether captions are shown; null if there are none. @returns {boolean | null} */
  get captions() {
    return captionTracks(this.#hls, this.video).length ? this.#captions : null;
  }

  /** @param {boolean} on */
  set captions(on) {
    this.#captions = on;
    showCaptions(this.#hls, this.video, on);
  }

  get #opened() {
    return Boolean(this.#hls || this.video.src);
  }

  #open() {
    keep(this.video, this.still);
    this.#close();
    this.#back = false;
    this.#movedAt = performance.now();
    this.#lastTime = this.video.currentTime;
    this.#enter("tuning");
    if (this.mode !== "own" && window.Hls?.isSupported()) this.#openHls(window.Hls);
    else if (this.video.canPlayType(MEDIA)) this.video.src = this.#url;
    else return this.#enter("unsupported");
    this.#play();
  }

  #openHls(/** @type {HlsClass} */ Hls) {
    const hls = new Hls(hlsConfig(this.mode === "low"));
    this.#hls = this.reach.hls = hls;
    this.#endNumber = -1;
    this.dispatchEvent(new Event("opened"));
    hls.on(Hls.Events.ERROR, (_event, error) => error.fatal && this.#fail(Hls, error));
    hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => {
      // Once hls.js has chosen a track by itself.
      queueMicrotask(() => {
        if (this.#hls !== hls) return;
        this.captions = this.#captions;
        this.dispatchEvent(new Event("state"));
      });
    });
    hls.on(Hls.Events.CUES_PARSED, (_event, { cues }) => {
      this.dispatchEvent(new CustomEvent("cues", { detail: cues }));
    });
    hls.on(Hls.Events.LEVEL_UPDATED, () => this.dispatchEvent(new Event("ranges")));
    hls.on(Hls.Events.LEVEL_LOADED, (_event, { details }) => {
      // Segment numbers only grow, unless the station started anew.
      const anew = details.endSN < this.#endNumber;
      this.#endNumber = details.endSN;
      if (anew) setTimeout(() => this.#hls === hls && this.#open());
    });
    hls.attachMedia(this.video);
    hls.loadSource(this.mode === "low" ? lowAddress(this.#url) : this.#url);
  }

  #fail(/** @type {HlsClass} */ Hls, /** @type {ErrorData} */ error) {
    const hls = this.#hls;
    if (!hls) return;
    if (this.mode === "low" && error.type === Hls.ErrorTypes.NETWORK_ERROR) {
      this.setMode("usual");
      this.dispatchEvent(new Event("unlow"));
      return;
    }
    const now = performance.now();
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR && now - this.#mediaErrorAt > SETTLED_MS) {
      this.#mediaErrorAt = now;
      hls.recoverMediaError();
      return;
    }
    const buffered = this.state === "playing" && hls.levels.length > 0;
    if (error.type === Hls.ErrorTypes.NETWORK_ERROR && buffered) {
      // What is buffered plays on meanwhile; the stall watch decides when it is lost.
      setTimeout(() => this.#hls === hls && hls.startLoad(), 1000 + 1000 * Math.random());
      return;
    }
    this.#lose();
  }

  #lose() {
    if (this.state === "lost" || this.state === "off") return;
    keep(this.video, this.still);
    this.#lostEdge = this.signal?.edge ?? null;
    const wait = Math.min(10000, 1000 * 1.6 ** this.#attempts) * (0.8 + 0.4 * Math.random());
    this.#attempts += 1;
    this.#retryAt = performance.now() + wait;
    this.#enter("lost");
  }

  #watch() {
    const now = performance.now();
    const { currentTime } = this.video;
    if (this.#wantsPause || document.hidden || ["off", "blocked"].includes(this.state)) {
      this.#movedAt = now;
      this.#lastTime = currentTime;
      return;
    }
    if (Math.abs(currentTime - this.#lastTime) > 0.1 && this.video.readyState >= 2) {
      this.#lastTime = currentTime;
      this.#movedAt = now;
      if (this.state !== "playing") {
        this.#playingSince = now;
        this.#enter("playing");
      } else if (now - this.#playingSince > SETTLED_MS) this.#attempts = 0;
      if (!this.#back && Number(this.reach.latency) > FAR_BEHIND_S) this.goLive();
      return;
    }
    if (this.state === "lost" || (this.state === "tuning" && !this.#opened)) return;
    const stood = now - this.#movedAt;
    if (stood > (this.state === "tuning" ? TUNE_MS : STALL_MS)) this.#lose();
    else if (stood > NUDGE_MS && this.video.paused) this.#play();
  }

  #wake() {
    this.#movedAt = performance.now();
    this.#retryAt = 0;
    if (this.#wantsPause || this.state !== "playing") return;
    if (!this.#back && Number(this.reach.latency) > FAR_BEHIND_S) this.goLive();
    else this.#play();
  }

  async #play() {
    try {
      await this.video.play();
      if (this.state === "paused" || this.state === "blocked") this.#enter("tuning");
    } catch (error) {
      // Any other error: superseded by a newer source.
      if (/** @type {DOMException} */ (error).name !== "NotAllowedError") return;
      if (!this.video.muted) {
        this.video.muted = true;
        this.#play();
      } else this.#enter("blocked");
    }
  }

  #close() {
    this.#hls?.destroy();
    this.#hls = this.reach.hls = null;
    if (this.video.src) {
      this.video.removeAttribute("src");
      this.video.load();
    }
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
