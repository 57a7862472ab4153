"""Children of an event loop that is on air, started without holding it up.

A `preexec_fn` makes Python copy its own process and wait until the copy has run it: 15 ms at best,
over a second on a busy machine, in which nothing is sent to anybody. Without one it uses vfork(2),
and the loop is held for 2 to 4 ms. So the death signal is asked for by setpriv(1), which Linux
systems have (util-linux 2.33); where it is missing, `tied_to_parent` does it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from webtv.media.process import tied_to_parent

PIPE = asyncio.subprocess.PIPE
DEVNULL = asyncio.subprocess.DEVNULL


async def spawn(
    argv: Sequence[str],
    *,
    stdin: int = DEVNULL,
    stdout: int = PIPE,
    stderr: int = PIPE,
    pass_fds: Collection[int] = (),
    nice: int = 0,
) -> asyncio.subprocess.Process:
    """Start a child that is killed when this process ends. Raises `OSError` if it cannot run.

    If this process ends before the child has asked for the signal, the ends of its pipes tell it.
    `nice` lowers its priority by so many steps.
    """
    setpriv = _setpriv()
    if setpriv is not None and os.access(argv[0], os.X_OK):
        slower = ("nice", "-n", str(nice)) if nice else ()
        argv, prepare = [setpriv, "--pdeathsig", "KILL", *slower, *argv], None
    else:  # also for what cannot be run, so that the error is Python's
        prepare = tied_to_parent(nice=nice) if nice or sys.platform == "linux" else None
    return await asyncio.create_subprocess_exec(
        *argv,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        pass_fds=tuple(pass_fds),
        preexec_fn=prepare,
    )


def _setpriv() -> str | None:
    """The one of util-linux; BusyBox's knows no death signal."""
    found = shutil.which("setpriv")
    return found if found and Path(found).resolve().name == "setpriv" else None
