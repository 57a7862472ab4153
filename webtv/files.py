"""Files that appear whole or not at all, and what is in them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
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
    temporary = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
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


def move_durable(source: Path, target: Path) -> None:
    """Rename a finished file into place, on disk before this returns. Same file system only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.replace(target)
    sync_folder(target.parent)


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
