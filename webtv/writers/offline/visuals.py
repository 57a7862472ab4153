"""Programmes of nothing but things that are seen, such as visuals for music.

The subject comes first, in the middle and last, the theme's other things between; all of it builds
to a height.
"""

from __future__ import annotations

from collections.abc import Sequence

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.joining import beside, uncapital
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import filmed_ago

_HEIGHT = 0.6
"""Share of a programme after which all moves as much as it can, where the tone allows it."""

_SCALES: tuple[Scale, ...] = ("close", "medium", "wide", "medium")
_PAIRED = 6
"""Shots of a programme in which two things are seen together."""


def visual_steps(draft: Draft) -> tuple[Step, ...]:
    """The shots: as many as are wanted, neighbours never of the same thing."""
    count, subject = draft.count, draft.beats[0]
    others = _others(draft)
    pair = round(0.8 * count) if count >= _PAIRED else count
    steps: list[Step] = []
    for at in range(count):
        own = at in (0, count // 2, count - 1)
        beat = subject if own else others[0]
        others = others if own else [*others[1:], others[0]]
        seen = draft.seen(beat)
        if at == pair and not own:
            other = uncapital(seen, draft.language, sure=True)
            seen = beside(draft.filmed.beside, draft.seen(subject), other, draft.language)
        edge = at in (0, count - 1)
        scale: Scale = "wide" if edge else _SCALES[at % len(_SCALES)]
        move = _move(draft, at, count, [step.seen for step in steps])
        parts = [part for part in (seen, move) if part]
        steps.append(Step(scale, draft.filmed.comma.join(parts)))
    return tuple(steps)


def _others(draft: Draft) -> list[Beat]:
    """The other things of the theme, those of longest ago first."""
    known = [beat for beat in (*draft.beats, *draft.spare) if beat != draft.beats[0]]
    draft.rng.shuffle(known)
    known.sort(key=lambda beat: -filmed_ago(draft.key(beat), draft.brief.recent[:2]))
    return known or [draft.beats[0]]


def _move(draft: Draft, at: int, count: int, seen: Sequence[str]) -> str:
    """How a thing moves in a shot; "" in a language that has no words for that."""
    moves = draft.filmed.moves
    if not moves:
        return ""
    high = 2 if at >= _HEIGHT * count and draft.mood != "calm" else 1
    stage = 0 if at == 0 else 3 if at == count - 1 else high
    known = draft.unavoided(moves[stage])
    fresh = [move for move in known if not any(text.endswith(move) for text in seen)]
    return draft.rng.choice(fresh or known) if known else ""
