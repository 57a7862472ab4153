"""The as-run log on disk: JSON lines in `<channel>/<UTC date>.jsonl`, appended and flushed."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from webtv.model.asrun import AsRunEntry


class AsRunLog:
    """What really aired, under one folder. One writer per channel, any number of readers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def append(self, entry: AsRunEntry) -> None:
        """Write one line and flush it to disk. A line that a crash tore off is closed first."""
        folder = self.folder / entry.channel
        folder.mkdir(parents=True, exist_ok=True)
        line = entry.model_dump_json().encode() + b"\n"
        path = folder / f"{entry.ended_at:%Y-%m-%d}.jsonl"
        with path.open("a+b") as file:
            if file.seek(0, os.SEEK_END) > 0:
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def read(self, channel: str, *, since: datetime) -> list[AsRunEntry]:
        """Entries that ended at `since` or later, oldest first; damaged lines are skipped."""
        entries = []
        first_day = f"{since - timedelta(days=1):%Y-%m-%d}"
        for path in sorted((self.folder / channel).glob("*.jsonl")):
            if path.stem < first_day:
                continue
            # Not splitlines(): a title may hold U+2028, which JSON does not escape.
            for line in path.read_bytes().split(b"\n"):
                try:
                    entry = AsRunEntry.model_validate_json(line)
                except ValidationError:
                    continue
                if entry.ended_at >= since:
                    entries.append(entry)
        return entries
