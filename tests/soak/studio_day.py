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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import psutil
import structlog

from tests.clocks import ScaledClock
from tests.production.moody import MoodySpaces
from tests.slack import slack
from tests.soak.studio_record import BUDGETS, NOON, PACE, Day, Sample, allowed_share, plot, table
from tests.soak.studio_viewer import Viewer
from webtv.config.settings import Settings
from webtv.model.status import ProductionStatus
from webtv.production.memory import keep_memory_flat
from webtv.production.service import Production
from webtv.production.studio import Studio, open_studio

FAILING = 0.3
MOST_OVERTIME = 8.0

CHANNEL = """\
title: {name}
theme: Paco, a tall white llama, drives a small train across the high Andes
programme: {{shots: {shots}, shot_s: 10, slow_motion: 2, transition: cut}}
narration: off
clock: {{ident_every: 0, trails: false}}
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


async def simulate(
    folder: Path,
    *,
    hours: float,
    speed: float,
    least: int = 0,
    channels: Sequence[str] = tuple(BUDGETS),
    shots: int = 4,
) -> Day:
    """Let so many hours pass, `speed` times as fast, on some of the channels.

    On a machine that is busy, up to `MOST_OVERTIME` times as long, until `least` programmes are
    made: ingest takes seconds of the wall however fast the clock runs.
    """
    keep_memory_flat()
    day = Day()
    # Of the wall: a Space that hangs costs a simulated minute or two.
    answer_s = 2.0 * min(slack(), 6.0)
    seconds = {"video": 0.2, "upscale": 0.2, "interpolate": 0.1, "music": 0.2}
    servers = [
        MoodySpaces(folder / f"spaces-{n}", seconds, failing=FAILING, hang_s=1.5 * answer_s, seed=n)
        for n in range(2)
    ]
    settings = _station(folder, *servers, channels=channels, shots=shots, answer_s=answer_s)
    log = (folder / "day.log").open("w", buffering=1)
    _log_to(log)
    try:
        for server in servers:
            server.launch()
        for server in servers:
            server.wait()
        clock = ScaledClock(speed, start=NOON)
        async with open_studio(settings, clock=clock) as studio:
            await _live(studio, clock, day, hours=hours, least=least, channels=channels)
            await _account(studio, day)
    finally:
        for server in servers:
            server.stop()
        structlog.reset_defaults()
        log.close()
    _read_log(folder / "day.log", day)
    return day


async def _live(
    studio: Studio,
    clock: ScaledClock,
    day: Day,
    *,
    hours: float,
    least: int,
    channels: Sequence[str],
) -> None:
    stop = asyncio.Event()
    production = asyncio.create_task(Production(studio).run(stop))
    viewers = [
        asyncio.create_task(Viewer(name, studio.settings, clock, day).watch()) for name in channels
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


def _station(
    folder: Path,
    own: MoodySpaces,
    other: MoodySpaces,
    *,
    channels: Sequence[str],
    shots: int,
    answer_s: float,
) -> Settings:
    settings = Settings(
        home=folder / "home",
        channels_dir=folder / "channels",
        playlists_dir=folder / "playlists",
        openai_api_key=None,
        openai_base_url=None,
    )
    settings.channels_dir.mkdir()
    for name in channels:
        text = CHANNEL.format(
            name=name,
            shots=shots,
            pace=PACE,
            budget=BUDGETS[name],
            own=own.url,
            other=other.url,
        )
        (settings.channels_dir / f"{name}.yaml").write_text(text)
    contracts = settings.contracts_dir
    contracts.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "webtv" / "contracts"
    for name in ("zeroscope-v2", "zeroscope-xl", "musicgen"):
        lines = (shipped / f"{name}.yaml").read_text().splitlines()
        kept = [line for line in lines if not line.startswith(("timeout_s:", "price:"))]
        kept.append(f"timeout_s: {answer_s:.1f}")
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
