"""The lines of which a plan's narration consists, and who speaks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from webtv.model.programme import Plan


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line that is spoken in a plan's narration, the place of its shot, and who says it."""

    shot: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class VoicedRun:
    """Lines, one after the other, that one voice speaks in one piece."""

    voice: str
    text: str
    lines: tuple[PlannedLine, ...]


def spoken_lines(plan: Plan) -> tuple[PlannedLine, ...]:
    """Return the lines of a plan's narration; none if it does not consist of lines."""
    left, found = " ".join(plan.narration.split()), []
    for place, shot in enumerate(plan.shots):
        line = " ".join(shot.line.split())
        if line and left.startswith(line):
            found.append(PlannedLine(place, line, shot.speaker))
            left = left.removeprefix(line).lstrip()
    return () if left else tuple(found)


def voiced_runs(plan: Plan, voice_of: Callable[[str], str]) -> tuple[VoicedRun, ...]:
    """Part a plan's narration by voices: one run where one speaks all of it, none without any.

    `voice_of` tells the voice of a speaker; "" is the narrator.
    """
    if not plan.narration:
        return ()
    lines = spoken_lines(plan)
    runs = [
        VoicedRun(voice, " ".join(line.text for line in spoken), spoken)
        for voice, group in groupby(lines, lambda line: voice_of(line.speaker))
        if (spoken := tuple(group))
    ]
    if len(runs) < 2:
        voice = runs[0].voice if runs else voice_of("")
        return (VoicedRun(voice, plan.narration, lines),)
    return tuple(runs)
