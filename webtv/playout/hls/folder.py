"""A channel's HLS folder: files that appear whole, and leave when no viewer may ask for them."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from webtv.files import write_atomic
from webtv.machines.right import Right
from webtv.store.hls import M4S, MP4, PLAYLIST, TS, VTT

_MEDIA = (TS, M4S, MP4, VTT)


_EPOCH = "epoch"
"""The file that says under which epoch the folder is written, where machines share it."""


class HlsFolder:
    """Blocking: call it from a thread. Times are POSIX seconds.

    Nothing is written or deleted without the `right` to the channel: it raises `LeaseLostError`.
    """

    def __init__(self, path: Path, *, right: Right | None = None) -> None:
        self.path = path
        self._right = right or Right()
        self._leaving: deque[tuple[float, str]] = deque()

    def claim(self) -> None:
        """Have it known that the folder is written under the right's epoch.

        Raises `LeaseLostError`, and withdraws the right, if it is written under a higher one: the
        database may be away for this machine and there for another.
        """
        epoch = self._right.epoch
        if not epoch:
            return
        text = self.read(_EPOCH).strip()
        known = int(text) if text.isdigit() else 0
        if known > epoch:
            self._right.withdraw(seen=known)
        self._right.check()
        if known < epoch:
            self.path.mkdir(parents=True, exist_ok=True)
            write_atomic(self.path / _EPOCH, f"{epoch}\n", durable=False)

    @property
    def epoch(self) -> int:
        """The epoch under which files are written; 0 where only one machine writes."""
        return self._right.epoch

    def write(self, name: str, data: bytes | str) -> None:
        """Put a file in place, whole; if it was about to leave, it stays."""
        self._right.check()
        if any(name == leaving for _, leaving in self._leaving):
            self._leaving = deque(each for each in self._leaving if each[1] != name)
        write_atomic(self.path / name, data, durable=False)

    def discard(self, name: str) -> None:
        """Delete a file at once."""
        self._right.check()
        (self.path / name).unlink(missing_ok=True)

    def discard_playlists(self, wanted: set[str]) -> None:
        """Delete all playlists but those."""
        for path in self.path.glob(f"*{PLAYLIST}"):
            if path.name not in wanted:
                self.discard(path.name)

    def names(self) -> frozenset[str]:
        """The names in the folder now; none where it is gone. Raises `OSError`."""
        try:
            return frozenset(path.name for path in self.path.iterdir())
        except FileNotFoundError:
            return frozenset()

    def read(self, name: str) -> str:
        """A text file; empty if it cannot be read."""
        with suppress(OSError, UnicodeDecodeError):
            return (self.path / name).read_text("utf-8")
        return ""

    def size(self, name: str) -> int:
        """Bytes of a file; 0 if there is none."""
        with suppress(OSError):
            return (self.path / name).stat().st_size
        return 0

    def adopt(self, listed: Iterable[str], *, linger_s: float) -> None:
        """Take over what a run before left: files not `listed` leave `linger_s` after writing."""
        self.path.mkdir(parents=True, exist_ok=True)
        names = set(listed)
        found = []
        for path in self.path.iterdir():
            if path.suffix == ".tmp":
                path.unlink(missing_ok=True)
            elif path.suffix in _MEDIA and path.name not in names:
                found.append((path.stat().st_mtime + linger_s, path.name))
        self._leaving = deque(sorted(found))

    def leave(self, names: Iterable[str], *, at: float) -> None:
        """Let these files go at `at`, which must not be before that of the call before."""
        self._leaving.extend((at, name) for name in names)

    def sweep(self, now: float) -> None:
        """Delete what is due."""
        while self._leaving and self._leaving[0][0] <= now:
            self.discard(self._leaving.popleft()[1])

    def remove(self) -> None:
        """Delete all of it."""
        shutil.rmtree(self.path, ignore_errors=True)
