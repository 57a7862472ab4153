"""Limits on what a child that reads strangers' media may use: memory, processor, files."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1 << 20

_OPEN_FILES = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one child.

    `memory_bytes` is what it may allocate beyond what it was started with. `cpu_s` counts all its
    threads; None for one that runs for as long as it is needed. `written_bytes` is the size of the
    largest file that it may write.
    """

    memory_bytes: int
    cpu_s: float | None
    written_bytes: int = 0


def limiter(limits: Limits) -> Callable[[], None]:
    """A function that puts `limits` in force for the process that calls it, for good.

    It may run between fork and exec. Source: getrlimit(2); since Linux 4.7 RLIMIT_DATA counts
    private memory however it was mapped, and not the libraries, as RLIMIT_AS would. Other systems
    count less, and there the processor's time is the bound that holds.
    """
    wanted = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ]
    if limits.cpu_s is not None:
        wanted.append((resource.RLIMIT_CPU, max(1, round(limits.cpu_s))))

    def put_in_force() -> None:
        for kind, most in wanted:
            _lower(kind, most)
        if sys.platform == "linux":
            _lower(resource.RLIMIT_DATA, limits.memory_bytes)

    return put_in_force


def allocated_bytes() -> int:
    """Bytes that this process has allocated, as RLIMIT_DATA counts them; 0 if nobody says it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    for line in status.splitlines():
        name, _, value = line.partition(":")
        if name == "VmData":
            return int(value.split()[0]) * 1024
    return 0


def _lower(kind: int, most: int) -> None:
    _, highest = resource.getrlimit(kind)
    allowed = most if highest == resource.RLIM_INFINITY else min(most, highest)
    resource.setrlimit(kind, (allowed, allowed))
