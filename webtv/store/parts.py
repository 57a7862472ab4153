"""Parts of the newest HLS segments, for viewers who want them before a segment is whole.

Playout writes `parts.json` beside the playlists while somebody asks, the web server makes
low-latency playlists of it; it says that somebody asks by the time of `parts.asked`. Source:
draft-pantos-hls-rfc8216bis, 4.4.4.9 (EXT-X-PART) and appendix B.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, ValidationError

from webtv.files import read_regular
from webtv.model.value import Seconds, StoredValue, Timestamp

INDEX = "parts.json"
_ASKED = "parts.asked"

PART_S = 0.5
"""A part is cut at the first picture that is so many seconds after its own first."""

TARGET_S = 0.55
"""No part is longer: at 25 pictures a second, 13 of them make 0.52 s."""

_SHORTEST = 0.85
"""Share of the target that each part has at least, unless it is a segment's last."""

PREFIX = "part-"
_ASKED_FOR_S = 30.0
_ASKED_EVERY_S = 5.0
_MOST_BYTES = 100_000


class Part(StoredValue):
    """One part: a file of its own. `independent` parts begin with a keyframe."""

    name: str = Field(pattern=rf"^{PREFIX}[0-9-]{{3,60}}\.ts$")
    duration_s: Seconds
    independent: bool = False


class PartialSegment(StoredValue):
    """A segment's number, date and parts; `fresh` says that it goes on from none before."""

    number: int = Field(ge=0)
    at: Timestamp
    fresh: bool = False
    parts: tuple[Part, ...] = ()


class PartsIndex(StoredValue):
    """Segments that are listed already, and the `making` of the next one.

    `hint` names the part that comes next.
    """

    segments: tuple[PartialSegment, ...] = ()
    making: PartialSegment
    hint: str = Field(pattern=rf"^{PREFIX}[0-9-]{{3,60}}\.ts$")

    @property
    def steady(self) -> bool:
        """Whether all of it keeps to the rules, so that a player may live by single parts."""
        whole = [segment.parts for segment in self.segments]
        inner = [part for parts in (*(p[:-1] for p in whole), self.making.parts) for part in parts]
        return (
            bool(whole)
            and not any(s.fresh for s in (*self.segments, self.making))
            and all(parts for parts in whole)
            and all(p.duration_s >= _SHORTEST * TARGET_S for p in inner)
            and _longest((part for parts in whole for part in parts), inner) <= TARGET_S
        )


def _longest(*parts: Iterable[Part]) -> float:
    return max((p.duration_s for each in parts for p in each), default=0.0)


def part_name(run: int, segment: int, place: int) -> str:
    """The name of a part: unique for good, and known before there is one.

    `run` is the millisecond in which its writer began, `segment` counts those that it began.
    """
    return f"{PREFIX}{run}-{segment}-{place}.ts"


def read_index(folder: Path) -> PartsIndex | None:
    """The index of a channel's HLS folder; None where there is none, or it is damaged."""
    try:
        return PartsIndex.model_validate_json(read_regular(folder / INDEX, most_bytes=_MOST_BYTES))
    except (OSError, ValidationError):
        return None


def ask(folder: Path) -> None:
    """Say that somebody wants parts. Raises `OSError`, as where there is no such channel."""
    path = folder / _ASKED
    if _age_s(path) > _ASKED_EVERY_S:
        path.touch()


def is_asked(folder: Path) -> bool:
    """Whether somebody has wanted parts a moment ago."""
    return _age_s(folder / _ASKED) < _ASKED_FOR_S


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")
