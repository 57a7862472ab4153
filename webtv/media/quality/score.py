"""The parts of the house score that pictures and sound tell: each from 0 (bad) to 1 (good)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from webtv.media.quality.cuts import hidden
from webtv.media.quality.measures import Measures, PictureMeasures, SoundMeasures
from webtv.model.score import Score, score_of

_LITTLE, _MUCH = 0.003, 0.05
"""Change within a second (`PictureMeasures.change`): hardly any, and as much as is wanted."""

_STUTTER = 0.8
_FLICKER = 0.06
_SHARP = 0.5
_BLOCKS = 0.02
_QUIET = 0.25
_CLIPPED = 0.01
"""Measures at which a part is 0; of sharpness, at which it is 1."""


def parts_of(measures: Measures, *, joins_s: Sequence[float] = ()) -> dict[str, float]:
    """The parts that were measured. `joins_s` are where shots follow one another, in seconds."""
    parts: dict[str, float] = {}
    if measures.picture is not None and measures.picture.frames:
        parts |= dict(_picture(measures.picture, joins_s))
    if measures.sound is not None and measures.sound.samples:
        parts["sound"] = _sound(measures.sound)
    return {name: min(1.0, max(0.0, share)) for name, share in parts.items()}


def clip_score(measures: Measures | None) -> Score | None:
    """The house score of a clip by itself; None for what nobody measured."""
    return score_of(parts_of(measures)) if measures is not None else None


def _picture(seen: PictureMeasures, joins_s: Sequence[float]) -> Iterator[tuple[str, float]]:
    if seen.frames > 1:  # a single picture has nothing of these
        change = max(seen.change.value, _LITTLE)
        yield "motion", log(change / _LITTLE) / log(_MUCH / _LITTLE)
        yield "smooth", 1 - seen.unevenness / _STUTTER
        yield "alive", 1 - seen.rest
        yield "steady", 1 - seen.flicker.value / _FLICKER
        # One cut too many in each shot is as bad as can be.
        yield "uncut", 1 - len(hidden(seen.cuts_s, joins_s)) / (len(joins_s) + 1)
    yield "sharp", seen.sharpness / _SHARP
    yield "whole", 1 - max(0.0, seen.blocks.value) / _BLOCKS


def _sound(heard: SoundMeasures) -> float:
    return 1 - max(heard.quiet / _QUIET, heard.clipped.value / _CLIPPED)
