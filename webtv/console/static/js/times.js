// Times by the reader's own clock and zone.

const clock = new Intl.DateTimeFormat([], { timeStyle: "medium" });
const day = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });
const second = new Intl.DateTimeFormat([], {
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
});

/** Show every time below `root` by the reader's own clock. @param {ParentNode} root */
export function showTimes(root) {
  for (const element of root.querySelectorAll("time[data-when]")) {
    const form = { day, second }[element.getAttribute("data-when") ?? ""] ?? clock;
    element.textContent = form.format(new Date(element.getAttribute("datetime") ?? ""));
  }
}
