"""Puts the shots of a programme into the order that their sentences need.

The steps of how something is done follow each other, what leans on a sentence stands right behind
it, and how a story ends is told last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import prompt_key

_LEAST = 8
"""Shots of a programme of which none is left out for having lost its words."""


_PART = 8
"""Characters of a line that is known for a part of a sentence, at least."""


def followed(steps: Sequence[Step], beats: Sequence[Beat]) -> tuple[Step, ...]:
    """The shots in such an order, without those that lean on a sentence which is not told."""
    known = {_key(beat.text): beat for beat in beats if beat.after or beat.ending or beat.step}
    firsts: list[Step] = []
    others: dict[str, list[Step]] = {}  # what goes on with a line stays right behind it
    for step in steps:
        if step.goes_on:
            others.setdefault(firsts[-1].line, []).append(step)
        else:
            firsts.append(step)
    ordered = _ended(_leant(_stepped(firsts, known, beats), known), known)
    return tuple(each for step in ordered for each in (step, *others.get(step.line, ())))


def _stepped(steps: Sequence[Step], known: dict[str, Beat], beats: Sequence[Beat]) -> list[Step]:
    """The shots, the steps of one thing in the operator's order at the places that they have."""
    made = list(steps)
    heads = dict.fromkeys(beat.head for beat in known.values() if beat.step)
    for head in heads:
        steps_of = (beat.text for beat in beats if beat.step and beat.head == head)
        order = [_key(text) for text in (head, *steps_of)]
        at = [n for n, step in enumerate(made) if step.line and _key(step.line) in order]
        own = sorted((made[n] for n in at), key=lambda step: order.index(_key(step.line)))
        for n, step in zip(at, own, strict=True):
            made[n] = step
    return made


def _leant(steps: Sequence[Step], known: dict[str, Beat]) -> list[Step]:
    """The shots, each that leans on a sentence right behind it; silent, or gone, without that."""
    made: list[Step] = []
    waiting: list[tuple[int, Step]] = []
    for step in steps:
        after = _after(step, known)
        if after and (at := _place(made, after)):
            made.insert(at, step)
        elif after:
            waiting.append((len(made), step))
        else:
            made.append(step)
    missing: list[tuple[int, Step]] = []
    for at, step in waiting:
        if place := _place(made, _after(step, known)):
            made.insert(place, step)
        else:
            missing.append((at, step))
    for at, step in missing:
        if len(made) < _LEAST:
            made.insert(min(at, len(made)), replace(step, line=""))
    return made


def _ended(steps: list[Step], known: dict[str, Beat]) -> list[Step]:
    """The shots, what ends a story behind all else that is told of the theme."""
    ends = [step for step in steps if (beat := _beat(step, known)) and beat.ending]
    if not ends or not steps[-1:]:
        return steps
    others = [step for step in steps if step not in ends]
    last = max((n for n, step in enumerate(others) if step.line), default=-1) + 1
    return [*others[:last], *ends, *others[last:]]


def _place(made: Sequence[Step], after: str) -> int:
    """Where a shot stands right behind the sentence that it needs; 0 where that is not told."""
    return next((n + 1 for n in reversed(range(len(made))) if _same(after, made[n].line)), 0)


def _after(step: Step, known: dict[str, Beat]) -> str:
    beat = _beat(step, known)
    return beat.after if beat else ""


def _beat(step: Step, known: dict[str, Beat]) -> Beat | None:
    """The beat that a shot tells, the whole or a part of it."""
    if not step.line or step.moment:
        return None
    return next((beat for text, beat in known.items() if _same(text, step.line)), None)


def _same(text: str, line: str) -> bool:
    """Whether a line is a text, the whole or the end of it."""
    text, line = _key(text), _key(line)
    part = len(line) >= _PART and (text.endswith(line) or text.startswith(line))
    return bool(line) and (line == text or part)


def _key(text: str) -> str:
    return prompt_key(text).strip(".。!！?？…,;:，、；： –—-")
