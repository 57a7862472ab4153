"""The as-run log on disk: JSON lines in `<channel>/<UTC date>.jsonl`, appended and flushed.

A day is compressed once it is `PLAIN_DAYS` old, to `<UTC date>.jsonl.gz`. What the channel aired
from other machines stands in `<UTC date>.<machine>.jsonl`, which the mirror brings.
"""

from __future__ import annotations

import gzip
import os
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import ValidationError

from webtv.files import open_regular, write_atomic
from webtv.model.asrun import AsRunEntry

PLAIN_DAYS = 40
"""Days a file stays plain text. Production and playout look back less than that."""

MOST_LINE_BYTES = 1_000_000
"""A longer line is damaged."""

_NAME = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(\.[0-9a-f]{8})?\.jsonl(\.gz)?\Z")
_QUIET_S = 86_400.0
_BLOCK_BYTES = 4 << 20


class AsRunLog:
    """All as-run logs, under one folder. One writer per channel, any number of readers."""

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
        for _, paths in groupby(self.days(channel, since=since, until=until), key=_day):
            for entry in _in_order(list(paths)):
                if entry.ended_at >= since and (until is None or entry.started_at < until):
                    yield entry

    def airings(self, channel: str, programme: str, *, since: datetime) -> Iterator[AsRunEntry]:
        """Entries of one programme that ended at `since` or later, oldest first.

        Other lines are not even split, so a month takes some 20 ms. Raises `OSError`.
        """
        needle = programme.encode()
        for _, paths in groupby(self.days(channel, since=since), key=_day):
            for entry in _in_order(list(paths), needle):
                if entry.programme == programme and entry.ended_at >= since:
                    yield entry

    def days(
        self, channel: str, *, since: datetime, until: datetime | None = None
    ) -> Iterator[Path]:
        """The files in which entries between the two times may be, oldest first.

        A day may have two: the compressed one, and after it what was added to it since.
        """
        # A day more at both ends: an entry stands in the file of the day it ended on, and a clock
        # may have been set.
        first = f"{since - timedelta(days=1):%Y-%m-%d}"
        last = f"{until + timedelta(days=2):%Y-%m-%d}" if until else "~"
        yield from self._files(channel, first, last)

    def tidy(self, *, today: date, kept_days: int) -> list[Path]:
        """Delete files older than `kept_days`, compress those older than `PLAIN_DAYS`.

        Returns what was deleted. Today's file and newer ones are not touched, and none is
        compressed that was written to in the last day: the writer's clock may be wrong. Raises
        `OSError`.
        """
        oldest = f"{today - timedelta(days=max(kept_days, 1)):%Y-%m-%d}"
        plain_from = f"{today - timedelta(days=PLAIN_DAYS):%Y-%m-%d}"
        deleted = []
        for path in [p for f in sorted(self.folder.glob("*")) for p in self._files(f.name)]:
            day = _day(path)
            if day < oldest:
                path.unlink(missing_ok=True)
                deleted.append(path)
            elif day < plain_from and path.suffix == ".jsonl" and _is_quiet(path):
                packed = path.with_name(f"{path.name}.gz")
                text = b"".join(_lines([packed, path]))
                write_atomic(packed, gzip.compress(text, mtime=0))
                path.unlink()
        return deleted

    def channels(self) -> list[str]:
        """Every channel that has aired, also those that are gone."""
        return sorted(f.name for f in self.folder.glob("*") if f.is_dir())

    def _files(self, channel: str, first: str = "0", last: str = "~") -> list[Path]:
        """A channel's files from day to day, the compressed one of a day first."""
        try:
            days = [p for p in (self.folder / channel).iterdir() if first <= _day(p) <= last]
        except (FileNotFoundError, NotADirectoryError):
            return []
        days.sort(key=lambda path: (_day(path), path.suffix != ".gz", path.name))
        return [path for path in days if path.is_file()]  # asked last: a log has years of them


def parse_line(line: bytes) -> AsRunEntry | None:
    """The entry in one line of a log; None if it is damaged."""
    try:
        return AsRunEntry.model_validate_json(line)
    except ValidationError:
        return None


def _day(path: Path) -> str:
    """The date in the name of a day's file; empty if it is none."""
    match = _NAME.match(path.name)
    return match[1] if match else ""


def is_of_another(path: Path) -> bool:
    """Whether another machine wrote a day's file."""
    match = _NAME.match(path.name)
    return match is not None and match[2] is not None


def _in_order(paths: Sequence[Path], needle: bytes = b"") -> Iterator[AsRunEntry]:
    """The entries of one day whose lines hold `needle`: as they stand, and by their times where
    several machines aired.
    """
    entries = (entry for line in _lines(paths, needle) if (entry := parse_line(line)))
    if any(map(is_of_another, paths)):
        return iter(sorted(entries, key=lambda entry: entry.ended_at))
    return entries


def _is_quiet(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _QUIET_S


def _lines(paths: Sequence[Path], needle: bytes = b"") -> Iterator[bytes]:
    """The lines of one day that hold `needle`. What stands in two files, as a clean-up that was
    stopped leaves it, comes once.
    """
    seen: set[bytes] = set()
    for path in paths:
        try:
            # A file's own iteration ends lines at \n only: a title may hold U+2028, which JSON
            # does not escape.
            with open_regular(path) as plain, _unpacked(plain, path) as file:
                for line in _holding(file, needle) if needle else _bounded(file):
                    if line not in seen:
                        yield line
                    if len(paths) > 1:
                        seen.add(line)
        except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error):
            continue  # deleted meanwhile, or damaged: it costs its own rest


def _unpacked(file: BinaryIO, path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(file, "rb")) if path.suffix == ".gz" else file


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """The lines of `file`, without those that are longer than any entry."""
    whole = True
    while line := file.readline(MOST_LINE_BYTES):
        ends = line.endswith(b"\n") or len(line) < MOST_LINE_BYTES
        if whole and ends:
            yield line
        whole = ends


def _holding(file: BinaryIO, needle: bytes) -> Iterator[bytes]:
    """The lines of `file` that hold `needle`, which is looked for in some MB at once."""
    while text := file.read(_BLOCK_BYTES):
        text += file.readline(MOST_LINE_BYTES)
        at = text.find(needle)
        while at >= 0:
            begins, ends = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at) + 1 or len(text)
            yield text[begins:ends]
            at = text.find(needle, ends)
