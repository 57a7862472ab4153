"""Programme ids as chips of +1 and -1, with a check and an error correction.

An id is 32 bits of seconds since 1970 and its 24 bits of digest. A CRC of 24 bits follows (the
polynomial of RFC 9580, section 6.1), and all of it goes through a convolutional code of rate 1/4
and constraint length 9 (generators 463, 535, 733 and 745, octal: Proakis, Digital Communications,
table of rate 1/4 codes), ended by eight zeros. It is decoded by Viterbi's algorithm from sums that
say how sure each chip is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import numpy as np
from numpy.typing import NDArray

_SECONDS_BITS, _DIGEST_BITS, _CHECK_BITS = 32, 24, 24
_ID_BITS = _SECONDS_BITS + _DIGEST_BITS
_POLYNOMIAL = 0x864CFB
_MEMORY = 8
_GENERATORS = (0o463, 0o535, 0o733, 0o745)
_STATES = 1 << _MEMORY
_STEPS = _ID_BITS + _CHECK_BITS + _MEMORY

CHIPS = _STEPS * len(_GENERATORS)
"""Chips of one id."""

Chips = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Decoded:
    """An id that was read; `likeness` is how like its chips what was seen is, from -1 to 1."""

    programme: str
    likeness: float


def chips_of(programme: str) -> Chips | None:
    """The chips of a programme id, +1 and -1; None of an id whose time is none."""
    stamp, _, digest = programme.partition("-")
    try:
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        value = int(at.timestamp()) << _DIGEST_BITS | int(digest, 16)
    except ValueError:
        return None
    if not 0 <= value < 1 << _ID_BITS:
        return None
    word = (value << _CHECK_BITS | _check(value)) << _MEMORY
    register, chips = 0, []
    for step in range(_STEPS):
        register = (register << 1 | word >> (_STEPS - 1 - step) & 1) & (2 * _STATES - 1)
        chips += [1 - 2 * ((register & each).bit_count() & 1) for each in _GENERATORS]
    return np.asarray(chips, np.float32)


def is_markable(programme: str) -> bool:
    """Whether a programme id can be put into a picture."""
    return chips_of(programme) is not None


def decode(seen: Chips) -> Decoded | None:
    """The id whose chips are likeliest, given sums of which the signs are those of chips.

    None where the check says that there is none.
    """
    norm = float(np.linalg.norm(seen))
    if not norm:
        return None
    before, told = _trellis()
    scores = np.full(_STATES, -np.inf, np.float32)
    scores[0] = 0
    chosen = np.empty((_STEPS, _STATES), np.int8)
    each = np.arange(_STATES)
    for step, sums in enumerate(seen.reshape(_STEPS, len(_GENERATORS))):
        ways = scores[before] + told @ sums
        chosen[step] = ways.argmax(axis=1)
        scores = ways[each, chosen[step]]
    state, word = 0, 0
    for step in reversed(range(_STEPS)):
        word |= (state & 1) << (_STEPS - 1 - step)
        state = int(before[state, chosen[step, state]])
    value, check = divmod(word >> _MEMORY, 1 << _CHECK_BITS)
    if check != _check(value):
        return None
    at = datetime.fromtimestamp(value >> _DIGEST_BITS, UTC)
    programme = f"{at:%Y%m%dT%H%M%S}-{value & (1 << _DIGEST_BITS) - 1:06x}"
    return Decoded(programme, float(scores[0]) / norm / CHIPS**0.5)


@cache
def _trellis() -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """For each state the two before it, and the chips that either step there tells."""
    states = np.arange(_STATES)
    before = np.stack((states >> 1, states >> 1 | _STATES >> 1), axis=1)
    registers = before << 1 | (states & 1)[:, None]
    bits = np.stack([np.bitwise_count(registers & each) & 1 for each in _GENERATORS], axis=2)
    return before, (1 - 2.0 * bits).astype(np.float32)


def _check(value: int) -> int:
    rest = value << _CHECK_BITS
    for bit in reversed(range(_CHECK_BITS, _CHECK_BITS + _ID_BITS)):
        if rest >> bit & 1:
            rest ^= (1 << _CHECK_BITS | _POLYNOMIAL) << (bit - _CHECK_BITS)
    return rest
