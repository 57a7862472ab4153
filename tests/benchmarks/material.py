"""What the benchmarks play: programmes with enough detail to fill the house bitrate."""

from __future__ import annotations

from tests.clips import make_programme
from webtv.model.house import HouseFormat
from webtv.model.programme import Programme
from webtv.store.library import Library

HOUSE = HouseFormat()
"""The default: 1024x576, 24 frames per second, at most 2.6 Mbit/s."""

LENGTHS_S = (16.0, 24.0, 32.0)


def programmes(library: Library, channel: str) -> list[Programme]:
    """One programme of each length, grain over moving test patterns."""
    return [
        make_programme(
            library,
            channel,
            seconds=seconds,
            house=HOUSE,
            title=f"Benchmark {number}",
            nonce=str(number),
            hue=number * 60,
            grain=24,
        )
        for number, seconds in enumerate(LENGTHS_S, 1)
    ]
