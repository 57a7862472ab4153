"""Keeps a sentence silent that is not told right behind the one that says whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import prompt_key


def followed(steps: Sequence[Step], beats: Sequence[Beat]) -> tuple[Step, ...]:
    """The shots, without the lines of beats that another should stand before, where it does not."""
    needed = {_key(beat.text): _key(beat.after) for beat in beats if beat.after}
    told, kept = "", []
    for step in steps:
        line = _key(step.line)
        own = (after for text, after in needed.items() if line and _same(text, line))
        after = next(own, "")
        if after and not _same(after, told):
            step = replace(step, line="")
        told = _key(step.line) or told
        kept.append(step)
    return tuple(kept)


def _same(text: str, line: str) -> bool:
    """Whether a line is a text, the whole or a part of it, or ends with it."""
    return bool(line) and (line in text or text in line)


def _key(text: str) -> str:
    return prompt_key(text).rstrip(".。!！?？…")
