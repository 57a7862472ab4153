"""Frame rates: as people write them, and exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

EXACT: dict[int | float, Fraction] = {
    23.976: Fraction(24000, 1001),
    24: Fraction(24),
    25: Fraction(25),
    29.97: Fraction(30000, 1001),
    30: Fraction(30),
    50: Fraction(50),
    60: Fraction(60),
}
"""Frames per second of each rate. The two of NTSC are written short and meant exactly (SMPTE
ST 12-1: 24 and 30 frames in 1.001 s)."""


def _known(value: object) -> int | float:
    for written in EXACT:
        if value == written:
            return written
    *most, last = (f"{written:g}" for written in EXACT)
    raise PydanticKnownError("literal_error", {"expected": f"{', '.join(most)} or {last}"})


FrameRate = Annotated[int | float, PlainValidator(_known), WithJsonSchema({"enum": list(EXACT)})]
"""A rate as it is written in channel files and sidecars; `EXACT` says what it means."""
