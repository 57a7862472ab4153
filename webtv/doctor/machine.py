"""The machine itself: memory, open files, ports, disk, and the walls around strangers' media."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from webtv.config.settings import Settings
from webtv.doctor.finding import Finding, fault, note, refusal
from webtv.environment import env_file
from webtv.media.process.confinement import missing
from webtv.preflight import MIN_FREE_BYTES, port_faults, station_runs

LEAST_GB = 1.5
SMALL_GB = 3.0
"""Memory in which no station runs, and in which one without production does."""

LEAST_FILES = 4096
"""Open files that web and the RTMP server want for a few hundred viewers."""

LOW_FREE_BYTES = 5_000_000_000
"""Free disk below which a day's programmes push out others."""

LEAST_INODES = 10_000

_CGROUP = Path("/sys/fs/cgroup/memory.max")


def look_at_machine(settings: Settings) -> Iterator[Finding]:
    """Look at all that the station takes of a machine."""
    yield _memory(memory_gb())
    yield _open_files()
    yield from _ports(settings)
    yield from _disk(settings.home)
    if lacking := missing():
        told = f"this kernel has no {' and no '.join(lacking)}: decoders have fewer walls"
        yield note("walls", told, "use Linux 5.13 or newer, and a container that allows them")
    with suppress(OSError):
        if Path(".env").stat().st_mode & 0o077 and env_file():
            told = ".env, which may hold keys, can be read by other users"
            yield note("keys", told, "chmod 600 .env")


def memory_gb(cgroup: Path = _CGROUP) -> float:
    """The machine's memory, or what its container may have of it."""
    total_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    with suppress(OSError, ValueError):  # no cgroup, or "max"
        return min(total_gb, int(cgroup.read_text()) / 1e9)
    return total_gb


def free_gb(folder: Path) -> float:
    """Free room on the disk on which a folder is, or would be."""
    return shutil.disk_usage(nearest(folder)).free / 1e9


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there and may be looked at."""
    return next(each for each in (folder, *folder.parents) if os.path.exists(each))  # noqa: PTH110


def _memory(gb: float) -> Finding:
    told = f"{gb:.1f} GB"
    cure = "use a machine with more, or air what there is: `webtv up --no-production`"
    if gb < LEAST_GB:
        return fault("memory", f"{told}, of {LEAST_GB:g} that a station takes", cure)
    if gb < SMALL_GB:
        return note("memory", f"{told} is little for production", cure)
    return Finding("memory", told)


def _open_files() -> Finding:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < LEAST_FILES:
        told = f"a process may hold {hard} open, of {LEAST_FILES} that viewers may need"
        cure = "raise the hard limit: `ulimit -Hn 65536`, or LimitNOFILE= of the systemd unit"
        return fault("open files", told, cure)
    return Finding("open files", "enough")


def _ports(settings: Settings) -> Iterator[Finding]:
    if station_runs(settings.home):
        yield Finding("ports", "a station runs and holds them")
        return
    found = [refusal("ports", error) for error in port_faults(settings, spaces=settings.production)]
    yield from found or [Finding("ports", "free")]


def _disk(home: Path) -> Iterator[Finding]:
    place = nearest(home)
    free = shutil.disk_usage(place).free
    told = f"{free / 1e9:.1f} GB free for {home}"
    cure = "free some, lower WEBTV_HOME_GB, or set WEBTV_HOME to a folder on a larger disk"
    if free >= LOW_FREE_BYTES:
        yield Finding("disk", told)
    elif free >= MIN_FREE_BYTES:  # with less, the station does not start, which is said elsewhere
        yield note("disk", f"nearly full: {told}", cure)
    found = os.statvfs(place)
    if 0 < found.f_files and found.f_favail < LEAST_INODES:
        told = f"room for {found.f_favail} more files only on the disk of {home}"
        yield fault("disk", told, "delete small files there, or set WEBTV_HOME to another disk")
