// What was, is and will be on one channel, so that the page can tell what a viewer *sees*: pictures
// reach the screen some seconds after they were sent.

const KEPT = 4;

export class Timeline {
  #items = new Map();
  #offsetMs = 0;
  #next = null;

  /** Take in one answer of the API about the channel. */
  add(channel) {
    this.#offsetMs = Date.parse(channel.as_of) - Date.now();
    for (const item of [channel.just_aired, channel.on_air]) {
      if (item) this.#items.set(item.started_at, timed(item));
    }
    const sorted = [...this.#items.entries()].sort((a, b) => a[1].start - b[1].start);
    this.#items = new Map(channel.on_air ? sorted.slice(-KEPT) : []);
    this.#next = channel.next;
  }

  /** The server's clock now, in milliseconds. */
  get now() {
    return Date.now() + this.#offsetMs;
  }

  /** The item and shot sent at `time` (milliseconds), and the item after it. */
  at(time) {
    const items = [...this.#items.values()];
    if (!items.length) return { item: null, next: this.#next };
    let place = 0;
    items.forEach((item, index) => {
      if (item.start <= time) place = index;
    });
    const item = items[place];
    const elapsed = Math.max(0, time - item.start) / 1000;
    const length = (item.end - item.start) / 1000;
    const shot = item.shots.findLastIndex((each) => each.start_s <= elapsed);
    const after = items[place + 1];
    return {
      item,
      elapsed: Math.min(elapsed, length),
      length,
      shot: item.shots.length ? Math.max(0, shot) : -1,
      prompt: item.shots.length ? item.shots[Math.max(0, shot)].prompt : item.prompt,
      next: after ? { kind: after.kind, title: after.title } : this.#next,
      nextIn: Math.max(0, item.end - time) / 1000,
    };
  }
}

function timed(item) {
  return { ...item, start: Date.parse(item.started_at), end: Date.parse(item.ends_at) };
}
