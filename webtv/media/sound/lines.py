"""Narration in lines, each heard with its own picture.

A backend speaks all lines in one piece. It is cut at the pauses between them, which are told from
others by their length and by how much of the text has been spoken until then.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from webtv.media.sound.loudness import RATE, STEP, Sound, in_steps, integrated, k_weighted
from webtv.media.sound.speech import EARLIEST_S, FASTEST, SPARE_S, Speech
from webtv.media.sound.tempo import stretched

GAP_S = 0.35
"""Silence between two lines, at least."""

_QUIET_LU = 30.0
"""A pause is so far below the whole of the speech."""

_PAUSE_S = 0.1
"""What is shorter belongs to a word."""

_TAIL = 4
"""Steps of a pause that stay at each end of it: words die away and begin softly."""

_FULL_STOP_S = 0.5
"""A pause as long as this stands between sentences."""

_UNSURE_S = 1.5
"""A pause that is too short for a full stop is taken only so near to where one is expected."""

_TOLERANCE = 2.0
"""A line may last so many times longer or shorter than its letters say, or it was cut wrongly."""

_SHORT_S = 1.0
"""Seconds by which a line may always be longer or shorter than that."""


def parted(words: Sound, letters: Sequence[int]) -> list[Sound] | None:
    """Cut `words` into lines, without the pauses between them; `letters` says how long each is.

    None if the pauses between them cannot be told for sure.
    """
    if len(letters) < 2:
        return [words] if letters else None
    power = in_steps(k_weighted(words))
    is_quiet = power < integrated(power) / 10 ** (_QUIET_LU / 10)
    pauses = _runs(is_quiet)
    chosen = _between(pauses, letters, loud=np.cumsum(~is_quiet) * STEP / RATE)
    if chosen is None:
        return None
    kept = [(start + _TAIL, end - _TAIL) for start, end in chosen]
    edges = [0, *(edge for pause in kept for edge in pause), len(power)]
    pieces = [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
    whole = sum(end - start for start, end in pieces) * STEP / RATE
    for (start, end), count in zip(pieces, letters, strict=True):
        has_s, wanted_s = (end - start) * STEP / RATE, whole * count / sum(letters)
        if not (
            wanted_s / _TOLERANCE - _SHORT_S <= has_s <= wanted_s * _TOLERANCE + _SHORT_S
            and has_s > 0
        ):
            return None
    return [words[start * STEP : end * STEP] for start, end in pieces]


def lay_lines(
    pieces: Sequence[Sound], starts_s: Sequence[float | None], samples: int, *, after_s: float
) -> Speech | None:
    """Lay lines in a programme of so many samples, each from its picture's start on.

    A line whose picture is not there follows the one before. Lines that are too long for their
    pictures push the next ones back, or the ones before forward where the programme ends; the
    first one waits until `after_s` if the second one need not. None if there is no room for them.
    """
    gap, room = GAP_S * RATE, samples - (EARLIEST_S + SPARE_S) * RATE
    silent = gap * (len(pieces) - 1)
    faster = max(1.0, sum(map(len, pieces)) / max(1.0, room - silent))
    if not pieces or faster > FASTEST:
        return None
    said = [stretched(piece, 1 / faster) for piece in pieces]
    wanted = [0.0 if at_s is None else at_s * RATE for at_s in starts_s]
    second = wanted[1] if len(said) > 1 and wanted[1] else float(samples)
    waits = min(after_s * RATE, second - gap - len(said[0]))
    wanted[0] = max(EARLIEST_S * RATE, wanted[0], waits)
    at = [wanted[0]]
    for before, start in zip(said, wanted[1:], strict=False):
        at.append(max(start, at[-1] + len(before) + gap))
    latest = samples - SPARE_S * RATE
    for place in reversed(range(len(at))):
        at[place] = max(0.0, min(at[place], latest - len(said[place])))
        latest = at[place] - gap
    sound = np.zeros((samples, 2), np.float32)
    for start, piece in zip(map(round, at), said, strict=True):
        sound[start : start + len(piece)] += piece[: samples - start]
    lines = tuple(
        (start / RATE, (start + len(piece)) / RATE) for start, piece in zip(at, said, strict=True)
    )
    return Speech(sound, lines[0][0], lines[-1][1] - lines[0][0], faster, lines)


def _runs(is_quiet: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    """First and last step, exclusive, of each pause."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_quiet, [False]]).astype(np.int8)))
    runs = [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    least = _PAUSE_S * RATE / STEP
    return [
        run for run in runs if run[1] - run[0] >= least and run[0] > 0 and run[1] < len(is_quiet)
    ]


def _between(
    pauses: Sequence[tuple[int, int]],
    letters: Sequence[int],
    *,
    loud: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> list[tuple[int, int]] | None:
    """The pauses after each line but the last: those that are long, and near where they should be.

    `loud` has the seconds of speech up to each step.
    """
    marks = [float(loud[-1]) * at / sum(letters) for at in accumulate(letters)][:-1]
    if len(pauses) < len(marks):
        return None

    def cost(pause: tuple[int, int], mark: float) -> float:
        length_s = (pause[1] - pause[0]) * STEP / RATE
        lacks = 1 - min(length_s, _FULL_STOP_S) / _FULL_STOP_S
        return abs(float(loud[pause[0]]) - mark) + _UNSURE_S * lacks

    # The least cost of the first lines, each ending at one of the pauses, and which ones.
    best: list[tuple[float, list[int]]] = [
        (cost(pause, marks[0]), [place]) for place, pause in enumerate(pauses)
    ]
    for mark in marks[1:]:
        following: list[tuple[float, list[int]]] = []
        lowest: tuple[float, list[int]] = (np.inf, [])
        for place, pause in enumerate(pauses):
            following.append((lowest[0] + cost(pause, mark), [*lowest[1], place]))
            lowest = min(lowest, best[place], key=lambda found: found[0])
        best = following
    _, places = min(best, key=lambda found: found[0])
    return [pauses[place] for place in places]
