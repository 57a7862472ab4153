"""The limit on the files that this process may hold open, connections and pipes among them."""

from __future__ import annotations

import resource
from contextlib import suppress

AS_MANY_AS_THERE_MAY_BE = 1 << 20
"""What Linux allows a process at most unless it is told otherwise (`fs.nr_open`)."""


def raise_open_files(wanted: int = AS_MANY_AS_THERE_MAY_BE) -> int:
    """Raise the limit to `wanted`, or as far as the system lets it; a higher one stays.

    Returns the limit that is then in force, `wanted` if there is none.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return wanted
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        with suppress(OSError, ValueError):  # a sandbox may forbid it; then the old one holds
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return wanted
    return soft
