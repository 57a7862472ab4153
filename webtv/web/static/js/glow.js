// The light of the picture on the wall behind the screen, as in a dark room.

const PERIOD_MS = 400;

const ACROSS = 8;
const DOWN = 5;
const EDGE = 1;

/**
 * Paint `video` into the canvas `glow` now and then, unless the viewer wants no motion.
 *
 * It is blurred by being made of few dots, and fades out at its edges: a filter would blur it anew
 * with each frame of the picture, which takes most of a core where there is no GPU.
 *
 * @param {HTMLVideoElement} video
 * @param {HTMLCanvasElement} glow
 */
export function startGlow(video, glow) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const dots = document.createElement("canvas");
  dots.width = ACROSS + 2 * EDGE;
  dots.height = DOWN + 2 * EDGE;
  const few = /** @type {CanvasRenderingContext2D} */ (dots.getContext("2d"));
  few.globalAlpha = 0.35; // each picture fades in over the ones before
  const context = /** @type {CanvasRenderingContext2D} */ (glow.getContext("2d"));
  context.imageSmoothingQuality = "high";
  context.globalCompositeOperation = "copy";
  setInterval(() => {
    const idle = still.matches || document.hidden || video.readyState < 2 || video.paused;
    if (idle) return;
    few.drawImage(video, EDGE, EDGE, ACROSS, DOWN);
    context.drawImage(dots, 0, 0, glow.width, glow.height);
  }, PERIOD_MS);
}
