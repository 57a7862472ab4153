// The system's media keys and lock screen.

/**
 * @import { ChannelAnswer } from "../../answers.d.ts"
 * @import { Player } from "./player.js"
 */

/**
 * Let media keys pause and play `player`, and surf with next and previous.
 *
 * @param {Player} player
 * @param {(step: number) => void} surf
 */
export function bindMediaKeys(player, surf) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.setActionHandler("play", () => player.togglePause());
  session.setActionHandler("pause", () => player.togglePause());
  session.setActionHandler("seekbackward", () => player.seek(player.video.currentTime - 10));
  session.setActionHandler("seekforward", () => player.seek(player.video.currentTime + 10));
  session.setActionHandler("previoustrack", () => surf(-1));
  session.setActionHandler("nexttrack", () => surf(1));
}

/**
 * Tell the lock screen what is on `channel`.
 *
 * @param {ChannelAnswer} channel
 * @param {string} title
 */
export function showSession(channel, title) {
  const session = navigator.mediaSession;
  if (
    !session ||
    (session.metadata?.title === title && session.metadata.artist === channel.title)
  ) {
    return;
  }
  const artwork = [{ src: "/static/icons/icon-512.png", sizes: "512x512", type: "image/png" }];
  session.metadata = new MediaMetadata({ title, artist: channel.title, album: "WebTV", artwork });
}
