"""HLS playlist files as the web server sends them: each version read and packed once."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from webtv.files import open_regular
from webtv.web.document import Document, document

_KEPT = 256


class ListFiles:
    """Reads playlists, each version once, however many viewers ask for it."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, tuple[tuple[int, int, int], Document]] = OrderedDict()

    def get(self, path: Path) -> Document:
        """The file as it is now. Raises OSError."""
        stat = path.stat()
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            # Read whole: the file may be replaced between looking at it and sending it.
            known = stamp, document(_read(path), modified_s=stat.st_mtime)
            self._known[path] = known
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return known[1]


def _read(path: Path) -> bytes:
    with open_regular(path) as file:
        return file.read()
