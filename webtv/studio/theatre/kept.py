"""Pictures that took long to make, in files: for the next shot, and for the other workers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Made = tuple[Sequence[float], Sequence[NDArray[np.uint8]]]
"""Some numbers, and some arrays."""

_HEAD = 4096
_LAYOUT = 5
"""Raise it with every change of how pictures are made."""


def kept(folder: Path | None, key: object, make: Callable[[], Made]) -> Made:
    """What `make` gives for `key`, from its file in `folder` if there is one.

    Arrays from a file are read-only; all processes that read it share their memory. A file that
    is used is as new: who makes room in `folder` takes the oldest.
    """
    if folder is None:
        return make()
    name = blake2b(repr((_LAYOUT, key)).encode(), digest_size=16).hexdigest()
    path = folder / name
    try:
        os.utime(path)
        return _read(path)
    except (OSError, ValueError, KeyError):
        made = make()
        with suppress(OSError):  # no room
            _write(path, made)
        return made


def _read(path: Path) -> Made:
    whole = np.memmap(path, np.uint8, mode="r")
    head = json.loads(bytes(whole[:_HEAD]))
    arrays, at = [], _HEAD
    for shape in head["shapes"]:
        size = int(np.prod(shape))
        arrays.append(np.asarray(whole[at : at + size]).reshape(shape))
        at += size
    return head["numbers"], arrays


def _write(path: Path, made: Made) -> None:
    numbers, arrays = made
    head = json.dumps({"numbers": list(numbers), "shapes": [array.shape for array in arrays]})
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    with draft.open("wb") as file:
        file.write(head.encode().ljust(_HEAD))
        for array in arrays:
            file.write(np.ascontiguousarray(array).data)
    draft.replace(path)
