"""The folder of what the local Spaces made and were sent; cleared as it ages."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import uuid4

KEEP_S = 3600.0
"""Seconds that a file is kept after it was written."""


class Folder:
    """`made` holds results, `cache` what Gradio keeps: uploads and served copies."""

    def __init__(self, root: Path) -> None:
        self.made = root / "made"
        self.cache = root / "cache"

    def create(self) -> None:
        """Make the folders where they are missing."""
        self.made.mkdir(parents=True, exist_ok=True)
        self.cache.mkdir(parents=True, exist_ok=True)

    def new(self, name: str) -> Path:
        """A path for a new result, in a folder of its own; `name` is what callers see."""
        own = self.made / uuid4().hex
        own.mkdir(parents=True)
        return own / name

    def sweep(self, *, older_than_s: float = KEEP_S) -> int:
        """Delete files last written more than `older_than_s` ago; returns how many."""
        oldest = time.time() - older_than_s
        removed = 0
        for root in (self.made, self.cache):
            for path in sorted(root.rglob("*"), reverse=True):
                try:
                    if path.is_dir():
                        if path.stat().st_mtime < oldest:
                            path.rmdir()
                    elif path.stat().st_mtime < oldest:
                        path.unlink()
                        removed += 1
                except OSError:
                    continue  # not empty, or gone already: the next sweep sees
        return removed
