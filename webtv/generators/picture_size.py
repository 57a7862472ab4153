"""The size of picture that a backend is asked for: in the house's shape, as large as by default."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import ceil, floor, inf, log, sqrt

from webtv.config.contract import Contract, Input, Scalar

_STEP = 8
"""Pixels that widths and heights are multiples of where the contract names no `step`: models of
pictures work on blocks of 8."""

_RATIO = re.compile(r"(\d{1,5}(?:\.\d+)?) ?[:x\u00d7*] ?(\d{1,5}(?:\.\d+)?)")


def picture_size(
    contract: Contract, params: Mapping[str, Scalar], aspect: float
) -> dict[str, Scalar]:
    """Values of the inputs `width` and `height`, by name; empty if the contract has none.

    `aspect` is the wanted width divided by height. The picture has about as many pixels as with the
    contract's defaults, so that a call costs as much whatever the shape. What an operator sets in
    `params` stands, and the other side follows.
    """
    sides = {given.source: given for given in contract.inputs}
    if "width" not in sides or "height" not in sides:
        return {}
    wide, tall = sides["width"], sides["height"]
    pixels = _number(wide.default) * _number(tall.default)
    widths = _allowed(wide, params, pixels)
    heights = _allowed(tall, params, pixels)

    def distance(width: float, height: float) -> float:
        # A wrong shape is cropped or bordered, a few pixels more or fewer are scaled.
        shape = abs(log(width / height / aspect))
        return 4 * shape + abs(log(width * height / pixels))

    pairs = ((width, _nearest(heights, width / aspect)) for width in widths)
    width, height = min(pairs, key=lambda pair: distance(*pair))
    return {wide.name: width, tall.name: height}


def nearest_ratio(given: Input, aspect: float) -> Scalar:
    """Of the input's choices the one whose shape is nearest to `aspect`, such as "720:1280".

    Of several in one shape it is the one whose size is nearest to the default's.
    """
    known = {choice: found for choice in given.choices or () if (found := ratio_of(choice))}
    usual = ratio_of(given.default) or (1, 1)

    def distance(choice: Scalar) -> tuple[float, float]:
        width, height = known[choice]
        size = abs(log(width * height / (usual[0] * usual[1])))
        return round(abs(log(width / height / aspect)), 3), size

    return min(known, key=distance, default=given.default)


def ratio_of(text: Scalar) -> tuple[float, float] | None:
    """Width and height in a text such as "16:9" or "1024 x 576"; None if it has none."""
    found = _RATIO.search(str(text))
    if found is None:
        return None
    width, height = float(found[1]), float(found[2])
    return (width, height) if width and height else None


def _allowed(given: Input, params: Mapping[str, Scalar], pixels: float) -> Sequence[float]:
    """The lengths that one side may have, ascending; never none."""
    if given.name in params:
        return [_number(params[given.name])]
    if numbers := sorted(c for c in given.choices or () if isinstance(c, (int, float)) and c > 0):
        return numbers
    step = given.step or _STEP
    low = max(1, ceil((given.minimum or 0) / step))
    most = min(given.maximum or inf, 8 * sqrt(pixels))  # no longer side is near the default's size
    return range(low * step, max(low, floor(most / step)) * step + 1, step)


def _nearest(lengths: Sequence[float], wanted: float) -> float:
    place = bisect_left(lengths, wanted)
    return min(lengths[max(0, place - 1) : place + 1], key=lambda length: abs(length - wanted))


def _number(value: Scalar) -> float:
    return max(1, value) if isinstance(value, (int, float)) else 1
