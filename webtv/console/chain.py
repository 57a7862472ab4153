"""The file of the audit as lines: the last one of it, and one more."""

from __future__ import annotations

import json
import os

LONGEST_LINE = 256 << 10


def last_of(file: int) -> tuple[int, str, str] | None:
    """Number, hash and `before` of the last entry in the open file; None where it has none."""
    size = os.fstat(file).st_size
    tail = os.pread(file, LONGEST_LINE, max(0, size - LONGEST_LINE))
    for line in reversed(tail.split(b"\n")):
        try:
            values = json.loads(line)
            return int(values["number"]), str(values["hash"]), str(values["before"])
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # a crash tore it off, or somebody changed it: `verify` says so
    return None


def append(file: int, line: bytes) -> None:
    """Append a line whole or not at all. A line that a crash tore off is closed first."""
    size = os.fstat(file).st_size
    if size and os.pread(file, 1, size - 1) != b"\n":
        line = b"\n" + line
    try:
        if os.write(file, line) < len(line):
            raise OSError("no room for a whole line")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
