// The light of the picture on the wall behind the screen, as in a dark room.

const PERIOD_MS = 400;

/**
 * Paint `video` into the small canvas `glow` now and then, unless the viewer wants no motion.
 *
 * @param {HTMLVideoElement} video
 * @param {HTMLCanvasElement} glow
 */
export function startGlow(video, glow) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const context = /** @type {CanvasRenderingContext2D} */ (glow.getContext("2d"));
  context.globalAlpha = 0.35; // each picture fades in over the ones before
  setInterval(() => {
    const idle = still.matches || document.hidden || video.readyState < 2 || video.paused;
    if (!idle) context.drawImage(video, 0, 0, glow.width, glow.height);
  }, PERIOD_MS);
}
