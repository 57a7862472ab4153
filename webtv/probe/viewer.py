"""A viewer: one destination of one channel, looked at now and then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from structlog.stdlib import BoundLogger

from webtv.errors import RejectedError
from webtv.log import redact
from webtv.model.status import ProbeResult
from webtv.probe.hls import pull_hls
from webtv.probe.judge import Fault, judge
from webtv.probe.pulled import Pulled, PullError
from webtv.probe.rtmp import pull_rtmp
from webtv.probe.sample import DEADLINE_S, Sample, measure
from webtv.threads import in_thread

STALE_S = 15.0
"""Seconds without a new HLS segment after which a viewer's player stands still."""

_CHILD_S = 5.0
"""Longer than its deadline may the child that decodes take to be started and to be gone."""

_SAID = 300
"""Characters of a fault that are told: a stranger's server may have a word in it."""


class Viewer:
    """Watches `url`, by HLS if it is an HTTP address and as ffmpeg does if not.

    `decoding` is shared by all viewers: no more of them decode at once than it allows.
    """

    def __init__(
        self,
        destination: str,
        url: str,
        *,
        ffmpeg: Path,
        decoding: asyncio.Semaphore,
        log: BoundLogger,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.destination = destination
        self.result: ProbeResult | None = None
        self.alarm = asyncio.Event()
        """Set by others to have it look at once."""
        self._url = url
        self._ffmpeg = ffmpeg
        self._decoding = decoding
        self._log = log.bind(destination=destination)
        self._clock = clock
        self._edge = ""
        self._edge_at = 0.0

    async def look(self) -> ProbeResult:
        """Pull once and judge. Takes up to about 12 s; what goes wrong is in the result."""
        pulled, sample = None, Sample()
        try:
            pulled = await self._pull()
            fault = self._stale(pulled)
            async with self._decoding:
                data = pulled.data
                sample = await in_thread(
                    lambda: measure(data), name="decode", deadline_s=DEADLINE_S + _CHILD_S
                )
            fault = fault or judge(sample, live_s=pulled.live_s)
        except PullError as error:
            fault = Fault(error.symptom, str(error))
        except RejectedError as error:
            fault = Fault("broken", str(error))
        before = self.result
        self.result = ProbeResult(
            destination=self.destination,
            checked_at=datetime.now(UTC),
            fault=redact(fault.said)[:_SAID] if fault else "",
            symptom=fault.symptom if fault else "",
            failures=(before.failures if before else 0) + 1 if fault else 0,
            tune_in_s=round(pulled.tune_in_s, 3) if pulled else None,
            pictures=sample.pictures,
            media_s=round(sample.media_s, 3),
            loudness_db=sample.loudness_db,
        )
        self._tell(before, self.result)
        return self.result

    async def _pull(self) -> Pulled:
        if self._url.startswith(("http://", "https://")):
            return await pull_hls(self._url)
        return await pull_rtmp(self._ffmpeg, self._url)

    def _stale(self, pulled: Pulled) -> Fault | None:
        """Whether the newest segment is the one of long ago. By this clock, not by the segment's
        date: a machine whose clock is set anew is no fault of the channel.
        """
        now = self._clock()
        if pulled.edge != self._edge:
            self._edge, self._edge_at = pulled.edge, now
        old_s = now - self._edge_at
        if not pulled.edge or old_s <= STALE_S:
            return None
        return Fault("stale", f"no new HLS segment for {old_s:.0f} s")

    def _tell(self, before: ProbeResult | None, now: ProbeResult) -> None:
        """Log a fault once when it is confirmed, and its end."""
        if now.confirmed and not (before and before.confirmed):
            self._log.warning("viewers are without", fault=now.fault, symptom=now.symptom)
        elif before and before.confirmed and not now.confirmed:
            self._log.info("viewers are served again")
