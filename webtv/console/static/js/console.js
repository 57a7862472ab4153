// The console's pages, which work without this too: times by the reader's own clock, and pages that
// follow the station by server-sent events.

import { takeDrops } from "./inbox.js";
import { usePasskeys } from "./passkeys.js";
import { showTimes } from "./times.js";

const TIMEOUT_MS = 10000;
const PICTURE_MS = 8000;
// Of what is in an inbox no event tells: such pages are fetched anew.
const POLL_MS = 5000;

/** Whether somebody is in the middle of something below `root`. @param {Element} root */
function isBusy(root) {
  return root.contains(document.activeElement) || root.querySelector("details[open]") !== null;
}

/** Say whether what is shown may be old. @param {boolean} stale */
function showStale(stale) {
  const note = document.querySelector("[data-stale]");
  if (note instanceof HTMLElement) note.hidden = !stale;
}

/** Take the live parts of the same page as it is now. */
async function refresh() {
  const parts = document.querySelectorAll("[data-live]");
  if (parts.length === 0 || document.hidden) return;
  try {
    const answer = await fetch(location.href, {
      headers: { "X-Console-Live": "1", Accept: "text/html" },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const name = part.getAttribute("data-live") ?? "";
      const fresh = page.querySelector(`[data-live="${CSS.escape(name)}"]`);
      if (!fresh || isBusy(part)) continue;
      showTimes(fresh);
      part.replaceChildren(...fresh.children);
    }
    showStale(false);
  } catch {
    showStale(true);
  }
}

/** Show newer pictures of the channels. */
function refreshPictures() {
  if (document.hidden) return;
  for (const picture of document.querySelectorAll("img[data-picture]")) {
    if (!(picture instanceof HTMLImageElement)) continue;
    const address = new URL(picture.src);
    const next = new Image();
    address.search = `?${Math.floor(Date.now() / PICTURE_MS)}`;
    next.onload = () => {
      picture.src = next.src;
    };
    next.src = address.href;
  }
}

/** Follow the station. @param {string} address of the events */
function follow(address) {
  const events = new EventSource(address);
  let first = true;
  events.addEventListener("changed", () => {
    // The page itself is as new as the first event.
    if (!first) refresh();
    first = false;
    showStale(false);
  });
  events.addEventListener("ended", () => {
    events.close();
    location.assign("/console/login");
  });
  events.addEventListener("error", () => showStale(true));
}

/** Put the cursor where a problem is. @param {Event} event */
function goTo(event) {
  const link = event.currentTarget;
  const text = document.querySelector("[data-yaml]");
  if (!(link instanceof HTMLElement) || !(text instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const line = Math.min(Number(link.dataset.line), lines.length);
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const column = Math.min(Number(link.dataset.column) - 1, lines[line - 1].length);
  text.focus();
  text.setSelectionRange(start + column, start + lines[line - 1].length);
}

for (const link of document.querySelectorAll("a[data-line]")) link.addEventListener("click", goTo);
for (const form of document.querySelectorAll("form[data-drop]")) {
  if (form instanceof HTMLFormElement) takeDrops(form);
}
// What asks "Yes?" opens below what was tapped: on a phone, below the window.
document.addEventListener(
  "toggle",
  (event) => {
    const opened = event.target;
    if (opened instanceof HTMLDetailsElement && opened.open && opened.matches(".order")) {
      opened.scrollIntoView({ block: "nearest" });
    }
  },
  true, // it does not bubble
);
showTimes(document);
if (document.querySelector("[data-poll]")) setInterval(refresh, POLL_MS);
usePasskeys();
const address = document.body.dataset.events;
if (address && document.querySelector("[data-live]")) {
  follow(address);
  setInterval(refreshPictures, PICTURE_MS);
}
