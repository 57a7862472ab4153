"""Reads an archive that anybody may have made, into a folder of its own.

Nothing but plain files with expected names is taken, nothing is written outside the folder, and
neither memory, disk nor time is spent beyond the archive's own length.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import ValidationError

from webtv.archive.manifest import (
    FORMAT,
    MOST_BYTES,
    MOST_FILES,
    NAME,
    Entry,
    Kind,
    Manifest,
    is_name,
)
from webtv.errors import ArchiveError
from webtv.files import open_regular
from webtv.terminal import plain

SPARE_BYTES = 500_000_000
"""Disk that must be left free when an archive is unpacked."""

_PIECE = 1 << 20
_MOST_HEADER_BYTES = 1 << 20


def unpack(
    file: Path, folder: Path | None, *, kind: Kind, accepts: Callable[[str], bool]
) -> Manifest:
    """Unpack an archive into the empty `folder`, and give its table, which holds for every file.

    Without a folder all is read and nothing written. Raises `ArchiveError` for one that is damaged,
    of another kind, or has anything in it that does not belong there; `OSError` for the disk. What
    was written until then stays in the folder.
    """
    with open_regular(file) as opened:
        size = os.fstat(opened.fileno()).st_size
        if folder and size + SPARE_BYTES > shutil.disk_usage(folder).free:
            told = f"{size / 1e9:.1f} GB and {SPARE_BYTES / 1e9:.1f} GB to spare"
            raise ArchiveError(f"{file}: there is no room for it on the disk of {folder}: {told}")
        try:
            found, table = _members(opened, folder, kind, accepts)
            manifest = _manifest(table, kind)
        except ArchiveError as error:
            raise ArchiveError(f"{file}: {error}") from None
        except OSError:
            raise
        except Exception as error:
            # tarfile fails in ways that nobody has listed when headers are made up.
            name = type(error).__name__
            raise ArchiveError(f"{file} is not an archive that can be read ({name})") from error
    _compare(file, manifest.files, found)
    return manifest


def _members(
    file: BinaryIO, folder: Path | None, kind: Kind, accepts: Callable[[str], bool]
) -> tuple[dict[str, Entry], bytes]:
    """Every file, unpacked and hashed, and the bytes of the table."""
    found: dict[str, Entry] = {}
    metered = _Metered(file)
    with tarfile.open(fileobj=cast("BinaryIO", metered), mode="r:") as tar:
        while (member := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]  # it keeps all that it has seen
            name = _checked(member, folder or Path())
            if name != NAME and not accepts(name):
                raise ArchiveError(f"{name} does not belong in the archive of a {kind}")
            metered.left = member.size
            data = cast("BinaryIO", tar.extractfile(member))
            if name == NAME:
                if member.size > MOST_BYTES:
                    raise ArchiveError(f"its {NAME} is too long")
                table = data.read(member.size)
                metered.left = _MOST_HEADER_BYTES
                if tar.next() is not None:
                    raise ArchiveError(f"something follows its {NAME}, which must come last")
                return found, table
            if len(found) >= MOST_FILES:
                raise ArchiveError(f"it has more than {MOST_FILES} files")
            if name in found:
                raise ArchiveError(f"{name} is in it twice")
            found[name] = _copy(data, folder / name if folder else None, member)
            metered.left = _MOST_HEADER_BYTES
    raise ArchiveError(f"it has no {NAME}, so it is cut off or another program's")


def _checked(member: tarfile.TarInfo, folder: Path) -> str:
    """The name of a member that may be unpacked; else `ArchiveError`."""
    name = member.name
    shown = plain(name[:200])
    if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.sparse is not None:
        raise ArchiveError(f"{shown} is no plain file")
    if member.size < 0 or not is_name(name):
        raise ArchiveError(f"{shown} is no name that a file may have")
    if (data_filter := _data_filter()) is not None:
        try:
            data_filter(member, str(folder))
        except tarfile.TarError as error:
            raise ArchiveError(f"{shown}: {plain(str(error))}") from None
    return name


def _data_filter() -> Callable[[tarfile.TarInfo, str], object] | None:
    """The check of the standard library (PEP 706), which the first releases of Python 3.11 lack."""
    return getattr(tarfile, "data_filter", None)


def _copy(data: BinaryIO, path: Path | None, member: tarfile.TarInfo) -> Entry:
    """Hash a member's bytes, and write them to `path` if there is one."""
    sha256 = hashlib.sha256()
    with _new_file(path) as file:
        left = member.size
        while left:
            piece = data.read(min(_PIECE, left))
            if not piece:
                raise ArchiveError(f"{member.name} is cut off")
            sha256.update(piece)
            file.write(piece)
            left -= len(piece)
    if path:
        path.chmod(member.mode & 0o644 | 0o600)
        if 0 < member.mtime < time.time():
            os.utime(path, (member.mtime, member.mtime))
    return Entry(size=member.size, sha256=sha256.hexdigest())


def _new_file(path: Path | None) -> BinaryIO:
    if path is None:
        return open(os.devnull, "wb")  # noqa: PTH123
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _manifest(table: bytes, kind: Kind) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(table)
    except ValidationError as error:
        first = error.errors()[0]
        place = plain(".".join(map(str, first["loc"])))[:200]
        raise ArchiveError(f"its {NAME} is not right: {place}: {first['msg']}") from None
    if manifest.format > FORMAT:
        raise ArchiveError(
            f"a newer WebTV wrote it ({plain(manifest.version)}): update this one first"
        )
    if manifest.kind != kind:
        other = {"station": "webtv restore", "channel": "webtv channel import"}[manifest.kind]
        raise ArchiveError(f"it is the archive of a {manifest.kind}, for `{other}`")
    return manifest


def _compare(file: Path, told: dict[str, Entry], found: dict[str, Entry]) -> None:
    """Raise `ArchiveError` for the first file that is not as the table has it."""
    for name in sorted(told.keys() ^ found.keys()):
        where = "is not in it" if name in told else f"is not in its {NAME}"
        raise ArchiveError(f"{file}: {plain(name)} {where}")
    for name, entry in told.items():
        if found[name] != entry:
            raise ArchiveError(f"{file}: {plain(name)} is not what it was: its digest differs")


class _Metered:
    """A file of which only so much is read at a time: headers that claim to be long, or that never
    end, fill no memory.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = _MOST_HEADER_BYTES
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        """Read a piece; `ArchiveError` for more than is `left`."""
        if not 0 <= size <= self.left + tarfile.BLOCKSIZE:
            raise ArchiveError("a header in it is too long")
        data = self._file.read(size)
        self.left -= len(data)
        return data
