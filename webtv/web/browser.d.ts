// What the page finds in the browser and TypeScript does not list.

import type HlsOfNpm from "hls.js";

declare global {
  interface Window {
    /** Its own script in the page, if it could be loaded. */
    Hls?: typeof HlsOfNpm;
  }

  interface HTMLVideoElement {
    /** Safari on iPhones, which has no other full screen. */
    webkitEnterFullscreen?(): void;
    /** Safari: the list of televisions. */
    webkitShowPlaybackTargetPicker?(): void;
    /** Safari: whether one of them shows the picture. */
    webkitCurrentPlaybackTargetIsWireless?: boolean;
    /** Safari: the date of the video's second 0. */
    getStartDate?(): Date;
  }
}
