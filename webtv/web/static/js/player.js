// A live HLS player that comes back by itself: after network errors, decoder errors, stalls, and
// after the station restarted with a new playlist. It never needs the page to be reloaded.
//
// States: tuning, playing, paused (by the viewer), blocked (the browser wants a tap), lost, off.

const STALL_MS = 6000; // a picture that stands still this long is lost
const NUDGE_MS = 3000;
const TUNE_MS = 12000; // a new source gets this long to show its first picture
const SETTLED_MS = 10000; // after this much playing, earlier failures are forgotten
const FAR_BEHIND_S = 40;
const MEDIA = "application/vnd.apple.mpegurl";

export class Player extends EventTarget {
  #url = "";
  #hls = null;
  #signal = null;
  #lostEdge = null;
  #attempts = 0;
  #retryAt = 0;
  #endNumber = -1;
  #mediaErrorAt = -Infinity;
  #lastTime = 0;
  #movedAt = 0;
  #playingSince = 0;
  #wantsPause = false;

  /** `still` is a canvas behind the video that keeps the last picture while the signal is lost. */
  constructor(video, still) {
    super();
    this.video = video;
    this.still = still;
    this.state = "tuning";
    video.muted = true;
    video.disableRemotePlayback = true;
    video.addEventListener("timeupdate", () => this.#watch());
    video.addEventListener("error", () => this.#hls || this.#lose());
    video.addEventListener("ended", () => this.#lose());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
    window.addEventListener("online", () => (this.#retryAt = 0));
    setInterval(() => this.#watch(), 1000);
  }

  /** Play another channel. */
  tune(url) {
    this.#url = url;
    this.#signal = null;
    this.#lostEdge = null;
    this.#attempts = 0;
    this.#retryAt = 0;
    this.#wantsPause = false;
    this.#close();
    this.still.getContext("2d").clearRect(0, 0, this.still.width, this.still.height);
    this.#enter("tuning");
  }

  /** Take in what the server says about the channel's signal; null if it did not answer. */
  update(signal) {
    this.#signal = signal;
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

  /** Seconds between the live edge and the screen; null if not known. */
  get latency() {
    if (this.#hls) return this.#hls.latency || null;
    const { seekable, currentTime } = this.video;
    return seekable.length ? seekable.end(seekable.length - 1) - currentTime : null;
  }

  /** When the picture on screen was sent (milliseconds), from the playlist's own dates, or null. */
  get sentAt() {
    if (this.#hls) return this.#hls.playingDate?.getTime() ?? null;
    const start = this.video.getStartDate?.().getTime();
    return Number.isFinite(start) && start > 0 ? start + this.video.currentTime * 1000 : null;
  }

  get behind() {
    const usual = this.#hls?.targetLatency ?? 10;
    return this.latency !== null && this.latency > usual + 8;
  }

  goLive() {
    const { seekable } = this.video;
    const edge = seekable.length ? seekable.end(seekable.length - 1) - 4 : null;
    const position = this.#hls?.liveSyncPosition ?? edge;
    if (position !== null) this.video.currentTime = position;
    this.#wantsPause = false;
    this.#play();
  }

  togglePause() {
    if (this.state === "paused" || this.state === "blocked") {
      this.#wantsPause = false;
      if (this.latency > FAR_BEHIND_S) this.goLive();
      else this.#play();
    } else if (this.state === "playing") {
      this.#wantsPause = true;
      this.video.pause();
      this.#enter("paused");
    }
  }

  get #opened() {
    return Boolean(this.#hls || this.video.src);
  }

  #open() {
    this.#keepStill();
    this.#close();
    this.#movedAt = performance.now();
    this.#lastTime = this.video.currentTime;
    this.#enter("tuning");
    if (window.Hls?.isSupported()) this.#openHls(window.Hls);
    else if (this.video.canPlayType(MEDIA)) this.video.src = this.#url;
    else return this.#enter("unsupported");
    this.#play();
  }

  #openHls(Hls) {
    const hls = new Hls({
      workerPath: "/static/vendor/hls.worker.js",
      liveSyncDurationCount: 3,
      liveMaxLatencyDurationCount: 10,
      backBufferLength: 20,
      maxBufferLength: 30,
    });
    this.#hls = hls;
    this.#endNumber = -1;
    hls.on(Hls.Events.ERROR, (_event, error) => error.fatal && this.#fail(Hls, error));
    hls.on(Hls.Events.LEVEL_LOADED, (_event, { details }) => {
      // Segment numbers only grow, unless the station started anew.
      const anew = details.endSN < this.#endNumber;
      this.#endNumber = details.endSN;
      if (anew) setTimeout(() => this.#hls === hls && this.#open());
    });
    hls.attachMedia(this.video);
    hls.loadSource(this.#url);
  }

  #fail(Hls, error) {
    const hls = this.#hls;
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
    this.#keepStill();
    this.#lostEdge = this.#signal?.edge ?? null;
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
    if (this.latency > FAR_BEHIND_S) this.goLive();
    else this.#play();
  }

  async #play() {
    try {
      await this.video.play();
      if (this.state === "paused" || this.state === "blocked") this.#enter("tuning");
    } catch (error) {
      if (error.name !== "NotAllowedError") return; // superseded by a newer source
      if (!this.video.muted) {
        this.video.muted = true;
        this.#play();
      } else this.#enter("blocked");
    }
  }

  #keepStill() {
    if (this.video.readyState < 2) return;
    this.still.getContext("2d").drawImage(this.video, 0, 0, this.still.width, this.still.height);
  }

  #close() {
    this.#hls?.destroy();
    this.#hls = null;
    if (this.video.src) {
      this.video.removeAttribute("src");
      this.video.load();
    }
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
