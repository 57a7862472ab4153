"""The item: one playlist or feed to air, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Literal

from webtv.model.asrun import Cause, Kind
from webtv.model.status import ShotLine
from webtv.model.subtitle import Subtitle
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.store.signature import GENERATED


@dataclass(frozen=True, slots=True)
class Item:
    """Describes what a player plays. `frames` at `rate` a second is how long it should be.

    `size` is the width and height its pictures must have, None if any will do. `playlist` may
    also be a media file.

    A `takeover` and a `live` programme have no playlist of their own: `feed` is the address they
    are pulled from, and they last as long as the feed does.
    """

    kind: Kind
    title: str
    playlist: Path
    frames: int
    rate: Fraction
    programme: str | None = None
    number: int | None = None
    logline: str = ""
    cause: Cause = "rundown"
    feed: str = ""
    file: str = ""
    sha256: str = ""
    size: tuple[int, int] | None = None
    shots: tuple[ShotLine, ...] = ()
    spoken: tuple[Subtitle, ...] = ()
    ai_generated: bool = True

    @property
    def planned_s(self) -> float:
        """Seconds it should last."""
        return float(self.frames / self.rate)

    @property
    def planned_ticks(self) -> int:
        """Ticks it should last: exact, since a step of the splice grid is whole ticks."""
        return round(self.frames * TICKS_PER_S / self.rate)

    @property
    def frame_ticks(self) -> int:
        """Ticks one picture lasts, rounded up: 3754 for the 3753.75 of 23.976 frames per second."""
        return ceil(TICKS_PER_S / self.rate)


def feed_kind(feed: str) -> Literal["takeover", "live"]:
    """What a feed at an address is on air."""
    return "live" if feed.split("/")[-2:-1] == [GENERATED] else "takeover"
