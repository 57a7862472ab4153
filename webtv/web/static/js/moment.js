// A moment in an address: `?t=` has the second it was sent, so that whoever follows a link sees the
// same picture, as long as the playlist reaches back to it.

/** @import { Player } from "./player.js" */

const GONE = "That moment is too long ago to be seen here again";

export class Moment {
  /** @type {number | null} */
  #wanted; // milliseconds

  /**
   * Take the moment that the page's address names.
   *
   * @param {Player} player
   * @param {(text: string) => void} say
   */
  constructor(player, say) {
    this.player = player;
    this.say = say;
    this.#wanted = momentIn(location.search);
  }

  /** Go to it once the picture plays; call it again and again. */
  reach() {
    const wanted = this.#wanted;
    if (wanted === null || this.player.state !== "playing" || !this.player.reach.span) return;
    this.forget();
    const position = this.player.reach.positionAt(wanted);
    if (position !== null) this.player.seek(position);
    else if (wanted < Date.now()) this.say(GONE);
  }

  /** Stay where the viewer is, and keep the moment out of the address. */
  forget() {
    if (this.#wanted === null) return;
    this.#wanted = null;
    history.replaceState(null, "", location.pathname);
  }
}

/**
 * The page's address; with the moment, if `player` shows an earlier one than live.
 *
 * @param {Player} player
 */
export function shareAddress(player) {
  const address = new URL(location.pathname, location.origin);
  const { sentAt } = player.reach;
  if (player.behind && sentAt !== null)
    address.searchParams.set("t", `${Math.floor(sentAt / 1000)}`);
  return address.href;
}

/**
 * The moment in the query of an address, in milliseconds: seconds since 1970, or a date.
 *
 * @param {string} search
 */
export function momentIn(search) {
  const text = new URLSearchParams(search).get("t") ?? "";
  const at = /^[0-9]{9,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}
