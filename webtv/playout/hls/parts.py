"""Cuts segments in the making into parts, with their captions, while somebody asks for them.

Where nobody does, this costs a look at one file a segment.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webtv.playout.hls.folder import HlsFolder
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.store.hls import VTT, with_suffix
from webtv.store.parts import (
    INDEX,
    PART_S,
    Part,
    PartialSegment,
    PartsIndex,
    is_asked,
    part_name,
)

_LISTED = 3
"""Segments whose parts are listed: three target durations, as the draft wants (6.2.2)."""

_LINGERS_S = 20.0
"""Seconds that a part stays on disk once it is listed no more."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One part of the segment in the making: the `place`-th of the `segment`-th of this run.

    `at` and `fresh` are the segment's, `captions` the part's.
    """

    data: bytes
    captions: str
    duration_s: float
    segment: int
    place: int
    last: bool
    at: datetime
    fresh: bool


class PartCutter:
    """Decides where a segment is cut. Set `wanted` while somebody asks for parts."""

    def __init__(self) -> None:
        self.wanted = False
        self._active = False
        self._segment = 0
        self._cut = 0
        self._place = 0

    def begin(self) -> None:
        """A segment begins: it has parts if they are wanted now."""
        self._active = self.wanted
        self._segment += 1
        self._cut = self._place = 0

    def drop(self) -> None:
        """Give up on the parts of this segment."""
        self._active = False

    def is_due(self, units: Sequence[Unit], following: Unit) -> bool:
        """Whether the units so far make a part, now that `following` comes."""
        if not self._active:
            return False
        return following.dts - units[self._cut].dts >= PART_S * TICKS_PER_S - 1

    def cut(
        self,
        units: Sequence[Unit],
        end: int,
        *,
        last: bool,
        at: datetime,
        fresh: bool,
        captions: Callable[[int], str],
    ) -> Cut | None:
        """The part of `units` that was not cut yet and ends at tick `end`; None without parts.

        `captions` gives those of a part that begins at a tick.
        """
        if not self._active:
            return None
        rest = units[self._cut :]
        place, self._cut, self._place = self._place, len(units), self._place + 1
        return Cut(
            data=b"".join(unit.data for unit in rest),
            captions=captions(rest[0].dts),
            duration_s=(end - rest[0].dts) / TICKS_PER_S,
            segment=self._segment,
            place=place,
            last=last,
            at=at,
            fresh=fresh,
        )


class PartFiles:
    """Writes parts and their index. Blocking: call it from a thread."""

    def __init__(self, folder: HlsFolder) -> None:
        self._folder = folder
        self._run = int(time.time() * 1000)
        self._listed: deque[PartialSegment] = deque()
        self._making: PartialSegment | None = None
        self._leaving: deque[tuple[float, str]] = deque()

    def add(self, cut: Cut, number: int) -> None:
        """Write a part of the `number`-th segment. The last one is told once that is listed.

        Raises `OSError`.
        """
        self._sweep()
        making = self._making
        if making is None or making.number != number or cut.place == 0:
            self._forget()
            making = PartialSegment(number=number, at=cut.at, fresh=cut.fresh)
        if cut.place != len(making.parts):
            self.reset()
            return
        name = part_name(self._run, cut.segment, cut.place)
        self._folder.write(with_suffix(name, VTT), cut.captions)
        self._folder.write(name, cut.data)
        part = Part(name=name, duration_s=cut.duration_s, independent=cut.place == 0)
        self._making = making.model_copy(update={"parts": (*making.parts, part)})
        if not cut.last:
            self._publish(self._making, part_name(self._run, cut.segment, cut.place + 1))

    def listed(self, number: int, segment: int, *, ends_at: datetime) -> None:
        """The `number`-th segment is in the playlist; the next begins at `ends_at`.

        Raises `OSError`.
        """
        making = self._making
        if making is None or making.number != number:
            self.reset()
            return
        self._making = None
        self._listed.append(making)
        while len(self._listed) > _LISTED:
            self._leave(self._listed.popleft())
        following = PartialSegment(number=number + 1, at=ends_at)
        self._publish(following, part_name(self._run, segment + 1, 0))

    def reset(self) -> None:
        """Forget all parts: what comes does not go on from them."""
        for segment in self._listed:
            self._leave(segment)
        self._listed.clear()
        self._forget()
        self._folder.discard(INDEX)

    def asked(self) -> bool:
        """Whether somebody wants parts."""
        asked = is_asked(self._folder.path)
        if not asked and (self._listed or self._leaving):
            self.reset()
            self._sweep()
        return asked

    def _publish(self, making: PartialSegment, hint: str) -> None:
        index = PartsIndex(segments=tuple(self._listed), making=making, hint=hint)
        self._folder.write(INDEX, index.model_dump_json(exclude_defaults=True))

    def _forget(self) -> None:
        if self._making is not None:
            self._leave(self._making)
            self._making = None

    def _leave(self, segment: PartialSegment) -> None:
        at = time.time() + _LINGERS_S
        for part in segment.parts:
            self._leaving += ((at, part.name), (at, with_suffix(part.name, VTT)))

    def _sweep(self) -> None:
        now = time.time()
        while self._leaving and self._leaving[0][0] <= now:
            self._folder.discard(self._leaving.popleft()[1])
