"""How large a language model is, and what that says of it."""

from __future__ import annotations

import re
from math import inf

SMALL = 5e9
"""Parameters below which a model loses its way in the full form, and comes back to what it said."""

_TINY = 2e9
"""Parameters below which the offline writer's programmes are better, in any language: read side by
side with Qwen2.5-Coder-1.5B's, whose stories do not hold together and whose German and Italian are
ungrammatical. No check can tell.
"""

_SIZE = re.compile(r"(?<![a-z\d.])(\d+(?:\.\d+)?)\s?([bm])(?![a-z\d])", re.IGNORECASE)


def size_of(model: str, parameters: float | None = None) -> float:
    """The parameters of a model, by its server or its name; infinity where neither tells."""
    if parameters is None and (found := _SIZE.search(model)):
        parameters = float(found[1]) * (1e9 if found[2].lower() == "b" else 1e6)
    return inf if parameters is None else parameters


def is_tiny(model: str, parameters: float | None = None) -> bool:
    """Whether a model is too small to write for the air."""
    return size_of(model, parameters) < _TINY
