// The page of one programme, which works without this too: times by the viewer's own clock, and
// shots that are a click away in the film.

import { startClock } from "./clock.js";

const moment = new Intl.DateTimeFormat([], {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "numeric",
  minute: "2-digit",
});

for (const element of document.querySelectorAll("time[data-when]")) {
  element.textContent = moment.format(new Date(element.getAttribute("datetime") ?? ""));
}

/** @type {HTMLVideoElement | null} */
const film = document.querySelector("[data-film]");
for (const link of document.querySelectorAll("[data-seek]")) {
  link.addEventListener("click", (event) => {
    if (!film) return;
    event.preventDefault();
    film.currentTime = Number(link.getAttribute("data-seek"));
    film.play().catch(() => {}); // a browser that wants a tap first shows its own button
    film.scrollIntoView({ block: "nearest" });
  });
}
startClock();
