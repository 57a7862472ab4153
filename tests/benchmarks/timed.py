"""`webtv playout`, with a note of when each picture was sent: run as a process by `crowd`.

Writes HOME/timed.json when it ends. `notes`: for each channel and second of the system's monotonic
clock, how late the latest picture was, and how far the schedule itself stands from the running time
(it moves when the channel forgives itself a delay). `stalls`: when nothing ran in the event loop,
for how long, and what it was doing.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from webtv.config.loading import load_settings
from webtv.log import configure_logging
from webtv.playout import channels, service
from webtv.playout.fanout import FanOut
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit

NOTES = "timed.json"
STALL_S = 0.04
"""From here on a stall is noted: about one picture."""

_BEAT_S = 0.01
Notes = dict[str, dict[int, tuple[float, float]]]


class TimedFanOut(FanOut):
    """The real destinations of one channel, and a look at the clock before each picture."""

    notes: Notes

    def __init__(self, **options: Any) -> None:
        self._due: Callable[[int], datetime] = options["wall"]
        folder: Path = options["hls_folder"]
        self._seen = self.notes.setdefault(folder.name, {})
        super().__init__(**options)

    def send(self, unit: Unit) -> None:
        """Note the time, then send."""
        due = self._due(unit.dts)
        late_s = (datetime.now(UTC) - due).total_seconds()
        second = int(time.monotonic())
        before = self._seen.get(second, (late_s, 0.0))[0]
        self._seen[second] = max(before, late_s), due.timestamp() - unit.dts / TICKS_PER_S
        super().send(unit)


class Watchdog(threading.Thread):
    """Notes what the event loop does while nothing else can run in it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stalls: list[tuple[float, float, str]] = []
        self._owner = threading.get_ident()
        self._beat = time.monotonic()

    async def beat(self) -> None:
        """Say that the loop runs; a task of it, for ever."""
        while True:
            self._beat = time.monotonic()
            await asyncio.sleep(_BEAT_S)

    def run(self) -> None:
        """Look, for ever."""
        doing = ""
        began = 0.0
        while True:
            time.sleep(_BEAT_S)
            beat = self._beat
            if beat != began and doing:
                self.stalls.append((began, beat - began, doing))
                doing = ""
            if time.monotonic() - beat > STALL_S and not doing:
                began = beat
                stack = traceback.extract_stack(sys._current_frames()[self._owner])
                doing = " < ".join(
                    f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in stack[:-5:-1]
                )


async def _run(watchdog: Watchdog) -> None:
    beating = asyncio.create_task(watchdog.beat())
    try:
        await service.run(load_settings())
    finally:
        beating.cancel()


def main() -> None:
    """Run playout until it is told to stop."""
    settings = load_settings()
    configure_logging("playout", style="json", folder=settings.logs_dir)
    TimedFanOut.notes = {}
    watchdog = Watchdog()
    watchdog.start()
    with patch.object(channels, "FanOut", TimedFanOut):
        asyncio.run(_run(watchdog))
    told = {"notes": TimedFanOut.notes, "stalls": watchdog.stalls}
    (settings.home / NOTES).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
