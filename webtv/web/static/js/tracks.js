// Tracks of captions, whether hls.js plays or the browser by itself.

/** @import Hls from "hls.js" */

/**
 * The tracks that there are.
 *
 * @param {Hls | null} hls
 * @param {HTMLVideoElement} video
 */
export function captionTracks(hls, video) {
  return hls ? hls.subtitleTracks : textTracks(video);
}

/**
 * Show the first of them, or none.
 *
 * @param {Hls | null} hls
 * @param {HTMLVideoElement} video
 * @param {boolean} on
 */
export function showCaptions(hls, video, on) {
  if (hls?.subtitleTracks.length) {
    hls.subtitleDisplay = on;
    hls.subtitleTrack = on ? 0 : -1;
  } else if (!hls) {
    for (const track of textTracks(video)) track.mode = on ? "showing" : "disabled";
  }
}

/** @param {HTMLVideoElement} video */
function textTracks(video) {
  return [...video.textTracks].filter(({ kind }) => kind === "subtitles" || kind === "captions");
}
