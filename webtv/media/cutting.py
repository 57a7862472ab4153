"""Where each shot lies in a programme, in frames: plain arithmetic, no media."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from webtv.model.house import HouseFormat

MOST_RETIMED = 1.1
"""What was filmed is shown at most so many times faster; what is longer is trimmed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The timing of a programme.

    `lengths` are the shots' lengths as they enter, `overlap` the frames of each crossfade (0 for
    hard cuts), so that `sum(lengths) - overlap * (len(lengths) - 1) == frames`.
    """

    rate: Fraction
    frames: int
    lengths: tuple[int, ...]
    overlap: int

    @property
    def entries(self) -> tuple[int, ...]:
        """The frame at which each shot enters; its crossfade begins there."""
        return (0, *accumulate(length - self.overlap for length in self.lengths[:-1]))

    @property
    def starts_s(self) -> tuple[float, ...]:
        """Seconds at which each shot is the one seen: the middle of its crossfade."""
        half = self.overlap / 2
        return tuple((entry + half) / self.rate if entry else 0.0 for entry in self.entries)

    @property
    def durations_s(self) -> tuple[float, ...]:
        """Seconds for which each shot is the one seen; together the whole programme."""
        ends = (*self.starts_s[1:], float(self.frames / self.rate))
        return tuple(end - start for start, end in zip(self.starts_s, ends, strict=True))


def cut(
    seconds: Sequence[float],
    house: HouseFormat,
    *,
    crossfade_s: float = 0.0,
    frames: int | None = None,
) -> Cut:
    """Fit shots of the wanted `seconds` into `frames`, or the nearest whole number of grid steps.

    Every shot keeps its share of the programme. A crossfade longer than a third of the shortest
    shot is shortened to that, so that two crossfades never meet.
    """
    if not seconds:
        raise ValueError("a programme needs at least one shot")
    frames = house.frames_on_grid(sum(seconds)) if frames is None else frames
    shortest = min(seconds) / sum(seconds) * frames
    overlap = min(round(crossfade_s * house.rate), int(shortest / 3)) if len(seconds) > 1 else 0
    lengths = _share(frames + overlap * (len(seconds) - 1), seconds)
    return Cut(house.rate, frames, lengths, overlap)


def shown_share(filmed_s: float | None, shown_s: float) -> float:
    """The share of a clip, from its first picture on, that is seen in a shot of `shown_s` seconds.

    `filmed_s` is how long the clip lasts at the pace it is to have. What is longer than the shot is
    trimmed, but for a little that is made up for by pace; what is shorter, or of a length that
    nobody knows, is seen whole.
    """
    if filmed_s is None or filmed_s <= shown_s * MOST_RETIMED:
        return 1.0
    return shown_s / filmed_s


def _share(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """`total` in whole parts, proportional to `weights`, exact in sum."""
    whole = sum(weights)
    marks = [round(total * mark / whole) for mark in accumulate(weights)]
    marks[-1] = total
    return tuple(b - a for a, b in zip([0, *marks[:-1]], marks, strict=True))
