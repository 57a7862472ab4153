// The last picture, on a canvas behind the video, for as long as the signal is lost.

/**
 * Keep on `still` what `video` shows, if it shows anything.
 *
 * @param {HTMLVideoElement} video
 * @param {HTMLCanvasElement} still
 */
export function keep(video, still) {
  if (video.readyState < 2) return;
  still.getContext("2d")?.drawImage(video, 0, 0, still.width, still.height);
}

/** Forget it. @param {HTMLCanvasElement} still */
export function clear(still) {
  still.getContext("2d")?.clearRect(0, 0, still.width, still.height);
}
