"""An ffmpeg that runs for as long as it is fed: its pipes, its last words, its watches, its end.

Pushers, encoders and renditions of what is on air are run here; each says what goes in, who reads
what comes out, and when it must go.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections import deque
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any

from webtv.media.process.process import KEPT_LINES, last_words
from webtv.media.process.spawn import PIPE, Child, spawn

POLL_S = 0.5
"""Seconds between two looks of a watch."""


async def run_long(
    argv: Sequence[str],
    *,
    feed: Callable[[Child], Coroutine[Any, Any, None]],
    read: Sequence[Callable[[Child], Coroutine[Any, Any, None]]] = (),
    watch: Sequence[Callable[[], Coroutine[Any, Any, str]]] = (),
    farewell_s: float = 0.0,
    stdout: int = PIPE,
    pass_fds: Collection[int] = (),
    nice: int = 0,
) -> str:
    """Run a program until it exits or a watch ends it. Returns why it ended, and its last words.

    `feed` writes its standard input; each of `read` reads a pipe that it writes. The first of
    `watch` to return ends the program, for the reason that it returns. The program then has
    `farewell_s` seconds to finish what it was fed. Nothing of it is left when this returns, or
    when this is cancelled.
    """
    try:
        process = await spawn(argv, stdin=PIPE, stdout=stdout, pass_fds=pass_fds, nice=nice)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        # RuntimeError: asyncio waits for each child in a thread, and there was none left.
        return f"{argv[0]} cannot be run: {getattr(error, 'strerror', None) or error}"
    assert process.stderr is not None
    said: deque[str] = deque(maxlen=KEPT_LINES)
    feeding = asyncio.create_task(feed(process))
    reading = [asyncio.create_task(reader(process)) for reader in read]
    listening = [*reading, asyncio.create_task(keep_lines(process.stderr, said))]
    watching = [asyncio.create_task(step()) for step in watch]
    exiting = asyncio.create_task(process.wait())
    try:
        reason = await _first_reason(watching, exiting, {feeding, *reading})
    finally:
        try:
            await _end(process, [feeding, *watching, exiting], listening, farewell_s=farewell_s)
        finally:
            await asyncio.gather(*listening, return_exceptions=True)
    return f"{reason or f'ffmpeg ended with code {process.returncode}'}: {last_words(said)}"


async def stalled(quiet_s: Callable[[], float], *, limit_s: float, what: str) -> str:
    """Return once `quiet_s` has come to `limit_s` seconds. `what` did not happen for so long."""
    while quiet_s() < limit_s:  # noqa: ASYNC110
        await asyncio.sleep(POLL_S)
    return f"{what} for {limit_s:.0f} s"


async def keep_lines(stream: asyncio.StreamReader, into: deque[str]) -> None:
    """Collect the last lines of a child's stderr until it closes."""
    while True:
        try:
            line = await stream.readline()
        except ValueError:  # longer than asyncio's limit; what it held is gone, the next is fine
            continue
        if not line:
            return
        into.append(line.decode(errors="replace").rstrip())


async def _first_reason(
    watching: Sequence[asyncio.Task[str]],
    exiting: asyncio.Task[int],
    pipes: set[asyncio.Task[None]],
) -> str:
    """Wait for the end. Returns what a watch gave for a reason; empty if the program exited.

    A pipe that is read or fed to its end ends nothing; one whose user fails does.
    """
    waiting: set[asyncio.Task[Any]] = {*watching, exiting, *pipes}
    while True:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for pipe in pipes & done:
            pipe.result()
        for step in watching:
            if step in done:
                return step.result()
        if exiting in done:
            return ""


async def _end(
    process: Child,
    tasks: Sequence[asyncio.Task[Any]],
    listening: Sequence[asyncio.Task[Any]],
    *,
    farewell_s: float,
) -> None:
    """Let the program finish if it may, then end it and read its last words."""
    assert process.stdin is not None
    try:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if farewell_s:
            process.stdin.close()
            async with asyncio.timeout(farewell_s):
                await process.wait()
    except TimeoutError:
        pass
    finally:
        try:
            await process.end(*listening)
        finally:
            for task in listening:
                task.cancel()
