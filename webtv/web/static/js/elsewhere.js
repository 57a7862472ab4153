// The picture elsewhere: in a small window over others, or on a television in the same network, by
// AirPlay in Safari and by the Remote Playback API (Chromecast) in browsers that have it.
//
// A television fetches the playlist by itself, so the browser must play it by itself too: hls.js,
// which feeds the picture piece by piece, has nothing that could be handed over.

/** @import { Screen } from "./screen.js" */

const MEDIA = "application/vnd.apple.mpegurl";

export class Elsewhere {
  /**
   * @param {Screen} screen
   * @param {(text: string) => void} say
   */
  constructor(screen, say) {
    this.player = screen.player;
    this.video = screen.player.video;
    this.say = say;
    this.small = screen.find("small");
    this.cast = screen.find("cast");
    this.small.addEventListener("click", () => this.#toggleSmall());
    this.cast.addEventListener("click", () => this.#cast());
    this.video.remote?.addEventListener("disconnect", () => this.#back());
    this.video.addEventListener("webkitcurrentplaybacktargetiswirelesschanged", () => {
      if (!this.video.webkitCurrentPlaybackTargetIsWireless) this.#back();
    });
  }

  /** Show the ways that this browser has. */
  show() {
    this.small.hidden = !document.pictureInPictureEnabled;
    this.cast.hidden = !(this.#airplay || this.#remote) || !this.video.canPlayType(MEDIA);
    this.cast.textContent = this.#airplay ? "AirPlay" : "Play on a television";
  }

  get #airplay() {
    return typeof this.video.webkitShowPlaybackTargetPicker === "function";
  }

  get #remote() {
    return typeof this.video.remote?.prompt === "function";
  }

  async #toggleSmall() {
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await this.video.requestPictureInPicture();
    } catch {
      this.say("This browser cannot show a small picture now");
    }
  }

  async #cast() {
    this.player.setMode("own");
    if (this.#airplay) {
      this.video.webkitShowPlaybackTargetPicker?.();
      return; // what was chosen comes as an event; until then it goes on here
    }
    try {
      await this.video.remote.prompt();
      if (this.video.remote.state === "disconnected") this.#back();
    } catch {
      this.say("No television was found");
      this.#back();
    }
  }

  #back() {
    this.player.setMode("usual");
  }
}
