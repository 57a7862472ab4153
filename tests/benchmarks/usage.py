"""What a process and all its descendants use: processor time, memory, descriptors, threads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Usage:
    """Sums over a tree of processes. `cpu_s` includes children that have ended meanwhile."""

    cpu_s: float = 0.0
    rss: int = 0
    pss: int = 0
    """Bytes, each shared page counted in equal parts to those that share it."""
    fds: int = 0
    threads: int = 0
    processes: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.cpu_s + other.cpu_s,
            self.rss + other.rss,
            self.pss + other.pss,
            self.fds + other.fds,
            self.threads + other.threads,
            self.processes + other.processes,
        )


def tree_usage(root: psutil.Process) -> Usage:
    """What `root` and its descendants use; one that ends meanwhile is counted by its parent."""
    try:
        processes = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return Usage()
    return total(filter(None, map(process_usage, processes)))


def process_usage(process: psutil.Process) -> Usage | None:
    """What one process uses, with the processor time of children it has reaped; None if gone."""
    try:
        times = process.cpu_times()
        return Usage(
            cpu_s=times.user + times.system + times.children_user + times.children_system,
            rss=process.memory_info().rss,
            pss=_pss(process.pid),
            fds=process.num_fds(),
            threads=process.num_threads(),
            processes=1,
        )
    except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
        return None


def total(usages: Iterable[Usage]) -> Usage:
    """The sum of all."""
    return sum(usages, Usage())


def _pss(pid: int) -> int:
    """Source: proc_pid_smaps_rollup(5). A zombie has none."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == "Pss":
            return int(value.split()[0]) * 1024
    return 0
