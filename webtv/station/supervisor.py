"""Starts parts, starts those again that die or are stuck, and leaves none behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from webtv.backoff import Backoff
from webtv.media.process.process import tied_to_parent
from webtv.station.parts import Part

STOP_GRACE_S = 6.0
"""Seconds a part may take to end after SIGTERM before it is killed."""

STUCK_GRACE_S = 3.0
"""The same for a part that is restarted: it is thought to be stuck, and viewers are waiting."""

FIRST_DELAY_S = 0.3
"""Seconds until a part that died starts again; doubles while it dies within `SETTLED_S`."""

LONGEST_DELAY_S = 8.0
"""The longest such wait: it stays below the 10 s within which a part must be back."""

NEVER_RAN = -1000
"""Exit code of a part that could not be started."""

_TAIL_BYTES = 4000


@dataclass(frozen=True, slots=True)
class Death:
    """A part that ended without being told to."""

    part: str
    code: int
    last_line: str
    retry_s: float


class Supervisor:
    """Owns the station's processes.

    `env` gives the environment of a part each time it starts; `on_death` hears of every part that
    dies by itself. Parts run in `folder`, else in that of this process.
    """

    def __init__(
        self,
        *,
        env: Callable[[str], Mapping[str, str]],
        logs: Path,
        on_death: Callable[[Death], None],
        folder: Path | None = None,
    ) -> None:
        self.env = env
        self.logs = logs
        self.on_death = on_death
        self.folder = folder
        self.processes: dict[str, asyncio.subprocess.Process] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._started: dict[str, float] = {}
        self._restarting: set[str] = set()
        self._stopping = False
        self._log = structlog.stdlib.get_logger().bind(process="station")

    def start(self, parts: Sequence[Part]) -> None:
        """Start parts and keep them running until `stop`."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for part in parts:
            self._tasks[part.name] = asyncio.create_task(self._keep(part), name=part.name)

    async def stop(self, order: Sequence[Sequence[Part]]) -> None:
        """End everything, one group after the other; parts that do not end are killed."""
        self._stopping = True
        for group in order:
            running = [self.processes[p.name] for p in group if p.name in self.processes]
            for process in running:
                # The part alone: it ends what it started in its own order.
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
            if running:
                waits = [asyncio.create_task(p.wait()) for p in running]
                grace_s = STOP_GRACE_S + max(part.grace_s for part in group)
                _, late = await asyncio.wait(waits, timeout=grace_s)
                if late:
                    self._log.warning("parts killed, they did not stop in time", count=len(late))
            for process in running:
                # The whole group: what the part started must not outlive it.
                _kill_group(process)
                await process.wait()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def uptimes(self) -> dict[str, float]:
        """The seconds that each part has run since it last started."""
        now = time.monotonic()
        return {name: now - started for name, started in self._started.items()}

    async def restart(self, part: str, reason: str) -> None:
        """End a part that runs but does not do its work; it starts again at once."""
        process = self.processes.get(part)
        if process is None or process.returncode is not None or self._stopping:
            return
        self._log.error("part restarted", part=part, reason=reason)
        self._restarting.add(part)
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STUCK_GRACE_S):
                await process.wait()
        except TimeoutError:
            _kill_group(process)

    async def _keep(self, part: Part) -> None:
        backoff = Backoff(first_s=FIRST_DELAY_S, most_s=LONGEST_DELAY_S, jitter=0)
        while not self._stopping:
            started = self._started[part.name] = time.monotonic()
            try:
                code = await self._run(part)
            except OSError as error:  # no process to be had, or no place for its last words
                self._log.error("part cannot be started", part=part.name, error=str(error))
                code = NEVER_RAN
            if self._stopping:
                return
            if part.name in self._restarting:
                self._restarting.remove(part.name)
                continue
            delay = backoff.wait_s(lasted_s=time.monotonic() - started)
            death = Death(part.name, code, last_line(self._output(part)), delay)
            self._log.error("part died", part=part.name, code=code, said=death.last_line)
            self.on_death(death)
            await asyncio.sleep(delay)

    async def _run(self, part: Part) -> int:
        with self._output(part).open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *part.argv,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.env(part.name),
                cwd=self.folder,
                # A session of its own: Ctrl-C reaches the supervisor alone, which then stops
                # the parts in order, and killing the group also gets what the part left behind.
                start_new_session=True,
                preexec_fn=tied_to_parent(),
            )
        self.processes[part.name] = process
        code = await process.wait()
        _kill_group(process)
        return code

    def _output(self, part: Part) -> Path:
        return self.logs / f"{part.name}.out"


def last_line(path: Path) -> str:
    """The last line a part printed, for the one who wants to know why it died."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            lines = [line.strip() for line in file.read().decode("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    return next((line for line in reversed(lines) if line), "")[:300]


def _kill_group(process: asyncio.subprocess.Process) -> None:
    """Kill a part and all it started; most of them are gone already."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
