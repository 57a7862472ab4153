// The channel list: one card a channel, with a live thumbnail, what is on, and how far it has come.

import { nextTitle } from "./programme.js";
import { setText } from "./screen.js";

/** @import { ChannelAnswer, OnAirAnswer, ProductionAnswer } from "../../answers.d.ts" */

const THUMBNAIL_MS = 10000;

export class Cards {
  #root;
  #template;
  /** @type {Map<string, number>} */
  #pictures = new Map();

  /**
   * @param {HTMLElement} root
   * @param {HTMLTemplateElement} template
   */
  constructor(root, template) {
    this.#root = root;
    this.#template = template;
  }

  /**
   * Show `channels`; `current` is the id of the one being watched, if any.
   *
   * @param {ChannelAnswer[]} channels
   * @param {string | null} current
   */
  show(channels, current = null) {
    const shown = /** @type {HTMLAnchorElement[]} */ ([...this.#root.children]);
    const cards = new Map(shown.map((card) => [card.dataset.channel ?? "", card]));
    for (const [id, card] of cards) {
      if (!channels.some((channel) => channel.id === id)) {
        card.remove();
        this.#pictures.delete(id);
      }
    }
    channels.forEach((channel, index) => {
      const card = cards.get(channel.id) ?? this.#make(channel);
      if (this.#root.children[index] !== card) {
        this.#root.insertBefore(card, this.#root.children[index] ?? null);
      }
      this.#fill(card, channel, channel.id === current);
    });
  }

  /** @param {ChannelAnswer} channel */
  #make(channel) {
    const blank = /** @type {HTMLAnchorElement} */ (this.#template.content.firstElementChild);
    const card = /** @type {HTMLAnchorElement} */ (blank.cloneNode(true));
    card.href = `/watch/${encodeURIComponent(channel.id)}`;
    card.dataset.channel = channel.id;
    return card;
  }

  /**
   * @param {HTMLAnchorElement} card
   * @param {ChannelAnswer} channel
   * @param {boolean} current
   */
  #fill(card, channel, current) {
    const find = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (card.querySelector(`[data-${name}]`));
    const { on_air: air, next, production } = channel;
    card.dataset.hue = String((channel.number - 1) % 6);
    if (current) card.setAttribute("aria-current", "true");
    else card.removeAttribute("aria-current");
    setText(find("number"), String(channel.number).padStart(2, "0"));
    setText(find("title"), channel.title);
    setText(find("now"), nowLine(channel));
    const coming = air && next && next.kind !== "slate";
    setText(find("next"), coming ? `Next: ${nextTitle(channel, next)}` : "");
    const [flag, kind] = flagOf(air, production, channel);
    find("flag").hidden = !flag;
    find("flag").dataset.kind = kind;
    setText(find("flag"), flag);
    const share = air ? progressOf(air, channel.as_of) : 0;
    const bar = find("bar");
    /** @type {HTMLElement} */ (bar.parentElement).hidden =
      !air || ["slate", "takeover", "live"].includes(air.kind);
    bar.style.transform = `scaleX(${share})`;
    this.#picture(/** @type {HTMLImageElement} */ (find("thumbnail")), channel);
  }

  /**
   * @param {HTMLImageElement} image
   * @param {ChannelAnswer} channel
   */
  #picture(image, channel) {
    const turn = Math.floor(Date.now() / THUMBNAIL_MS);
    if (!channel.urls.thumbnail) {
      image.hidden = true;
      this.#pictures.delete(channel.id);
      return;
    }
    if (this.#pictures.get(channel.id) === turn) return;
    this.#pictures.set(channel.id, turn);
    const fresh = new Image();
    fresh.onload = () => {
      image.src = fresh.src;
      image.hidden = false;
    };
    fresh.src = `/thumbs/${encodeURIComponent(channel.id)}.jpg?${turn}`;
  }
}

/** @param {ChannelAnswer} channel */
function nowLine({ on_air: air, production, config_error: error, signal }) {
  if (air?.kind === "slate" && production?.making) return production.line;
  if (air) return air.title;
  if (error) return "Its channel file has an error";
  return signal.live ? "On air" : "Not on air";
}

/**
 * @param {OnAirAnswer | null} air
 * @param {ProductionAnswer | null} production
 * @param {ChannelAnswer} channel
 */
function flagOf(air, production, channel) {
  if (channel.config_error) return ["Check channel file", "fault"];
  if (air?.kind === "takeover" || air?.kind === "live") return ["Live", "takeover"];
  if (air?.kind === "slate") return [production?.making ? "In the making" : "Coming up", "slate"];
  if (air?.kind === "rerun") return ["Rerun", "rerun"];
  if (air?.kind === "filler") return ["Interval", "rerun"];
  return [air ? "New" : "", "programme"];
}

/**
 * @param {OnAirAnswer} air
 * @param {string} asOf
 */
function progressOf(air, asOf) {
  const start = Date.parse(air.started_at);
  const share = (Date.parse(asOf) - start) / (Date.parse(air.ends_at) - start);
  return Math.min(1, Math.max(0, share || 0)).toFixed(3);
}
