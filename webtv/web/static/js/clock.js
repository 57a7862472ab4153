// The clock in the masthead, in the viewer's own time.

/** Show the time in every `[data-clock]`. */
export function startClock() {
  const format = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
  const show = () => {
    for (const element of document.querySelectorAll("[data-clock]")) {
      element.textContent = format.format(new Date());
    }
  };
  show();
  setInterval(show, 5000);
}
