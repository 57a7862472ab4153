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
        """Write one line and flush it to disk."""
        folder = self.folder / entry.channel
        folder.mkdir(parents=True, exist_ok=True)
        line = entry.model_dump_json() + "\n"
        path = folder / f"{entry.ended_at:%Y-%m-%d}.jsonl"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self, channel: str, *, since: datetime) -> list[AsRunEntry]:
        """Entries that ended at `since` or later, oldest first; a torn last line is skipped."""
        entries = []
        first_day = f"{since - timedelta(days=1):%Y-%m-%d}"
        for path in sorted((self.folder / channel).glob("*.jsonl")):
            if path.stem < first_day:
                continue
            for line in path.read_text("utf-8", errors="replace").splitlines():
                try:
                    entry = AsRunEntry.model_validate_json(line)
                except ValidationError:
                    continue
                if entry.ended_at >= since:
                    entries.append(entry)
        return entries
