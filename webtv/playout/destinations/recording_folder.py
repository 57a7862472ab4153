"""Recordings on disk: their names, and which of them are old enough to be deleted."""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class RecordingFolder:
    """The folder of one recording: how its files are named, how long each is and is kept.

    `minutes` is the length of a file. `inside` is the folder that a link must not lead out of;
    None if the operator chose the place. `shown` is what the status tells of the place.
    """

    path: Path
    prefix: str
    shown: str = "recordings"
    minutes: float = 60.0
    inside: Path | None = None
    keep_hours: float | None = None
    keep_bytes: float | None = None

    def open(self, at: datetime) -> BinaryIO:
        """Create a file, named by the UTC time of its first picture. Raises `OSError`."""
        self.path.mkdir(parents=True, exist_ok=True)
        if self.inside and not self.path.resolve().is_relative_to(self.inside.resolve()):
            raise OSError(errno.EPERM, "a link leads out of HOME/recordings")
        stem = f"{self.prefix}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        for number in range(100):
            file = self.path / (f"{stem}.ts" if number == 0 else f"{stem}-{number}.ts")
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            with suppress(FileExistsError):
                return os.fdopen(os.open(file, flags, 0o644), "wb", buffering=0)
        raise FileExistsError(errno.EEXIST, f"{stem} is taken a hundred times")

    def prune(self, *, now: float) -> None:
        """Delete what is older than `keep_hours`, then the oldest above `keep_bytes`.

        Without the latter, a recording takes no more than it leaves free on its disk. Only files
        of this recording go, and never the newest, which is being written.
        """
        ours = re.compile(rf"{re.escape(self.prefix)}-\d{{8}}T\d{{6}}Z(-\d+)?\.ts")
        with os.scandir(self.path) as entries:
            found = sorted(
                (entry.stat(follow_symlinks=False).st_mtime, entry.name, entry.stat().st_size)
                for entry in entries
                if ours.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            )
        total = sum(size for _, _, size in found)
        most = self.keep_bytes
        if most is None:
            most = (total + shutil.disk_usage(self.path).free) / 2
        for at, name, size in found[:-1]:
            old = self.keep_hours is not None and now - at > self.keep_hours * 3600
            if old or total > most:
                (self.path / name).unlink(missing_ok=True)
                total -= size
