// The system's media keys and lock screen.

/** Let media keys pause and play `player`, and surf with next and previous. */
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

/** Tell the lock screen what is on `channel`. */
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
