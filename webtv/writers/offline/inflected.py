"""Tells the entries of a list that stand in the case of a verb before it: "einen alten Kater".

They can be filmed, and are no name of what is seen; `Phrases.seeing` has sentences for them. What
looks the same in both cases is not told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDINGS: dict[str, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:k?einen|k?einem|[msd]einen|[msd]einem|ihren|ihrem|unseren|den|dem)\s", re.IGNORECASE
    ),
    "ru": re.compile(r"^(?:\S+\s){0,2}?\S{2,}(?:[ую]ю|[ое]го)(?:\s|$)|^\S{3,}[ую](?:\s|$)"),
    "pl": re.compile(
        r"^(?:\S+\s){0,2}?\S{2,}(?:ą|ę|ego)(?:\s|$)|^(?:psa|kota|konia|ptaka)(?:\s|$)"
    ),
    "ar": re.compile(r"^(?!هذا|إذا|عصا|سما)\S{2,}(?:ا|ً)(?:\s|$)"),
}
_TURKISH = re.compile(r"\S{2,}[ıiuü]$")
_TURKISH_BEHIND_VOWEL = re.compile(r"(?:[aeıioöuü][yn][ıiuü])$")
"""An ending that is that of a verb's object and of nothing else: "güverteyi", "ustasını"."""

_TURKISH_OF = re.compile(r"[aeıioöuü]s[ıiuü]$")
"""That of something that belongs to something: "kalaycı ustası", and of no object."""


def are_inflected(entries: Sequence[str], language: str) -> list[bool]:
    """Which entries behind a verb are in its case; Turkish ones are where most of them are."""
    code = language[:2]
    if code == "tr":
        ends = [bool(_TURKISH.search(entry)) for entry in entries]
        objects = any(map(_TURKISH_BEHIND_VOWEL.search, entries))
        owned = any(map(_TURKISH_OF.search, entries))
        bent = 2 * sum(ends) > len(ends) > 1 and (objects or not owned)
        return ends if bent else [False] * len(ends)
    pattern = _ENDINGS.get(code)
    return [bool(pattern and pattern.match(entry)) for entry in entries]
