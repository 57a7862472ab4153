"""Gives a folded YAML text its line ends back where these are all that marks the entries of a list.

`theme: >` makes one line of many. Whoever writes an entry a line loses where each ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FEWEST = 3
"""Lines of a list without bullets at least."""

_NARROWEST = 14
"""Signs of a line that an editor breaks in scripts without blanks, at least."""

_BULLET = re.compile(r"(?:[-\u2013\u2014*•·▪●◦‣・]|\d{1,2}[.)])\s+\S|\d{1,2}[\u3001\uff0e]|・\S")
_GOES_ON = (",", ";", ":", "、", "\uff0c", "\uff1b", "\uff1a", "،", "-", "\u2013", "\u2014", "(")
_STOPS = (".", "!", "?", "…", "。", "\uff01", "\uff1f", "؟", "।", '"', "”", "»", "」")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_RUNS_ON = re.compile(r"[\u3002\uff01\uff1f].*[^\s\u3002\uff01\uff1f…」』\uff09]$")
"""A line in which a sentence begins that goes on in the next one, in scripts without blanks."""


def with_line_ends(value: str, written: str) -> str:
    """Return a folded text as it was written, if its lines are entries; else as YAML folds it.

    `written` is the scalar in its file, from its ">" on.
    """
    lines = [line.strip() for line in written.split("\n")[1:]]
    told = [line for line in lines if line]
    if not _are_entries(told):
        return value
    return "\n".join(lines).strip() + ("\n" if value.endswith("\n") else "")


def are_wrapped(lines: Sequence[str]) -> bool:
    """Return whether lines are as long as an editor makes them that breaks a text between words, or
    a sentence goes on from one to the next.
    """
    width = max(map(len, lines), default=0)
    if any(map(_BULLET.match, lines)):
        return False
    if any(map(_DENSE.search, lines)):
        if any(map(_RUNS_ON.search, lines[:-1])):
            return True
        return width >= _NARROWEST and all(width - len(line) <= 1 for line in lines[:-1])
    nexts = (line.split()[0] for line in lines[1:])
    return all(
        len(line) + 1 + len(word) > width for line, word in zip(lines[:-1], nexts, strict=True)
    )


def _are_entries(lines: Sequence[str]) -> bool:
    """Whether lines are entries: behind bullets, or each beginning anew and none with its stop."""
    bullets = sum(bool(_BULLET.match(line)) for line in lines)
    if bullets > 1:
        return True
    stopped = all(line.endswith(_STOPS) for line in lines[:-1])
    if len(lines) < _FEWEST or stopped or are_wrapped(lines):
        return False
    begin = all(line[:1].isupper() or not line[:1].islower() for line in lines)
    return begin and not any(line.endswith(_GOES_ON) for line in lines[:-1])
