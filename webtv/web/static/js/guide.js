// The guide, without which it works too: times by the viewer's own clock, and a page that follows.

import { startClock } from "./clock.js";

const REFRESH_MS = 20000;
const TIMEOUT_MS = 10000;

/** @type {Intl.DateTimeFormatOptions} */
const minutes = { hour: "numeric", minute: "2-digit" };
const clock = new Intl.DateTimeFormat([], minutes);
const moment = new Intl.DateTimeFormat([], { weekday: "long", ...minutes });

/** Show every time below `root` by the viewer's own clock. @param {ParentNode} root */
function showTimes(root) {
  for (const element of root.querySelectorAll("time[data-time]")) {
    element.textContent = clock.format(new Date(element.getAttribute("datetime") ?? ""));
  }
}

/** Take the rows of the same page as it is now. */
async function refresh() {
  const rows = document.querySelector("[data-rows][data-live]");
  if (!rows || document.hidden) return;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-rows]");
    // Who reads by keyboard keeps the place.
    if (!fresh || rows.contains(document.activeElement)) return;
    showTimes(fresh);
    rows.replaceChildren(...fresh.children);
  } catch {
    // The station does not answer: what is shown stands until it does.
  }
}

const zone = document.querySelector("[data-zone]");
if (zone) zone.textContent = `Times in ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
if (clock.resolvedOptions().hour12) document.documentElement.dataset.hours = "12"; // wider times
showTimes(document);
const hour = document.querySelector("[data-hour]");
// Elsewhere it may be another day.
if (hour) hour.textContent = moment.format(new Date(hour.getAttribute("datetime") ?? ""));
document
  .querySelector("[data-hours] [aria-current]")
  ?.scrollIntoView({ block: "nearest", inline: "center" });
startClock();
setInterval(refresh, REFRESH_MS);
