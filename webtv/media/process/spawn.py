"""Children of an event loop that is on air, started without holding it up, and ended for good.

A `preexec_fn` makes Python copy its own process and wait until the copy has run it: 15 ms at best,
over a second on a busy machine, in which nothing is sent to anybody. Without one it uses vfork(2),
and the loop is held for 2 to 4 ms. So the death signal is asked for by setpriv(1), which Linux
systems have (util-linux 2.33); where it is missing, `tied_to_parent` does it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from asyncio.subprocess import Process, SubprocessStreamProtocol
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path

from webtv.environment import plain
from webtv.media.process import enter
from webtv.media.process.confinement import Confinement
from webtv.media.process.kernel import tell_missing
from webtv.media.process.limits import Limits
from webtv.media.process.process import tied_to_parent

PIPE = asyncio.subprocess.PIPE
DEVNULL = asyncio.subprocess.DEVNULL

REAP_S = 5.0
"""So long a killed child may take to be gone. Longer if it hangs in the kernel, on a dead disk say;
then it dies when that lets it go."""

_LAST_WORDS_S = 1.0
_LINE_BYTES = 1 << 16


class Child(Process):
    """A process of which nothing is left after `end`."""

    def __init__(
        self,
        transport: asyncio.SubprocessTransport,
        said: _Streams,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(transport, said, loop)
        self._transport = transport
        self._exited = said.exited
        self._killed = False

    def kill(self) -> None:
        """Kill it, if it runs. Only once: a second time may take its exit code from asyncio."""
        if self.returncode is None and not self._killed:
            self._killed = True
            super().kill()

    async def end(self, *listening: asyncio.Task[object]) -> None:
        """Kill it if it runs, let `listening` read its last words, and free all it holds.

        `Process.wait` leaves open what nobody read to its end, and may be cancelled. This is done
        for good in either case: when it is cancelled, it ends the child before it passes that on.
        """
        if self.stdin is not None:
            _abort(self.stdin.transport)
        self.kill()
        try:
            await asyncio.wait((self._exited,), timeout=REAP_S)
            if listening:
                await asyncio.wait(listening, timeout=_LAST_WORDS_S)
        except asyncio.CancelledError:
            await self.end()
            raise
        finally:
            self._transport.close()


def confined_argv(argv: Sequence[str], *, kept: Confinement, limits: Limits) -> list[str]:
    """The command that becomes the program of `argv`, confined to `kept`, within `limits`.

    Becoming it takes an interpreter of Python without its packages, some 20 ms of processor.
    """
    tell_missing()
    told = {
        "reads": [str(path.absolute()) for path in kept.reads],
        "writes": [str(path.absolute()) for path in kept.writes],
        "ports": [*kept.ports],
        "limits": asdict(limits),
    }
    return [sys.executable, "-I", "-S", enter.__file__, json.dumps(told), *argv]


async def spawn(
    argv: Sequence[str],
    *,
    stdin: int = DEVNULL,
    stdout: int = PIPE,
    stderr: int = PIPE,
    pass_fds: Collection[int] = (),
    nice: int = 0,
) -> Child:
    """Start a child that is killed when this process ends. Raises `OSError` if it cannot run.

    If this process ends before the child has asked for the signal, the ends of its pipes tell it.
    Whoever is cancelled here has no child.
    `nice` lowers its priority by so many steps. Its environment is the plain one, without keys.
    """
    setpriv = _setpriv()
    if setpriv is not None and os.access(argv[0], os.X_OK):
        slower = ("nice", "-n", str(nice)) if nice else ()
        argv, prepare = [setpriv, "--pdeathsig", "KILL", *slower, *argv], None
    else:  # also for what cannot be run, so that the error is Python's
        prepare = tied_to_parent(nice=nice) if nice or sys.platform == "linux" else None
    loop = asyncio.get_running_loop()

    async def start() -> Child:
        transport, said = await loop.subprocess_exec(
            lambda: _Streams(limit=_LINE_BYTES, loop=loop),
            *argv,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=tuple(pass_fds),
            env=plain(),
            preexec_fn=prepare,
        )
        return Child(transport, said, loop)

    starting = loop.create_task(start())
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        try:
            await _settled(starting)
        finally:
            if not starting.cancelled() and starting.exception() is None:
                await starting.result().end()
        raise


async def _settled(starting: asyncio.Task[Child]) -> None:
    """Wait until it is known whether there is a child, whoever is cancelled meanwhile."""
    try:
        await asyncio.wait((starting,))
    except asyncio.CancelledError:
        await _settled(starting)
        raise


class _Streams(SubprocessStreamProtocol):
    """asyncio's own, and it tells when the child is gone, whoever still holds its pipes."""

    def __init__(self, limit: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(limit, loop)
        self.exited = loop.create_future()

    def process_exited(self) -> None:
        super().process_exited()
        self.exited.set_result(None)


def _abort(pipe: asyncio.WriteTransport) -> None:
    """Close a pipe at once, whatever waits to be written."""
    if not pipe.is_closing() or pipe.get_write_buffer_size():
        pipe.abort()


def _setpriv() -> str | None:
    """The one of util-linux; BusyBox's knows no death signal."""
    found = shutil.which("setpriv")
    return found if found and Path(found).resolve().name == "setpriv" else None
