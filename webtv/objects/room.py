"""Room on this machine's disk for what a store holds: its sizes are what somebody else says."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

FREE_BYTES = 500_000_000
"""Bytes that stay free on the disk, whatever the store holds."""


def check_room(folder: Path, size: int) -> None:
    """Raise `OSError` unless the disk of `folder` has room for `size` bytes more."""
    if shutil.disk_usage(folder).free < size + FREE_BYTES:
        raise OSError(errno.ENOSPC, f"less than {FREE_BYTES // 1_000_000} MB would stay free")
