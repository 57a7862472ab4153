// Times by the reader's own clock and zone.

const clock = new Intl.DateTimeFormat([], { timeStyle: "medium" });
const day = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });

/** Show every time below `root` by the reader's own clock. @param {ParentNode} root */
export function showTimes(root) {
  for (const element of root.querySelectorAll("time[data-when]")) {
    const form = element.getAttribute("data-when") === "day" ? day : clock;
    element.textContent = form.format(new Date(element.getAttribute("datetime") ?? ""));
  }
}
