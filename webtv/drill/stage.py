"""The stage of a drill: a sandbox's parts under a real supervisor and watchdog, and its viewers."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime

import httpx
import psutil

from webtv.config.host import loopback
from webtv.drill.sandbox import Sandbox
from webtv.drill.told import Told
from webtv.drill.viewers import TOLD_S, Viewers
from webtv.errors import WebTVError
from webtv.model.status import ProductionStatus, Verdict
from webtv.station.environment import part_environment
from webtv.station.listening import listens, until_listening
from webtv.station.parts import Part, station_parts
from webtv.station.supervisor import Death, Supervisor
from webtv.station.watchdog import Watchdog
from webtv.store.status import read_station, read_statuses
from webtv.terminal import plain
from webtv.threads import in_thread

_LOOK_S = 0.5
_CALM_S = 2.0
_FIRST_S = 90.0
"""Longest wait until everybody sees something, with everything still to be loaded from disk."""

_PROBE_S = 30.0
_SPACES_S = 60.0
_PRODUCTION_S = 60.0
_ANSWER_S = 2.0
_LAST_WORDS = 3

Condition = Callable[[], bool | Awaitable[bool]]


class Stage:
    """Everything that runs in a drill. `start` first, `stop` in any case."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.settings = sandbox.settings
        self.told = Told(self.settings.logs_dir)
        self.viewers = Viewers(self.settings, sandbox.channels)
        self.more: dict[str, Mapping[str, object]] = {}
        """Further environment of a part, from its next start on."""
        self.supervisor = Supervisor(
            env=self._environment,
            logs=self.settings.logs_dir,
            on_death=self._died,
            folder=sandbox.folder,
        )
        self._parts = {part.name: part for part in station_parts(self.settings)}
        self._watching: list[asyncio.Task[None]] = []
        self._client = httpx.AsyncClient(timeout=_ANSWER_S, trust_env=False)
        self._producing = False
        self._probing = False

    async def start(self) -> None:
        """Start the air, and wait until everybody sees moving pictures. Raises `WebTVError`."""
        self.supervisor.start([self._parts[name] for name in ("rtmp", "playout", "web")])
        self._watching = [asyncio.create_task(self._guard()), asyncio.create_task(self._ask())]
        settings = self.settings
        host = loopback(settings.host)
        for port in (settings.rtmp_port, settings.web_port):
            if not await until_listening(host, port, within_s=_FIRST_S):
                raise self._failure("does not start")
        self.viewers.start()
        if not await self.until(self.viewers.begun, within_s=_FIRST_S):
            raise self._failure("shows nothing")
        await self.calm(within_s=_FIRST_S)

    async def probe(self) -> None:
        """Have the probe watch from now on, if it does not yet: it says which part is stuck."""
        if not self._probing:
            self._probing = True
            self.supervisor.start([self._parts["probe"]])
            await self.until(lambda: self._verdict() is not None, within_s=_PROBE_S)

    async def produce(self) -> None:
        """Have programmes made from now on, if they are not yet: Spaces first, then production."""
        if self._producing:
            return
        self._producing = True
        self.supervisor.start([self._parts["spaces"]])
        port = self.settings.spaces_port
        await until_listening("127.0.0.1", port, within_s=_SPACES_S)
        self.supervisor.start([self._parts["production"]])
        await self.until(lambda: bool(self.making()), within_s=_PRODUCTION_S)

    async def stop(self) -> None:
        """End everything, and wait until it has ended."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        for process in self.supervisor.processes.values():
            with suppress(ProcessLookupError):  # whatever a fault has stopped is to hear the end
                os.kill(process.pid, signal.SIGCONT)
        groups = (("production", "spaces", "probe"), ("playout",), ("rtmp", "web"))
        await self.supervisor.stop([self._named(names) for names in groups])
        await in_thread(self.viewers.stop, name="viewers")
        await self._client.aclose()

    async def calm(self, *, within_s: float) -> bool:
        """Wait until everybody sees moving pictures for a while. Returns whether they do."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            since = time.monotonic()
            await asyncio.sleep(_CALM_S)
            if self.viewers.begun() and max(self.viewers.holes(since)) <= TOLD_S:
                return True
        return False

    async def until(self, condition: Condition, *, within_s: float) -> bool:
        """Wait for a condition. Returns whether it came to hold in time."""
        deadline = time.monotonic() + within_s
        while True:
            found = condition()
            if found if isinstance(found, bool) else await found:
                return True
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.1)

    def process(self, part: str) -> psutil.Process:
        """The process of a part that runs."""
        return psutil.Process(self.supervisor.processes[part].pid)

    async def child(self, part: str, *words: str) -> psutil.Process | None:
        """The child of a part whose command line has all these words, as soon as there is one."""
        found: list[psutil.Process] = []

        def seen() -> bool:
            with suppress(psutil.Error):
                children = self.process(part).children()
                found.extend(c for c in children if _has(c, words))
            return bool(found)

        await self.until(seen, within_s=10)
        return found[0] if found else None

    def kill(self, part: str) -> int:
        """End a part as a crash would. Returns the id of the process that was."""
        process = self.supervisor.processes[part]
        process.kill()
        return process.pid

    def anew(self, part: str, before: int) -> bool:
        """Whether another process than `before` does a part's work."""
        process = self.supervisor.processes[part]
        return process.pid != before and process.returncode is None

    async def reached(self, port: int) -> bool:
        """Whether something listens on a port of the sandbox."""
        return await listens("127.0.0.1", port)

    def producing(self) -> Mapping[str, ProductionStatus]:
        """What production says of each channel, if it says anything."""
        now = datetime.now(UTC)
        return read_statuses(self.settings.status_dir, ProductionStatus, now=now)

    def making(self) -> list[str]:
        """The titles of the programmes in the making; those being written have none."""
        return [each.title for status in self.producing().values() for each in status.makings]

    async def config_errors(self) -> list[str]:
        """The channels of which the page says that their file is wrong."""
        address = f"http://127.0.0.1:{self.settings.web_port}/api/channels"
        try:
            answer = (await self._client.get(address)).json()
        except (httpx.HTTPError, ValueError):
            return []
        return [str(each["id"]) for each in answer if each.get("config_error")]

    def _failure(self, what: str) -> WebTVError:
        said = "; ".join(self.told.new()[-_LAST_WORDS:]) or "nobody said why"
        return WebTVError(f"the copy of the station {what}: {said} (--keep keeps its logs)")

    def _environment(self, part: str) -> Mapping[str, str]:
        environ = self.sandbox.environ(PYTHONUNBUFFERED="1")
        given = part_environment(part, self.settings, environ)
        return {**given, **{name: str(v) for name, v in self.more.get(part, {}).items()}}

    def _named(self, names: Collection[str]) -> list[Part]:
        return [part for name, part in self._parts.items() if name in names]

    def _died(self, death: Death) -> None:
        said = f": {plain(death.last_line)}" if death.last_line and death.code > 0 else ""
        self.told.say(f"station: {death.part} ended (exit {death.code}), it starts again{said}")

    async def _guard(self) -> None:
        """Restart what the probe suspects, as `webtv up` does."""
        watchdog = Watchdog()
        while True:
            verdict = self._verdict()
            uptimes = self.supervisor.uptimes()
            for part, reason in watchdog.due(verdict, uptimes=uptimes).items():
                self.told.say(f"station: {part} is restarted: {reason}")
                await self.supervisor.restart(part, reason)
            await asyncio.sleep(_LOOK_S)

    def _verdict(self) -> Verdict | None:
        return read_station(self.settings.status_dir, Verdict, now=datetime.now(UTC))

    async def _ask(self) -> None:
        """Ask for the station's health again and again, as a load balancer does."""
        address = f"http://127.0.0.1:{self.settings.web_port}/readyz"
        ready, lost = False, False
        while True:
            try:
                answer = await self._client.get(address)
                now, reason = answer.is_success, str(answer.json().get("reason", ""))
            except (httpx.HTTPError, ValueError):
                now, reason = False, "the web server does not answer"
            if ready and not now:
                lost = True
                self.told.say(f"/readyz: {reason}")
            elif lost and now:
                lost = False
                self.told.say("/readyz: every channel is on air again")
            ready = now
            await asyncio.sleep(_LOOK_S)


def _has(process: psutil.Process, words: Collection[str]) -> bool:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return all(word in line for word in words)
