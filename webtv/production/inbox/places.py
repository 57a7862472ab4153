"""Folders and names in an inbox, where anybody may have put anything."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_LONGEST_NAME = 200
"""Bytes of a refused film's name that are kept: its reason lies beside it under a longer one."""


def own_folder(folder: Path) -> Path:
    """Make `folder`, unless it is there, and return it.

    Raises `OSError` where somebody has put a link in its place.
    """
    with suppress(FileExistsError):
        folder.mkdir()
    if not is_folder(folder):
        reason = "it must be a folder, and no link to one"
        raise NotADirectoryError(errno.ENOTDIR, reason, str(folder))
    return folder


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def free_name(folder: Path, name: str) -> Path:
    """Return a name in `folder` that nothing has yet: `name`, or with a number."""
    path = folder / name
    number = 2
    while os.path.lexists(path):
        short = Path(shortened(name))
        path = folder / f"{short.stem} ({number}){short.suffix}"
        number += 1
    return path


def shortened(name: str) -> str:
    """Return `name` with room for a number and an ending, within 255 bytes."""
    if len(os.fsencode(name)) <= _LONGEST_NAME:
        return name
    _, dot, ending = name[-16:].rpartition(".")
    return os.fsdecode(os.fsencode(name)[:_LONGEST_NAME]) + (dot + ending if dot else "")


def clear(place: Path) -> None:
    """Delete a folder that holds files alone."""
    for path in place.iterdir():
        path.unlink()
    place.rmdir()
