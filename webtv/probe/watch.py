"""A watch: all viewers of one channel, each looking again in its turn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from structlog.stdlib import BoundLogger

from webtv.model.status import ProbeResult
from webtv.probe.turn import FIRST_LOOK_S, next_look_s
from webtv.probe.verdict import CUT_OFF
from webtv.probe.viewer import Viewer


class Watch:
    """The viewers of channel `ident`, who look from `start` to `close`.

    `addresses` says where each watches, by destination. `news` is called when what a viewer gets
    changes, `outage` with a destination that has just failed.
    """

    def __init__(
        self,
        ident: str,
        addresses: Mapping[str, str],
        *,
        viewer: Callable[[str, str], Viewer],
        every_s: float,
        news: Callable[[], None],
        outage: Callable[[str], None],
        log: BoundLogger,
    ) -> None:
        self.addresses = dict(addresses)
        self.viewers: Sequence[Viewer] = [viewer(d, url) for d, url in addresses.items()]
        self._ident = ident
        self._every_s = every_s
        self._news = news
        self._outage = outage
        self._log = log
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to look."""
        self._tasks = [asyncio.create_task(self._keep_looking(v)) for v in self.viewers]

    def results(self) -> tuple[ProbeResult, ...]:
        """The last result of each viewer; those who have not looked yet are left out."""
        return tuple(viewer.result for viewer in self.viewers if viewer.result is not None)

    def alarm(self, destination: str) -> None:
        """Have the viewers of `destination` look at once, unless they know of a fault already."""
        for viewer in self.viewers:
            if viewer.destination == destination and not (viewer.result and viewer.result.fault):
                viewer.alarm.set()

    async def close(self) -> None:
        """Stop looking."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep_looking(self, viewer: Viewer) -> None:
        await asyncio.sleep(FIRST_LOOK_S)
        while True:
            failing = await self._look(viewer)
            wait_s = next_look_s(
                f"{self._ident}/{viewer.destination}",
                now=time.monotonic(),
                every_s=self._every_s,
                failing=failing,
            )
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await viewer.alarm.wait()
            viewer.alarm.clear()

    async def _look(self, viewer: Viewer) -> bool:
        """Look once; whether there is a fault. A fault of the probe's own is logged in full."""
        before = viewer.result
        try:
            now = await viewer.look()
        except Exception:
            self._log.exception("the probe failed", destination=viewer.destination)
            return False
        if before is None or (now.fault, now.confirmed) != (before.fault, before.confirmed):
            self._news()
        if now.failures == 1 and now.symptom in CUT_OFF:
            self._outage(viewer.destination)
        return bool(now.fault)
