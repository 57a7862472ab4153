"""Writes an archive: plain tar, each file hashed while it is copied, the table of them last."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from webtv import __version__
from webtv.archive.manifest import FORMAT, MOST_FILES, NAME, Entry, Kind, Manifest, is_name
from webtv.errors import ArchiveError
from webtv.files import draft_of, open_regular, sync_folder
from webtv.terminal import plain

_AT_ONCE = 4_000_000
"""Files up to this length are read before they are written: their writer may be at work."""


class ArchiveWriter:
    """An archive in the making. Raises `OSError`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._files: dict[str, Entry] = {}
        self.notes: list[str] = []

    def __contains__(self, name: str) -> bool:
        return name in self._files

    @property
    def size_bytes(self) -> int:
        """Bytes of all files so far."""
        return sum(entry.size for entry in self._files.values())

    def add(self, name: str, data: bytes, *, source: Path | None = None) -> None:
        """Add a file with these bytes; its time and mode are those of `source`."""
        found = source.stat() if source else None
        self._copy(name, io.BytesIO(data), len(data), found)

    def add_file(self, name: str, path: Path) -> bool:
        """Add a file from the disk, as long as it is now; False if there is none any more.

        What is no plain file is left out and noted: a link may lead anywhere.
        """
        try:
            if path.is_symlink():
                raise OSError("it is a link")
            with open_regular(path) as file:
                found = os.fstat(file.fileno())
                if found.st_size <= _AT_ONCE:
                    data = file.read(_AT_ONCE)
                    self._copy(name, io.BytesIO(data), len(data), found)
                else:
                    self._copy(name, file, found.st_size, found)
        except FileNotFoundError:
            return False
        except OSError as error:
            if name in self._files:
                raise
            self.leave_out(name, error.strerror or str(error))
            return False
        return True

    def leave_out(self, name: str, reason: str) -> None:
        """Note that something is not in the archive."""
        if len(self.notes) < 999:
            self.notes.append(f"{name}: left out: {reason}")

    def finish(self, kind: Kind, *, channel: str = "", keys: bool = False) -> Manifest:
        """Add the table of all files; nothing may be added any more."""
        manifest = Manifest(
            kind=kind,
            format=FORMAT,
            version=__version__,
            made_at=datetime.now(UTC),
            channel=channel,
            keys=keys,
            notes=tuple(self.notes),
            files=self._files,
        )
        data = manifest.model_dump_json(indent=1).encode()
        self._tar.addfile(_member(NAME, len(data), None), io.BytesIO(data))
        return manifest

    def _copy(self, name: str, file: BinaryIO, size: int, found: os.stat_result | None) -> None:
        if name in self._files:
            return
        if len(self._files) >= MOST_FILES:
            raise ArchiveError(f"there are more than {MOST_FILES} files")
        if not is_name(name):
            self.leave_out(plain(name), "an archive cannot have this name")
            return
        digest = _Digest(file)
        self._files[name] = Entry(size=size, sha256="0" * 64)  # while it is not whole
        self._tar.addfile(_member(name, size, found), digest)
        self._files[name] = Entry(size=size, sha256=digest.sha256.hexdigest())


@contextmanager
def new_archive(path: Path, *, replace: bool) -> Iterator[ArchiveWriter]:
    """Write an archive that is at `path` when it is whole, and then only, for its owner alone.

    Raises `ArchiveError` if something is there and `replace` is false, and `OSError`.
    """
    taken = f"{path} is there already: choose another name, or give --force"
    if not replace and os.path.lexists(path):
        raise ArchiveError(taken)
    draft = draft_of(path)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(draft, flags, 0o600), "w+b") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield ArchiveWriter(tar)
            file.flush()
            os.fsync(file.fileno())
        if not replace and os.path.lexists(path):
            raise ArchiveError(taken)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.absolute().parent)


class _Digest(io.RawIOBase):
    """Reads a file and keeps the digest of all that was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.sha256.update(data)
        return data


def _member(name: str, size: int, found: os.stat_result | None) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = found.st_mode & 0o644 if found else 0o600
    member.mtime = int(found.st_mtime if found else time.time())
    return member
