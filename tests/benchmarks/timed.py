"""`webtv playout`, with a note of when each picture was sent: run as a process by `crowd`.

Writes HOME/timed.json when it ends: for each channel and second of the system's monotonic clock,
how late the latest picture was, and how far the schedule itself stands from the running time (it
moves when the channel forgives itself a delay).
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from webtv.config.settings import load_settings
from webtv.log import configure_logging
from webtv.playout import service
from webtv.playout.outputs import Outputs
from webtv.playout.transport import TICKS_PER_S, Unit

NOTES = "timed.json"
Notes = dict[str, dict[int, tuple[float, float]]]


class TimedOutputs(Outputs):
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


def main() -> None:
    """Run playout until it is told to stop."""
    settings = load_settings()
    configure_logging("playout", style="json", folder=settings.logs_dir)
    TimedOutputs.notes = {}
    with patch.object(service, "Outputs", TimedOutputs):
        asyncio.run(service.run(settings))
    (settings.home / NOTES).write_text(json.dumps(TimedOutputs.notes))


if __name__ == "__main__":
    main()
