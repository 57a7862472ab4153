// How hls.js plays: by whole segments, as far from live as the standard wants, or by parts of them.

/** @import { HlsConfig } from "hls.js" */

const LOW = "low-index.m3u8";
const CATCH_UP = 1.08; // a low-latency player that is late plays so much faster

/**
 * The settings of hls.js.
 *
 * @param {boolean} low
 * @returns {Partial<HlsConfig>}
 */
export function hlsConfig(low) {
  return {
    workerPath: "/static/vendor/hls.worker.js",
    backBufferLength: 60,
    maxBufferLength: 30,
    enableDateRangeMetadataCues: false, // the page reads the ranges themselves
    renderTextTracksNatively: false, // the page shows cues where its controls are not
    // Without a count, a playlist with parts says itself how far from live a player stays.
    ...(low ? { maxLiveSyncPlaybackRate: CATCH_UP } : { liveSyncDurationCount: 3 }),
  };
}

/**
 * What leads to the playlists with parts, beside a channel's other one.
 *
 * @param {string} url
 */
export function lowAddress(url) {
  return url.replace(/[^/]*$/, LOW);
}
