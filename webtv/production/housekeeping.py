"""Keeps the home within its size: old files go, and while that is not enough, nothing is begun.

What airs, is listed or is in the making is never touched. The clips and the work of programmes in
the making are bounded by their number, and that by this.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Mapping

from webtv.config.settings import Settings
from webtv.disk import trim, used_bytes
from webtv.ingest.prune import prune, sweep
from webtv.outage import Outage
from webtv.store.library import Library

SHARE = 0.9
"""Of what the home takes and the disk has free together: its size, unless the operator says."""


class Housekeeping:
    """Looks after the folders of the home. Blocking: call it from a thread."""

    def __init__(self, settings: Settings, library: Library) -> None:
        self._settings = settings
        self._library = library
        self._full = Outage(
            "the home has reached its size, no programme is begun (WEBTV_HOME_GB)",
            "the home has room again",
        )

    @property
    def room(self) -> bool:
        """Whether there was room for more at the last look."""
        return not self._full

    def look(self, *, airings: Mapping[str, int], protected: Collection[str]) -> None:
        """Delete what is too old or too much. `airings` and `protected` are as for `prune`."""
        settings, library = self._settings, self._library
        put_away = [
            folder
            for folder in settings.inbox_dir.glob("*/[dr]*/")
            if folder.name in ("done", "refused") and not folder.is_symlink()
        ]
        sweep(library, now_s=time.time())
        trim(put_away, limit_bytes=int(settings.inbox_gb * 1e9), newer_than=time.time())
        shelf_bytes = int(settings.library_gb * 1e9)
        prune(library, limit_bytes=shelf_bytes, airings=airings, protected=protected)
        excess = self._excess_bytes()
        if excess > 0:
            kept = sum(map(used_bytes, put_away)) - excess
            trim(put_away, limit_bytes=max(0, kept), newer_than=time.time())
            excess = self._excess_bytes()
        if excess > 0:
            shelf_bytes = used_bytes(library.folder) - excess
            prune(library, limit_bytes=shelf_bytes, airings=airings, protected=protected)
            excess = self._excess_bytes()
        if excess > 0:
            self._full.begin(f"{excess / 1e9:.1f} GB too much")
        else:
            self._full.end()

    def _excess_bytes(self) -> int:
        """By how much the home is too large. Recordings have bounds of their own."""
        settings = self._settings
        taken = used_bytes(settings.home) - used_bytes(settings.recordings_dir)
        if settings.home_gb is not None:
            return taken - int(settings.home_gb * 1e9)
        free = shutil.disk_usage(settings.home).free
        return taken - int((taken + free) * SHARE)
