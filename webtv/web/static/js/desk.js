// How a channel is made, and the addresses to watch it with other players.

import { setText } from "./screen.js";

/** @import { ChannelAnswer, ProductionAnswer } from "../../answers.d.ts" */

/**
 * Fill the desk below `root` for `channel`.
 *
 * @param {HTMLElement} root
 * @param {ChannelAnswer} channel
 */
export function showDesk(root, channel) {
  const find = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
  const { writer, production, config_error: error, pictures, urls } = channel;
  setText(find("description"), channel.description);
  const written = writer ? [sentence(writer.name), writer.note].filter(Boolean).join(". ") : "";
  setText(find("writer"), written || "Not known while production is down");
  setText(find("pictures"), sentence(pictures) || "Not known");
  setText(find("production"), productionLine(production));
  find("error").hidden = find("error-term").hidden = !error;
  setText(find("error"), error ?? "");
  for (const kind of /** @type {const} */ (["hls", "rtmp", "flv"])) {
    setText(root.querySelector(`[data-address=${kind}]`), urls[kind]);
  }
}

/**
 * Show the prompt that the shot a viewer sees was made from.
 *
 * @param {HTMLElement} root
 * @param {string} prompt empty for what was made from none
 */
export function showPrompt(root, prompt) {
  for (const part of ["shot-prompt-term", "shot-prompt"]) {
    /** @type {HTMLElement} */ (root.querySelector(`[data-${part}]`)).hidden = !prompt;
  }
  setText(root.querySelector("[data-shot-prompt]"), prompt);
}

/** @param {string} text */
function sentence(text) {
  return text && text[0].toUpperCase() + text.slice(1);
}

/** @param {ProductionAnswer | null} production */
function productionLine(production) {
  if (!production) return "Off duty. What is in the library airs again.";
  const note = production.note && production.note !== production.line ? ` ${production.note}` : "";
  return `${production.line}.${note}`.replace(/\.\.$/, ".");
}
