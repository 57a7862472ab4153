"""The room that the station may take on its disk."""

from __future__ import annotations

import shutil

from webtv.config.settings import Settings
from webtv.disk import used_bytes

SHARE = 0.9
"""Of what HOME takes and the disk has free, unless `WEBTV_HOME_GB` says how much."""


def excess_bytes(settings: Settings) -> int:
    """By how much the home is too large; below zero is room. Recordings have bounds of their own.

    Looks at every file. Raises `OSError`.
    """
    taken = used_bytes(settings.home) - used_bytes(settings.recordings_dir)
    if settings.home_gb is not None:
        return taken - int(settings.home_gb * 1e9)
    free = shutil.disk_usage(settings.home).free
    return taken - int((taken + free) * SHARE)
