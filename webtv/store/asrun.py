"""The as-run log on disk: JSON lines in `<channel>/<UTC date>.jsonl`, appended and flushed.

A day is compressed once it is `PLAIN_DAYS` old, to `<UTC date>.jsonl.gz`.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from webtv.files import write_atomic
from webtv.model.asrun import AsRunEntry

PLAIN_DAYS = 40
"""Days a file stays plain text. Production and playout look back less than that."""


class AsRunLog:
    """What really aired, under one folder. One writer per channel, any number of readers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def append(self, entry: AsRunEntry) -> None:
        """Write one line and flush it to disk. A line that a crash tore off is closed first.

        Raises `OSError`; then the file is as it was before.
        """
        folder = self.folder / entry.channel
        folder.mkdir(parents=True, exist_ok=True)
        line = entry.model_dump_json().encode() + b"\n"
        path = folder / f"{entry.ended_at:%Y-%m-%d}.jsonl"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            size = os.fstat(descriptor).st_size
            if size > 0 and os.pread(descriptor, 1, size - 1) != b"\n":
                line = b"\n" + line
            try:
                if os.pwrite(descriptor, line, size) < len(line):
                    raise OSError(f"{path}: no room for a whole line")
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)

    def read(self, channel: str, *, since: datetime) -> list[AsRunEntry]:
        """Entries that ended at `since` or later, oldest first; damaged lines are skipped."""
        return list(self.entries(channel, since=since))

    def entries(
        self, channel: str, *, since: datetime, until: datetime | None = None
    ) -> Iterator[AsRunEntry]:
        """Entries that ended at `since` or later and began before `until`, oldest first.

        They are read line by line, damaged lines skipped. Raises `OSError`.
        """
        for path in self.days(channel, since=since, until=until):
            for line in _lines(path):
                entry = parse_line(line)
                if entry is None or entry.ended_at < since:
                    continue
                if until is None or entry.started_at < until:
                    yield entry

    def days(
        self, channel: str, *, since: datetime, until: datetime | None = None
    ) -> Iterator[Path]:
        """The files in which entries between the two times may be, oldest first."""
        # A day more at both ends: an entry stands in the file of the day it ended on, and a clock
        # may have been set.
        first = f"{since - timedelta(days=1):%Y-%m-%d}"
        last = f"{until + timedelta(days=2):%Y-%m-%d}" if until else "~"
        files = {day: path for path in self._files(channel) if (day := _day(path))}
        for day in sorted(files):
            if first <= day <= last:
                yield files[day]

    def tidy(self, *, today: date, kept_days: int) -> list[Path]:
        """Delete files older than `kept_days`, compress those older than `PLAIN_DAYS`.

        Returns what was deleted. Today's file and newer ones are not touched. Raises `OSError`.
        """
        oldest = f"{today - timedelta(days=max(kept_days, 1)):%Y-%m-%d}"
        plain_from = f"{today - timedelta(days=PLAIN_DAYS):%Y-%m-%d}"
        deleted = []
        for path in [p for f in sorted(self.folder.glob("*")) for p in self._files(f.name)]:
            day = _day(path)
            if day < oldest:
                path.unlink(missing_ok=True)
                deleted.append(path)
            elif day < plain_from and path.suffix == ".jsonl":
                packed = gzip.compress(path.read_bytes(), mtime=0)
                write_atomic(path.with_name(f"{path.name}.gz"), packed)
                path.unlink()
        return deleted

    def channels(self) -> list[str]:
        """Every channel that has aired, also those that are gone."""
        return sorted(f.name for f in self.folder.glob("*") if f.is_dir())

    def _files(self, channel: str) -> Iterator[Path]:
        """A channel's files. A day's plain file comes after its compressed one: it is complete,
        where the other may be half a day's that a stop of the clean-up left beside it.
        """
        folder = self.folder / channel
        for pattern in ("*.jsonl.gz", "*.jsonl"):
            yield from (p for p in folder.glob(pattern) if _day(p))


def parse_line(line: bytes) -> AsRunEntry | None:
    """The entry in one line of a log; None if it is damaged."""
    try:
        return AsRunEntry.model_validate_json(line)
    except ValidationError:
        return None


def _day(path: Path) -> str:
    """The date in a file's name, as it stands there; empty if there is none."""
    day = path.name.partition(".")[0]
    try:
        return day if date.fromisoformat(day).isoformat() == day else ""
    except ValueError:
        return ""


def _lines(path: Path) -> Iterator[bytes]:
    # A file's own iteration ends lines at \n only: a title may hold U+2028, which JSON does not
    # escape.
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            yield from file
    except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error):
        return  # deleted meanwhile, or damaged: it costs its own rest
