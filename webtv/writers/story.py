"""The story so far of a series: numbered, and never longer than a sidecar holds."""

from __future__ import annotations

import re

LONGEST = 1200
"""Characters of a story so far."""

_EPISODE = re.compile(r"^Episode (\d+)\.\s*")


def episode_of(story: str) -> int:
    """The number of the episode that comes after this story; 1 at the beginning."""
    found = _EPISODE.match(story)
    return int(found[1]) + 1 if found else 1 if not story else 2


def without_number(story: str) -> str:
    """What a story so far tells."""
    return _EPISODE.sub("", story)


def continued(number: int, told: str) -> str:
    """The story so far after episode `number`. If it is too long, its beginning is forgotten."""
    head = f"Episode {number}. "
    told = " ".join(without_number(told).split())
    while len(head) + len(told) > LONGEST:
        sentences = re.split(r"(?<=[.!?])\s", told, maxsplit=1)
        told = sentences[1] if len(sentences) == 2 else told[-(LONGEST - len(head)) :].lstrip()
    return head + told
