"""The room that each folder of the station's home takes."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from webtv.disk import used_bytes

AGE_S = 60.0
"""Seconds between two looks: a look goes through every file."""


class DiskUse:
    """The folders right below `home`, by name. Blocking: call it from a thread."""

    def __init__(self, home: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._home = home
        self._clock = clock
        self._looking = threading.Lock()
        self._looked_at: float | None = None
        self._found: dict[str, int] = {}

    def look(self) -> dict[str, int]:
        """Bytes of each folder, at most `AGE_S` seconds old; files in no folder are left out."""
        with self._looking:
            now = self._clock()
            if self._looked_at is None or now - self._looked_at >= AGE_S:
                self._found = {folder.name: used_bytes(folder) for folder in self._folders()}
                self._looked_at = now
            return self._found

    def free_bytes(self) -> int | None:
        """Bytes left on the disk; None if that cannot be known."""
        try:
            return shutil.disk_usage(self._home).free
        except OSError:
            return None

    def _folders(self) -> list[Path]:
        try:
            return [p for p in self._home.iterdir() if p.is_dir() and not p.is_symlink()]
        except OSError:
            return []
