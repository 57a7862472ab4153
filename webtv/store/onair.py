"""Keeps the item on air in a file while it airs, so that a killed playout takes nothing with it.

`<channel>/on-air` holds a head of fixed width and one JSON value:

    0000000012345678 0000000296 1c291ca3 00000412
    {"finished":[...],"current":{...}}

The head's numbers are the microseconds and the pictures of `current` sent so far, and the CRC-32
and length of the JSON. The first two are overwritten again and again; being in one page of the
file, they are never torn by a kill. Writes go to the page cache and so outlive the process;
after a power cut the file is as the kernel last flushed it, some 30 s before.

The file is not mapped into memory: a store into a mapped page of a disk that turned read-only is
a SIGBUS, which would end every channel, where `pwrite` gives an error. Its room is taken in
advance, so that a full disk does not matter either.
"""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from webtv.errors import WebTVError
from webtv.files import read_regular
from webtv.model.asrun import AsRunEntry
from webtv.model.value import LONGEST_S, StoredValue

NAME = "on-air"

ROOM = 256 * 1024
"""Bytes set aside: some hundreds of entries that wait for a full disk to have room again."""

_HEAD = re.compile(rb"^([0-9]{16}) ([0-9]{10}) ([0-9a-f]{8}) ([0-9]{8})\n")


class DamagedRecordError(WebTVError):
    """A file that says what was on air cannot be read."""


class OnAir(StoredValue):
    """The item on air, and those that have left it but are not in the as-run log yet."""

    finished: tuple[AsRunEntry, ...] = ()
    current: AsRunEntry | None = None


class Count(NamedTuple):
    """The part of the item on air that was sent."""

    aired_s: float = 0.0
    pictures: int = 0


def read_on_air(path: Path) -> tuple[OnAir, Count]:
    """Read such a file; nothing where there is none or an empty one.

    Raises `DamagedRecordError`, and `OSError` for a file that cannot be read.
    """
    try:
        data = read_regular(path, most_bytes=4 * ROOM)
    except FileNotFoundError:
        return OnAir(), Count()
    return _parse(data)


class OnAirFile:
    """The open file of one channel. While it is open no other process can open it for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def open(self) -> None:
        """Open the file, make it if need be, and lock it.

        Raises `BlockingIOError` while another playout holds it, and other `OSError`s.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BlockingIOError(f"another playout holds {self._path}") from None
            missing = ROOM - os.fstat(descriptor).st_size
            if missing > 0:
                _write(descriptor, b"\n" * missing, ROOM - missing)
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def read(self) -> tuple[OnAir, Count]:
        """Read the file. Raises `DamagedRecordError` and `OSError`."""
        return _parse(os.pread(self._descriptor, ROOM, 0))

    def write(self, on_air: OnAir, count: Count) -> None:
        """Replace everything. While there is no room for all of `finished`, its newer half is left
        out. Raises `OSError`.
        """
        while len(text := on_air.model_dump_json(exclude_defaults=True).encode()) > ROOM - 64:
            kept = on_air.finished[: len(on_air.finished) // 2]
            on_air = on_air.model_copy(update={"finished": kept})
        head = b"%s%08x %08d\n" % (_count(count), zlib.crc32(text), len(text))
        _write(self._descriptor, head + text + b"\n", 0)

    def count(self, count: Count) -> None:
        """Replace how much was sent: one short write, some microseconds. Raises `OSError`."""
        _write(self._descriptor, _count(count), 0)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _count(count: Count) -> bytes:
    return b"%016d %010d " % (round(count.aired_s * 1e6), count.pictures)


def _write(descriptor: int, data: bytes, at: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, at)
        data, at = data[written:], at + written


def _parse(data: bytes) -> tuple[OnAir, Count]:
    if not data.strip():
        return OnAir(), Count()
    head = _HEAD.match(data)
    if head is None:
        raise DamagedRecordError("its first line is not what playout writes")
    text = data[head.end() : head.end() + int(head[4])]
    if zlib.crc32(text) != int(head[3], 16):
        raise DamagedRecordError("its checksum does not match")
    try:
        return OnAir.model_validate_json(text), Count(
            min(int(head[1]) / 1e6, LONGEST_S), int(head[2])
        )
    except ValidationError as error:
        raise DamagedRecordError(f"{error.error_count()} fields of it are wrong") from None
