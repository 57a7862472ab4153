"""Prompts for what begins with a picture: they say what moves, not what the picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORTEST = 12


def without_looks(prompt: str, *, looks: Iterable[str], style: str) -> str:
    """`prompt` without the looks of those it names and without the style.

    Both are put into prompts word for word, so they are found word for word. What is left too short
    to say anything stays as it was.
    """
    left = " ".join(prompt.split())
    for look in filter(None, looks):
        left = re.sub(rf",?\s*{re.escape(look)},?(?=\W|$)", "", left, flags=re.IGNORECASE)
    if style:
        left = re.sub(rf"[,.;]?\s*{re.escape(style)}(?=\W|$)", "", left, flags=re.IGNORECASE)
    left = left.strip(" ,;.")
    return left if len(left) >= _SHORTEST else prompt
