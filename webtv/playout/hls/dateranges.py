"""The programme schedule as EXT-X-DATERANGE tags: one range a programme, one a shot.

Source: RFC 8216 section 4.3.2.7. A range that goes on has a PLANNED-DURATION; once it has ended
it gets a DURATION too. Nothing else about it ever changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from webtv.plaintext import plain_text
from webtv.playout.players.item import Item

PROGRAMME = "webtv.programme"
SHOT = "webtv.shot"
"""The CLASS of each kind of range."""

_TEXT_LIMIT = 1000
"""Characters of a title or prompt in a playlist; a language model may write more."""

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')


@dataclass(frozen=True, slots=True)
class Range:
    """One range. `words` are its own attributes by name, without the X- before it."""

    ident: str
    kind: str
    start: datetime
    planned_s: float
    words: tuple[tuple[str, str], ...]
    duration_s: float | None = None
    line: str = field(default="", compare=False)

    @property
    def end(self) -> datetime:
        """The moment at which the range ends, as far as that is known."""
        length_s = self.planned_s if self.duration_s is None else self.duration_s
        return self.start + timedelta(seconds=length_s)

    def written(self) -> Range:
        """The same with its `line` filled in."""
        parts = [
            f"ID={quoted(self.ident)}",
            f"CLASS={quoted(self.kind)}",
            f"START-DATE={quoted(stamp(self.start))}",
        ]
        if self.planned_s:  # a live feed lasts as long as it does
            parts.append(f"PLANNED-DURATION={self.planned_s:.3f}")
        if self.duration_s is not None:
            parts.append(f"DURATION={self.duration_s:.3f}")
        parts += [f"X-{name}={quoted(value)}" for name, value in self.words if value]
        return replace(self, line="#EXT-X-DATERANGE:" + ",".join(parts))


class Ranges:
    """The ranges of one channel's playlist. Call `begin`, then `reach`, in order of time."""

    def __init__(self) -> None:
        self._ranges: list[Range] = []
        self._coming: list[Range] = []

    def begin(self, item: Item, start: datetime) -> None:
        """`item` is on from `start`; what was on before is over."""
        self.end(start)
        ident = f"{int(start.timestamp() * 1000)}"
        words = (
            ("TITLE", item.title),
            ("PROGRAMME", item.programme or ""),
            ("KIND", item.kind),
            ("LOGLINE", item.logline),
            ("AI", "" if item.ai_generated else "NO"),
        )
        self._ranges.append(Range(ident, PROGRAMME, start, item.planned_s, words).written())
        ends = [*(shot.start_s for shot in item.shots), item.planned_s][1:]
        self._coming = [
            Range(
                f"{ident}-{number}",
                SHOT,
                start + timedelta(seconds=shot.start_s),
                max(end_s - shot.start_s, 0.0),
                (("PROMPT", shot.prompt), ("LINE", shot.line)),
            )
            for number, (shot, end_s) in enumerate(zip(item.shots, ends, strict=True), start=1)
        ]

    def reach(self, at: datetime) -> None:
        """The playlist reaches up to `at`: shots that began before are in it."""
        while self._coming and self._coming[0].start < at:
            shot = self._coming.pop(0)
            self._close(SHOT, shot.start)
            self._ranges.append(shot.written())

    def end(self, at: datetime) -> None:
        """End the ranges that are open."""
        self.reach(at)
        self._coming = []
        self._close(PROGRAMME, at)
        self._close(SHOT, at)

    def forget(self, before: datetime) -> None:
        """Drop ranges that ended before this."""
        if self._ranges and self._ranges[0].end < before:
            self._ranges = [r for r in self._ranges if r.duration_s is None or r.end >= before]

    def lines(self) -> list[str]:
        """The tags, by start."""
        return [known.line for known in self._ranges]

    def load(self, lines: Iterable[str]) -> None:
        """Take over the ranges of an earlier playlist."""
        self._ranges = [known for line in lines if (known := parse_range(line)) is not None]

    def _close(self, kind: str, at: datetime) -> None:
        for place in range(len(self._ranges) - 1, -1, -1):
            known = self._ranges[place]
            if known.kind == kind:
                if known.duration_s is None:
                    length_s = max((at - known.start).total_seconds(), 0.0)
                    self._ranges[place] = replace(known, duration_s=length_s).written()
                return


def parse_range(line: str) -> Range | None:
    """Read back a line that `Range` wrote; None if it is something else."""
    tag, _, text = line.partition(":")
    if tag != "#EXT-X-DATERANGE":
        return None
    found = {name: value.strip('"') for name, value in _ATTRIBUTE.findall(text)}
    try:
        duration = found.get("DURATION")
        return Range(
            found["ID"],
            found["CLASS"],
            datetime.fromisoformat(found["START-DATE"]),
            float(found.get("PLANNED-DURATION", 0)),
            tuple((name[2:], value) for name, value in found.items() if name.startswith("X-")),
            None if duration is None else float(duration),
        ).written()
    except (KeyError, ValueError):
        return None


def quoted(text: str) -> str:
    """A quoted string of a playlist, whatever `text` is.

    It can hold neither line feed nor carriage return nor a double quote, and has no escapes (RFC
    8216 section 4.2): a typographic quote stands for the latter. Characters that steer a
    screen are left out.
    """
    clean = plain_text(text).replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
    return f'"{" ".join(clean.split())[:_TEXT_LIMIT]}"'


def stamp(at: datetime) -> str:
    """A date as playlists write it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
