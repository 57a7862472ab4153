"""A live player: an ffmpeg that pulls a feed and conforms it as it comes.

It reads a cushion before it is taken, so that a feed that stops can be left without a hole. It
is never paced: what waits for its turn, or grows because the encoder's clock is fast, is left out
from keyframe to keyframe.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from webtv.media.live import live_argv
from webtv.media.process.confinement import Confinement
from webtv.media.process.limits import MEBIBYTE, Limits
from webtv.media.process.spawn import confined_argv
from webtv.model.house import HouseFormat
from webtv.playout.mpegts.reader import PACKET, TICKS_PER_S, Unit, shown_after
from webtv.playout.mpegts.restamp import without_sound_before
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import PlaylistPlayer

CUSHION_S = 2.5
"""Seconds read ahead before a feed may be taken."""

STALL_S = 2.0
"""Silence after which a feed is over. The server ends a feed that pauses sooner, so this is for
when the server itself is stuck; what is left of the cushion is for cueing what follows."""

LONGEST_S = 7.0
"""More than this is not kept ahead while on air."""

LIMITS = Limits(memory_bytes=1536 * MEBIBYTE, cpu_s=None)
"""A feed of 4096x2304 with 16 pictures of reference needs up to two thirds of it."""

_RTMP_PORT = 1935
_SYNC = 0x47
_INTERLEAVED = 4
"""Units from the first, in which there may be sound that is heard before it is shown."""

_BUFFER_S = 20.0
_CHUNK = 1 << 16


class LivePlayer(PlaylistPlayer):
    """Plays the feed at `address`, which is asked for once, when it starts.

    `sound` tells whether the feed has any.
    """

    stall_s = STALL_S

    def __init__(
        self,
        *,
        ffmpeg: Path,
        item: Item,
        start: int,
        house: HouseFormat,
        address: Callable[[], str],
        sound: bool,
    ) -> None:
        super().__init__(ffmpeg=ffmpeg, item=item, start=start)
        self._house = house
        self._address = address
        self._sound = sound
        self._begun = False

    def begin(self, tick: int) -> None:
        """Put the first picture at `tick`. Call it before the first `next`."""
        self._begun = True
        super().begin(tick)

    async def next(self) -> Unit | None:
        """Wait for the next unit in order; None at the end."""
        if self._units and self._units[0].keyframe and self._ahead_s() > LONGEST_S:
            by = self._leave_out()
            self._shift -= by
            self.end -= by
        return await super().next()

    def _argv(self) -> list[str]:
        feed = self._address()
        argv = live_argv(
            self._ffmpeg,
            self._house,
            feed=feed,
            sound=self._sound,
            start_s=self.start / TICKS_PER_S,
        )
        # A stranger may have got hold of the operator's key: it writes no file, starts nothing.
        only_the_feed = Confinement(ports=[urlsplit(feed).port or _RTMP_PORT])
        return confined_argv(argv, kept=only_the_feed, limits=LIMITS)

    async def _opening(self) -> str:
        fault = await super()._opening()
        while not fault and self._ahead_s() < CUSHION_S:
            if self.ended.is_set():
                return self.failure or "the feed ended"
            await self._change()
        return fault

    async def _chunk(self, stdout: asyncio.StreamReader) -> bytes:
        if self._first_dts is None:  # `cue` has its own limit
            return await stdout.read(_CHUNK)
        return await super()._chunk(stdout)

    def _end(self) -> None:
        if not self.ended.is_set() and not self.shortened:
            self._finish()
        super()._end()

    async def _room(self) -> None:
        if not self._begun:
            by = self._leave_out()
            self.start += by
            self.sent_end += by
        elif self._ahead_s() > _BUFFER_S:
            await super()._room()

    def _finish(self) -> None:
        """Let it end where picture and sound end together: a feed breaks off anywhere."""
        units = list(self._units)
        clean = [i for i in range(1, len(units)) if self._clean(units[i - 1], units[i])]
        if clean:
            self._keep(units, clean[-1])

    def _leave_out(self) -> int:
        """Drop units up to the last keyframe that has a cushion after it; return their ticks."""
        last = self._units[-1].dts if self._units else 0
        fresh = [
            index
            for index, unit in enumerate(self._units)
            if index and unit.keyframe and last - unit.dts >= CUSHION_S * TICKS_PER_S
        ]
        if not fresh:
            return 0
        first = self._units[0].dts
        for _ in range(fresh[-1]):
            self._units.popleft()
        self._first_dts = self._units[0].dts
        following = b""
        if not self._begun:  # what aired before has sound up to the first picture
            shown = self._first_dts + shown_after(self._units[0].data)
            for index in range(min(_INTERLEAVED, len(self._units))):
                self._units[index] = without_sound_before(self._units[index], shown)
                following += self._units[index].data
        self._units[0] = marked(self._units[0], following)
        return self._first_dts - first


def marked(unit: Unit, following: bytes = b"") -> Unit:
    """`unit` with the announcement, for each PID, that its continuity counter jumps; also for those
    whose first packets are in `following`.

    Source: ISO/IEC 13818-1, 2.4.3.5, discontinuity_indicator; the packets carry nothing else.
    """
    counters: dict[int, int] = {}
    data = unit.data + following
    for at in range(0, len(data), PACKET):
        pid = (data[at + 1] & 0x1F) << 8 | data[at + 2]
        counters.setdefault(pid, data[at + 3] & 0x0F)
    marks = b"".join(
        bytes((_SYNC, pid >> 8, pid & 0xFF, 0x20 | (counter - 1) & 0x0F, PACKET - 5, 0x80))
        + b"\xff" * (PACKET - 6)
        for pid, counter in counters.items()
    )
    return replace(unit, data=marks + unit.data)
