"""A day of production in minutes: Spaces that fail at random, three channels, budgets.

    python -m tests.soak.studio_day                      24 hours at 120 times their speed: 12 min
    python -m tests.soak.studio_day --png day.png        with a picture of buffers and fresh share

The clock is scaled; Spaces, work book, ingest and files are real. Two servers of Spaces stand in
for each other, and 30 % of the calls fail at both: refused, out of quota, hanging, crashing,
without a file, HTTP 500, or a connection that breaks. A simulated playout airs the playlists and
writes the as-run log. Prints a table and ends with exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

import psutil
import structlog

from tests.clocks import ScaledClock
from tests.production.moody import MoodySpaces
from tests.soak.slope import growth
from webtv.config.settings import Settings
from webtv.model.asrun import AsRunEntry
from webtv.model.cost import Cost
from webtv.model.status import OnAir, PlayoutStatus, ProductionStatus
from webtv.production.memory import keep_memory_flat
from webtv.production.service import Production
from webtv.production.studio import Studio, open_studio
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists
from webtv.store.status import write_status

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FAILING = 0.3
MOST_GROWTH_MB = 40.0
"""Of the resident memory, from the middle third of the day to the last one, by medians."""

PACE = 4.0
PROGRAMME_S = 40.0
LEAST_FRESH = 0.5
"""Of what `fresh_per_hour` allows, a channel without a budget gets at least this share."""

GPU_SLACK_S = 10.0
"""What calls under way may take beyond their estimates, in seconds of a GPU."""

BUDGETS = {"llamas": "{}", "tides": "{gpu_s: 40}", "nightline": "{credits: 80}"}
LIMITS: dict[str, tuple[str, float]] = {"tides": ("gpu_s", 40), "nightline": ("credits", 80)}

CHANNEL = """\
title: {name}
theme: Paco, a tall white llama, drives a small train across the high Andes
programme: {{shots: 4, shot_s: 10, slow_motion: 2, transition: cut}}
house: {{width: 320, height: 180}}
qc: {{similar: null}}
production: {{first: 2, fresh_per_hour: {pace}, buffer_s: 120}}
budget: {budget}
pipeline:
  video:
    space: zeroscope-v2
    source: "{own}/zeroscope-v2"
    fallbacks: [{{space: zeroscope-v2, source: "{other}/zeroscope-v2"}}]
  upscale:
    space: zeroscope-xl
    source: "{own}/zeroscope-xl"
    fallbacks: [{{space: zeroscope-xl, source: "{other}/zeroscope-xl"}}]
  interpolate: null
  music: {{space: musicgen, source: "{own}/musicgen"}}
"""


@dataclass
class Sample:
    """One channel at one moment."""

    hours: float
    channel: str
    buffer_s: float
    fresh: float
    note: str


@dataclass
class Day:
    """What came of it."""

    samples: list[Sample] = field(default_factory=list)
    rss_mb: list[float] = field(default_factory=list)
    spent: dict[tuple[str, str], Cost] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    aired_s: dict[str, float] = field(default_factory=dict)
    fresh_s: dict[str, float] = field(default_factory=dict)
    failures: int = 0
    faults: list[str] = field(default_factory=list)

    def fresh(self, channel: str) -> float:
        """How much a channel showed for the first time, of what its pace allows."""
        return allowed_share(self.fresh_s.get(channel, 0.0), self.aired_s.get(channel, 0.0))

    def missed(self) -> list[str]:
        """Which goals were missed, in words."""
        missed = [*self.faults, *self.overspent()]
        if not self.failures:
            missed.append("no backend ever failed, so nothing was shown")
        if self.fresh("llamas") < LEAST_FRESH:
            missed.append(f"llamas showed only {self.fresh('llamas'):.0%} of what it might")
        if growth(self.rss_mb) > MOST_GROWTH_MB:
            missed.append(f"memory grew by {growth(self.rss_mb):.0f} MB in the last third")
        return missed

    def overspent(self) -> list[str]:
        """Which budgets were exceeded, in words."""
        over = []
        for channel, (unit, limit) in LIMITS.items():
            most = limit + (GPU_SLACK_S if unit == "gpu_s" else 0)
            for day in sorted({day for name, day in self.spent if name == channel}):
                spent = getattr(self.spent[channel, day], unit)
                if spent > most:
                    over.append(f"{channel} spent {spent:.1f} {unit} on {day}, not {most:g}")
        return over


def allowed_share(fresh_s: float, aired_s: float) -> float:
    """Fresh airtime, of what `fresh_per_hour` allows in that time."""
    return fresh_s / (aired_s * PACE * PROGRAMME_S / 3600 or 1.0)


class Viewer:
    """A simulated playout of one channel: airs playlist after playlist, by the scaled clock."""

    def __init__(self, channel: str, settings: Settings, clock: ScaledClock, day: Day) -> None:
        self._channel = channel
        self._settings = settings
        self._clock = clock
        self._day = day
        self._library = Library(settings.library_dir)
        self._log = AsRunLog(settings.asrun_dir)
        self._seen: dict[str, datetime] = {}
        self._taken = 0

    async def watch(self) -> None:
        while True:
            playlist = self._next()
            made = playlist and self._library.get(self._channel, playlist.programme)
            if not playlist or not made:
                await self._clock.sleep(8)
                continue
            self._taken = max(self._taken, playlist.number)
            began = self._clock.now()
            ends = began + timedelta(seconds=made.duration_s)
            kind = "rerun" if made.id in self._seen else "programme"
            on_air = OnAir.model_validate(
                {
                    "kind": kind,
                    "programme": made.id,
                    "title": made.title,
                    "started_at": began,
                    "ends_at": ends,
                }
            )
            write_status(
                self._settings.status_dir,
                PlayoutStatus(
                    channel=self._channel, written_at=began, on_air=on_air, playlist=self._taken
                ),
            )
            await self._clock.sleep(made.duration_s)
            self._log.append(
                AsRunEntry.model_validate(
                    {
                        "channel": self._channel,
                        "kind": kind,
                        "programme": made.id,
                        "title": made.title,
                        "playlist": playlist.number,
                        "started_at": began,
                        "ended_at": ends,
                        "aired_s": made.duration_s,
                        "planned_s": made.duration_s,
                    }
                )
            )
            aired, fresh = self._day.aired_s, self._day.fresh_s
            aired[self._channel] = aired.get(self._channel, 0.0) + made.duration_s
            if kind == "programme":
                fresh[self._channel] = fresh.get(self._channel, 0.0) + made.duration_s
            self._seen[made.id] = began

    def _next(self) -> Playlist | None:
        """The next playlist, else the one whose programme aired longest ago."""
        playlists = list_playlists(self._settings.playlists_dir / self._channel)
        ahead = [p for p in playlists if p.number > self._taken]
        if ahead:
            return ahead[0]
        return min(playlists, key=lambda p: self._seen.get(p.programme, NOON), default=None)


MOST_OVERTIME = 8.0


async def simulate(folder: Path, *, hours: float, speed: float, least: int = 0) -> Day:
    """Let so many hours pass, `speed` times as fast.

    On a machine that is busy, up to `MOST_OVERTIME` times as long, until `least` programmes are
    made: ingest takes seconds of the wall however fast the clock runs.
    """
    keep_memory_flat()
    day = Day()
    seconds = {"video": 0.2, "upscale": 0.2, "interpolate": 0.1, "music": 0.2}
    servers = [
        MoodySpaces(folder / f"spaces-{n}", seconds, failing=FAILING, hang_s=3.0, seed=n)
        for n in range(2)
    ]
    settings = _station(folder, *servers)
    log = (folder / "day.log").open("w", buffering=1)
    _log_to(log)
    try:
        for server in servers:
            server.launch()
        for server in servers:
            server.wait()
        clock = ScaledClock(speed, start=NOON)
        async with open_studio(settings, clock=clock) as studio:
            await _live(studio, clock, day, hours=hours, least=least)
            await _account(studio, day)
    finally:
        for server in servers:
            server.stop()
        structlog.reset_defaults()
        log.close()
    _read_log(folder / "day.log", day)
    return day


async def _live(studio: Studio, clock: ScaledClock, day: Day, *, hours: float, least: int) -> None:
    stop = asyncio.Event()
    production = asyncio.create_task(Production(studio).run(stop))
    viewers = [
        asyncio.create_task(Viewer(name, studio.settings, clock, day).watch()) for name in BUDGETS
    ]
    process = psutil.Process()
    last: dict[str, tuple[float, float]] = {}

    def goes_on() -> bool:
        passed = clock.monotonic() / 3600
        made = sum(len(studio.library.programmes(name)) for name in BUDGETS)
        return passed < hours or (made < least and passed < MOST_OVERTIME * hours)

    while goes_on() and not production.done():
        await clock.sleep(min(1800.0, hours * 180))
        day.rss_mb.append(process.memory_info().rss / 1e6)
        for name, status in _statuses(studio.settings).items():
            aired, fresh = day.aired_s.get(name, 0.0), day.fresh_s.get(name, 0.0)
            aired_before, fresh_before = last.get(name, (0.0, 0.0))
            last[name] = (aired, fresh)
            share = allowed_share(fresh - fresh_before, aired - aired_before)
            at = clock.monotonic() / 3600
            day.samples.append(Sample(at, name, status.buffer_s, share, status.note))
    day.faults += [f"a viewer ended: {task.exception()!r}" for task in viewers if task.done()]
    if production.done():
        day.faults.append(f"production ended: {production.exception()!r}")
    stop.set()
    await asyncio.wait({production}, timeout=60)
    for task in viewers:
        task.cancel()
    await asyncio.gather(*viewers, return_exceptions=True)


async def _account(studio: Studio, day: Day) -> None:
    """What was made, and what was spent by channel and UTC day, as the work book has it."""
    for name in BUDGETS:
        day.programmes[name] = len(studio.library.programmes(name))
        for date in ("2026-05-01", "2026-05-02"):
            day.spent[name, date] = await studio.book.spent(name, date)


def _statuses(settings: Settings) -> Mapping[str, ProductionStatus]:
    """What production said last, however old: its clock is not the machine's."""
    found = {}
    for path in (settings.status_dir / "production").glob("[!.]*.json"):
        found[path.stem] = ProductionStatus.model_validate_json(path.read_bytes())
    return found


def _station(folder: Path, own: MoodySpaces, other: MoodySpaces) -> Settings:
    settings = Settings(
        home=folder / "home",
        channels_dir=folder / "channels",
        playlists_dir=folder / "playlists",
        openai_api_key=None,
        openai_base_url=None,
    )
    settings.channels_dir.mkdir()
    for name, budget in BUDGETS.items():
        text = CHANNEL.format(name=name, pace=PACE, budget=budget, own=own.url, other=other.url)
        (settings.channels_dir / f"{name}.yaml").write_text(text)
    contracts = settings.home / "contracts"
    contracts.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "webtv" / "contracts"
    for name in ("zeroscope-v2", "zeroscope-xl", "musicgen"):
        lines = (shipped / f"{name}.yaml").read_text().splitlines()
        kept = [line for line in lines if not line.startswith(("timeout_s:", "price:"))]
        # The wall's seconds: a Space that hangs costs a simulated minute or two.
        kept.append("timeout_s: 2")
        if name == "zeroscope-v2":
            kept.append("price: {credits_per_call: 1}")
        (contracts / f"{name}.yaml").write_text("\n".join(kept) + "\n")
    return settings


def _log_to(log: TextIO) -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=str),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=log),
        cache_logger_on_first_use=False,
    )


def _read_log(path: Path, day: Day) -> None:
    for line in path.read_text().splitlines():
        entry: dict[str, Any] = json.loads(line)
        if entry["event"] in ("backend lost", "backend not there yet"):
            day.failures += 1
        if "exception" in entry:
            day.faults.append(f"{entry['event']}: {entry['exception'].splitlines()[-1]}")


def table(day: Day) -> str:
    """The day in a few lines."""
    lines = ["channel     programmes   fresh   gpu_s / credits by day"]
    for name in BUDGETS:
        costs = [c for (channel, _), c in sorted(day.spent.items()) if channel == name]
        spent = ", ".join(f"{c.gpu_s:.1f} / {c.credits:.0f}" for c in costs)
        lines.append(f"{name:<10}  {day.programmes[name]:>10}  {day.fresh(name):>6.0%}   {spent}")
    rss = day.rss_mb
    lines.append(f"outages of backends: {day.failures}")
    lines.append(
        f"memory: {rss[0]:.0f} MB at first, {max(rss):.0f} MB at most, {rss[-1]:.0f} at last"
    )
    return "\n".join(lines)


def plot(day: Day, path: Path) -> None:
    """Buffers above, fresh share below, an hour a column; as PNG."""
    from PIL import Image, ImageDraw

    width, height, margin, gap = 1200, 300, 60, 50
    image = Image.new("RGB", (width, 2 * height + gap + 2 * margin), "white")
    draw = ImageDraw.Draw(image)
    colours = dict(zip(BUDGETS, ("#1f77b4", "#d62728", "#2ca02c"), strict=True))
    hours = max(sample.hours for sample in day.samples)
    most_s = max(2 * PROGRAMME_S, max(sample.buffer_s for sample in day.samples))
    for row, (title, top) in enumerate(
        (("buffer, seconds", most_s), ("fresh programmes, of what the pace allows", 2.0))
    ):
        low = margin + height + row * (height + gap)
        draw.rectangle((margin, low - height, width - margin, low), outline="black")
        draw.text((margin, low - height - 16), title, fill="black")
        for hour in range(0, int(hours) + 1, max(1, int(hours) // 12)):
            x = margin + hour / hours * (width - 2 * margin)
            draw.line((x, low - height, x, low), fill="#dddddd")
            draw.text((x - 6, low + 4), f"{(12 + hour) % 24:02d}h", fill="black")
        for part in (0, 0.5, 1):
            draw.text((6, low - part * height - 6), f"{part * top:.3g}", fill="black")
        for name, colour in colours.items():
            points = [
                (
                    margin + s.hours / hours * (width - 2 * margin),
                    low - min(1.0, (s.fresh if row else s.buffer_s) / top) * height,
                )
                for s in day.samples
                if s.channel == name
            ]
            draw.line(points, fill=colour, width=2)
    for place, (name, colour) in enumerate(colours.items()):
        budget = BUDGETS[name].strip("{}") or "no budget"
        draw.text((margin + 300 * place, 20), f"{name} ({budget})", fill=colour)
    image.save(path)


def main() -> int:
    """Simulate, print, plot, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--speed", type=float, default=120.0)
    parser.add_argument("--png", type=Path, help="where to draw buffers and fresh share")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="webtv-day-") as folder:
        day = asyncio.run(simulate(Path(folder), hours=chosen.hours, speed=chosen.speed))
    print(table(day))
    if chosen.png is not None:
        plot(day, chosen.png)
    missed = day.missed()
    for miss in missed:
        print(f"MISSED: {miss}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
