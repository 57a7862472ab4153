"""The library: finished programmes on disk, each a mezzanine file with a JSON sidecar.

A programme is in the library when its sidecar is: the mezzanine is put in place first.
"""

from __future__ import annotations

from pathlib import Path

from webtv.files import read_regular
from webtv.model.programme import Programme

MOST_BYTES = 4_000_000
"""Longer sidecars are damaged; real ones have some tens of thousands."""


class Library:
    """Programmes under one folder, `<channel>/<id>.json` beside `<channel>/<id>.mp4`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, tuple[int, Programme]] = {}

    def sidecar(self, channel: str, programme: str) -> Path:
        """The path of a programme's sidecar."""
        return self.folder / channel / f"{programme}.json"

    def media(self, programme: Programme) -> Path:
        """The path of a programme's mezzanine file."""
        return self.folder / programme.channel / programme.file

    def get(self, channel: str, programme: str) -> Programme | None:
        """Read one programme; None if it is not there or its sidecar is damaged.

        A sidecar that bears the name of another programme, or lies in the folder of another
        channel, is damaged: what is pulled or banned goes by these.
        """
        path = self.sidecar(channel, programme)
        try:
            stamp = path.stat().st_mtime_ns
            known = self._read.get(path)
            if known is None or known[0] != stamp:
                data = read_regular(path, most_bytes=MOST_BYTES)
                found = Programme.model_validate_json(data)
                if (found.id, found.channel) != (programme, channel):
                    raise ValueError(f"{path} is the sidecar of {found.channel}/{found.id}")
                known = self._read[path] = stamp, found
            return known[1] if self.media(known[1]).is_file() else None
        except (OSError, ValueError):  # pydantic's errors are among these
            self._read.pop(path, None)
            return None

    def programmes(self, channel: str) -> list[Programme]:
        """All programmes of a channel, oldest first."""
        folder = self.folder / channel
        paths = set(folder.glob("[!.]*.json"))
        for gone in [p for p in self._read if p.parent == folder and p not in paths]:
            del self._read[gone]  # another process prunes; what was read must not pile up here
        found = (self.get(channel, path.stem) for path in paths)
        return sorted((p for p in found if p), key=lambda p: (p.created_at, p.id))

    def remove(self, programme: Programme) -> None:
        """Delete a programme: first the sidecar, so that no half of it is ever listed."""
        self.sidecar(programme.channel, programme.id).unlink(missing_ok=True)
        self.media(programme).unlink(missing_ok=True)
        self._read.pop(self.sidecar(programme.channel, programme.id), None)
