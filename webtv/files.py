"""Files that appear whole or not at all, and what is in them."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


def write_atomic(
    path: Path, data: bytes | str, *, durable: bool = True, private: bool = False
) -> None:
    """Write `data` to `path` so that a reader sees the old content or the new, never a part.

    The bytes go to a temporary name in the same folder, are flushed to disk (unless `durable`
    is false, for state that may be lost in a power cut) and renamed into place. A `private` file
    is for its owner alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = draft_of(path)
    payload = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with os.fdopen(os.open(temporary, flags, 0o600 if private else 0o666), "wb") as file:
            file.write(payload)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def draft_of(path: Path) -> Path:
    """A new name beside `path` for a file in the making, which is renamed to `path` when whole."""
    return path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")


def aside_of(path: Path, word: str) -> Path:
    """The name under which a file is kept that makes room for another: `NAME.<word>-TIME`."""
    return path.with_name(f"{path.name}.{word}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`, by a link too. One that cannot be looked at is none: its
    name is too long for any disk, or its folder is closed to this user.
    """
    try:
        return path.is_file()
    except OSError:
        return False


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading, without ever waiting. Raises `OSError`.

    Whatever else stands there is refused: a pipe would keep its reader waiting for a writer, and a
    device may have no end.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except ValueError as error:  # a NUL in its name
        raise OSError(errno.EINVAL, str(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        return os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


def read_regular(path: Path, *, most_bytes: int) -> bytes:
    """Read a file whole, as `open_regular`. Raises `OSError`, also for one of more bytes."""
    with open_regular(path) as file:
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise OSError(errno.EFBIG, f"it has more than {most_bytes} bytes", str(path))
    return data


def move_durable(source: Path, target: Path) -> None:
    """Move a finished file into place, where it appears whole; on disk before this returns.

    From another mount, be it of the same disk, its bytes are copied to a hidden name first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sync(source)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        hidden = target.with_name(f".{target.name}.part")
        shutil.copyfile(source, hidden)
        _sync(hidden)
        hidden.replace(target)
        source.unlink()
    sync_folder(target.parent)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content, in hex. Reads all of it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries, so that a rename in it survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
