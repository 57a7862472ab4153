"""A whole drill: sandbox, stage, faults, report; nothing is left of it."""

from __future__ import annotations

import asyncio
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from webtv.config.settings import Settings
from webtv.drill.fault import Fault
from webtv.drill.rehearse import Outcome, rehearse
from webtv.drill.sandbox import Sandbox, make_sandbox
from webtv.drill.stage import Stage
from webtv.errors import WebTVError
from webtv.preflight import check_parts
from webtv.threads import in_thread

Say = Callable[[str], None]

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def drill(
    settings: Settings, faults: Sequence[Fault], *, say: Say, keep: bool = False
) -> tuple[Sandbox, list[Outcome]]:
    """Rehearse `faults` on a copy of the station, telling what happens by `say`.

    However it ends, no process of it is left, and no folder unless it is to be kept. Raises
    `WebTVError`, and `KeyboardInterrupt` at SIGINT, SIGTERM and SIGHUP.
    """
    check_parts(settings, spaces=True)
    folder = Path(tempfile.mkdtemp(prefix="webtv-drill-"))
    try:
        return asyncio.run(_interruptible(settings, folder, faults, say))
    finally:
        if keep:
            say(f"kept: {folder}")
        else:
            _remove(folder)


def _remove(folder: Path) -> None:
    """Delete all of it, whatever signal comes in between."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDING}
    shutil.rmtree(folder, ignore_errors=True)
    for number, handler in before.items():
        signal.signal(number, handler)


async def _interruptible(
    settings: Settings, folder: Path, faults: Sequence[Fault], say: Say
) -> tuple[Sandbox, list[Outcome]]:
    work = asyncio.ensure_future(_drill(settings, folder, faults, say))
    loop = asyncio.get_running_loop()
    told = asyncio.Event()

    def end() -> None:
        if not told.is_set():  # a second one would leave the first half done
            told.set()
            work.cancel()

    for number in _ENDING:
        loop.add_signal_handler(number, end)
    try:
        return await work
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _drill(
    settings: Settings, folder: Path, faults: Sequence[Fault], say: Say
) -> tuple[Sandbox, list[Outcome]]:
    say("making a copy of the station")
    sandbox = await _sandbox(settings, folder)
    for line in sandbox.left_out:
        say(f"not rehearsed: {line}")
    said = ", ".join(
        f"{name} ({'its own programmes' if name in sandbox.own_films else 'a test picture'})"
        for name in sandbox.channels
    )
    say(f"on air in {folder}: {said}")
    stage = Stage(sandbox)
    outcomes = []
    try:
        await stage.start()
        async for outcome in rehearse(stage, faults):
            outcomes.append(outcome)
            told = outcome.skipped or "; ".join((outcome.sight.words(), *outcome.missed))
            say(f"{outcome.fault.name}: {outcome.verdict}; {told}")
    finally:
        say("ending what was started")
        ending = asyncio.ensure_future(stage.stop())
        while not ending.done():
            with suppress(asyncio.CancelledError):  # told to end while it does
                await asyncio.shield(ending)
        ending.result()
    return sandbox, outcomes


async def _sandbox(settings: Settings, folder: Path) -> Sandbox:
    """Make the sandbox; when this is cancelled, nobody writes to its folder any more."""
    stop = threading.Event()
    making = asyncio.ensure_future(
        in_thread(lambda: make_sandbox(settings, folder, stop=stop), name="sandbox")
    )
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        stop.set()
        with suppress(WebTVError, OSError):
            await making
        raise
