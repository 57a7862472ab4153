"""Judges what one pull brought as a viewer would."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.model.status import Symptom
from webtv.probe.sample import Sample

QUIET_DB = -75.0
"""Sound below this is silence; where music rests there is a room tone of about -58 dB."""

PACE = 0.5
"""Least share of the time waited that must have come as pictures."""

HOLE_S = 1.0
"""Longest time between two pictures."""

BACK_S = 0.001
"""What rounding may do to a clock that does not run back."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, as a word for machines and a sentence for people."""

    symptom: Symptom
    said: str


def judge(sample: Sample, *, live_s: float = 0.0) -> Fault | None:
    """The worst fault of a sample; None if there is none.

    `live_s` is how long it was waited for after its first bytes, where it comes as it airs.
    """
    if not sample.packets:
        return Fault("starved", "what comes holds no picture")
    if sample.back_s > BACK_S:
        return Fault("broken", f"the clock of what comes jumps back by {sample.back_s:.2f} s")
    if sample.media_s < PACE * live_s:
        brought = f"{live_s:.1f} s of waiting brought {sample.media_s:.1f} s of picture"
        return Fault("starved", brought)
    if sample.hole_s > HOLE_S:
        return Fault("starved", f"the picture has a hole of {sample.hole_s:.1f} s")
    if not sample.decoded:
        return Fault("broken", "the picture cannot be decoded")
    if sample.dark:
        return Fault("black", "the picture is black")
    if sample.decoded > 1 and not sample.pictures:
        return Fault("frozen", "the picture does not move")
    if sample.loudness_db is None:
        return Fault("silent", "there is no sound")
    if sample.loudness_db < QUIET_DB:
        return Fault("silent", f"there is nothing to hear ({sample.loudness_db:.0f} dB)")
    return None
