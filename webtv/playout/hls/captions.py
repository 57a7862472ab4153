"""Captions as WebVTT: the title as a programme begins, then what is spoken.

Where nobody speaks, what each shot tells; where none tells anything, what it was asked to show.

Sources: WebVTT (W3C), RFC 8216 section 3.5 for X-TIMESTAMP-MAP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from webtv.plaintext import plain_text
from webtv.playout.mpegts.reader import CLOCK_WRAP, MUX_DELAY, TICKS_PER_S
from webtv.playout.players.item import Item

TITLE_S = 6.0
"""How long a title is shown, from the first picture of its programme."""

_TICKS_PER_MS = TICKS_PER_S // 1000


@dataclass(frozen=True, slots=True)
class PlayoutEvent:
    """An item on air from `tick` on, until the next event."""

    item: Item
    tick: int


def captions(events: Sequence[PlayoutEvent], *, start: int, end: int) -> str:
    """The captions of the segment from tick `start` to `end`; `events` in order of time.

    Cues are cut at the segment's edges, so that an event never has to revise an earlier segment.
    Their clock is the channel's running time, mapped to the time stamps of the transport stream.
    """
    lines = [
        "WEBVTT",
        f"X-TIMESTAMP-MAP=MPEGTS:{_ms(start) * _TICKS_PER_MS + MUX_DELAY & CLOCK_WRAP - 1},"
        f"LOCAL:{_clock(_ms(start))}",
        "",
    ]
    for place, event in enumerate(events):
        over = events[place + 1].tick if place + 1 < len(events) else end
        for begins, ends, settings, text in _cues(event, over):
            first, last = _ms(max(begins, start)), _ms(min(ends, end))
            if first < last:
                lines += [f"{_clock(first)} --> {_clock(last)}{settings}", text, ""]
    return "\n".join(lines)


def _cues(event: PlayoutEvent, over: int) -> list[tuple[int, int, str, str]]:
    """Begin, end, settings and text of each cue of an item that is over at tick `over`."""
    cues = []
    title_ends = min(event.tick + round(TITLE_S * TICKS_PER_S), over)
    if event.item.title:
        cues.append((event.tick, title_ends, " line:8%", f"<b>{_plain(event.item.title)}</b>"))
    for line in event.item.spoken:
        begins, ends = (
            event.tick + round(at_s * TICKS_PER_S) for at_s in (line.start_s, line.end_s)
        )
        cues.append((begins, min(ends, over), "", _plain(line.text)))
    if event.item.spoken:
        return cues
    told = any(shot.line.strip() for shot in event.item.shots)
    starts = [event.tick + round(shot.start_s * TICKS_PER_S) for shot in event.item.shots]
    for shot, begins, ends in zip(event.item.shots, starts, [*starts, over][1:], strict=True):
        if words := (shot.line if told else shot.prompt).strip():
            cues.append((begins, min(ends, over), "", _plain(words)))
    return cues


def _plain(text: str) -> str:
    """One line of cue text, in which nothing is markup."""
    return escape(" ".join(plain_text(text).split()), quote=False)


def _ms(tick: int) -> int:
    return tick // _TICKS_PER_MS


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
