"""The library: finished programmes on disk, each a mezzanine file with a JSON sidecar.

A programme is in the library when its sidecar is: the mezzanine is put in place first.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from webtv.model.programme import Programme


class Library:
    """Programmes under one folder, `<channel>/<id>.json` beside `<channel>/<id>.mp4`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, tuple[int, Programme]] = {}

    def sidecar(self, channel: str, programme: str) -> Path:
        """Where the sidecar of a programme is."""
        return self.folder / channel / f"{programme}.json"

    def media(self, programme: Programme) -> Path:
        """Where the mezzanine file of a programme is."""
        return self.folder / programme.channel / programme.file

    def get(self, channel: str, programme: str) -> Programme | None:
        """One programme; None if it is not there or its sidecar is damaged."""
        path = self.sidecar(channel, programme)
        try:
            if not path.is_file():  # opening a pipe would wait for ever
                raise FileNotFoundError(path)
            stamp = path.stat().st_mtime_ns
            known = self._read.get(path)
            if known is None or known[0] != stamp:
                known = stamp, Programme.model_validate_json(path.read_bytes())
                self._read[path] = known
            return known[1] if self.media(known[1]).is_file() else None
        except (OSError, ValidationError):
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
