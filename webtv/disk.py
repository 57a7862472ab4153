"""How much room folders take, and making room in them: the oldest files go first."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _File:
    written_at: float
    size: int
    path: Path


def used_bytes(folder: Path) -> int:
    """Bytes that the plain files below a folder take on disk. Links are not followed."""
    return sum(file.size for file in _files(folder))


def trim(folders: Iterable[Path], *, limit_bytes: int, newer_than: float) -> int:
    """Delete the oldest files until the folders take at most `limit_bytes` together.

    Files written after `newer_than` (POSIX seconds) stay, because somebody may be using them.
    Folders that come to be empty go too, if they are as old. Returns how many files were deleted.
    """
    roots = list(folders)
    files = sorted((f for root in roots for f in _files(root)), key=lambda file: file.written_at)
    left = sum(file.size for file in files)
    old = [folder for root in roots for folder in _old_folders(root, newer_than)]
    removed = 0
    for file in files:
        if left <= limit_bytes or file.written_at > newer_than:
            break
        with suppress(OSError):
            file.path.unlink()
            left -= file.size
            removed += 1
    for folder in old:
        with suppress(OSError):  # not empty
            folder.rmdir()
    return removed


def _old_folders(root: Path, newer_than: float) -> Iterator[Path]:
    """The folders in `root`, the inner ones first, as old as they are before a file is deleted."""
    for name, _, _ in os.walk(root, topdown=False):
        folder = Path(name)
        with suppress(OSError):  # gone meanwhile
            if folder != root and folder.stat().st_mtime <= newer_than:
                yield folder


def _files(folder: Path) -> Iterator[_File]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                found = path.lstat()
            except OSError:
                continue  # gone meanwhile
            if stat.S_ISREG(found.st_mode):
                # What a file takes, and not how long it is: a sparse one takes little.
                yield _File(found.st_mtime, found.st_blocks * 512, path)
